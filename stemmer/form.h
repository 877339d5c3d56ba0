/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words whose term no rule of suffixes gives: forms of irregular verbs, irregular plurals,
 * homographs, and words that Snowball takes for another. The table is made from verbs.tsv and
 * words.tsv by forms.pl.
 */
#ifndef STEMMER_FORM_H
#define STEMMER_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "limier.h"

enum form_kind {
	FORM_OWN,	/* the word's own stem */
	FORM_LIKE,	/* the stem of another word, slice */
	FORM_TERM	/* the term itself, slice */
};

enum form_rank {
	FORM_EQUAL,
	FORM_LESSER,	/* seldom meant */
	FORM_MUTE	/* documents have it, queries do not ask for it */
};

struct form_reading {
	enum form_kind kind;
	enum form_rank rank;
	struct lim_slice slice;
};

/* The readings of a normalised word, the first for its term: a string for form_next. NULL where the
 * table does not have the word. */
const char *form_find(const char *word, size_t len);

/* Takes the next reading off the string; false: there was none. */
bool form_next(const char **readings, struct form_reading *reading);

#endif
