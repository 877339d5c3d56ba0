/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The members of a JSON object that are wanted, without the rest as a tree. */
#ifndef CORPUS_JSON_H
#define CORPUS_JSON_H

#include "base/buf.h"

enum json_kind {
	JSON_NONE,	/* not there */
	JSON_STRING,
	JSON_NUMBER,
	JSON_ARRAY,
	JSON_OTHER	/* an object, true, false, null */
};

struct json_value {
	enum json_kind kind;
	/* A string decoded, U+FFFD for \u0000; a number as it is written; the strings of an array with ", "
	 * between them. */
	struct lim_slice text;
};

/*
 * Reads an object, of which the members with these keys are wanted; of two with the same key the last
 * counts. text: UTF-8. The values point into it, or into decoded, which is overwritten.
 * LIM_OK; LIM_SKIPPED: JSON, but no object; LIM_E_INPUT: no JSON at or just before *column (characters,
 * from 1); LIM_E_MEMORY.
 */
int json_read(struct lim_slice text, const char *const *keys, struct json_value *values, size_t n,
	struct buf *decoded, size_t *column);

#endif
