/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON (RFC 8259), read in one pass where it lies: strings are decoded in their place. */
#ifndef CORPUS_JSON_H
#define CORPUS_JSON_H

#include "limier.h"

enum json_kind {
	JSON_NONE,	/* not there; or broken, or nested too deeply */
	JSON_STRING,
	JSON_NUMBER,
	JSON_ARRAY,
	JSON_OTHER	/* an object, true, false, null */
};

struct json_value {
	enum json_kind kind;
	/* A string decoded, in which \u0000 may be; a number as it is written; the strings of an array with
	 * ", " between them. UTF-8 if the text was: half a surrogate pair becomes U+FFFD. */
	struct lim_slice text;
};

/*
 * Reads an object, of which the members with these keys are wanted; of two with the same key the last
 * counts. text: followed by a NUL, with none before; it is overwritten, and the values point into it.
 * LIM_OK; LIM_SKIPPED: JSON, but no object; LIM_E_INPUT: no JSON from *column (characters, from 1) on.
 */
int json_read(char *text, const char *const *keys, struct json_value *values, size_t n, size_t *column);

#endif
