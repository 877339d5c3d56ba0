/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the apostrophe within a word means. */
#ifndef STEMMER_ELIDE_H
#define STEMMER_ELIDE_H

#include <stddef.h>

enum elide_result {
	ELIDE_NONE,	/* no apostrophe, or only one that closes a quotation */
	ELIDE_OFF,	/* an elision: what is behind it is the word */
	ELIDE_WHOLE,	/* one word, the apostrophe belongs to it: aujourd'hui */
	ELIDE_PAIR,	/* two words as with a hyphen: grand'mère */
	ELIDE_NAME	/* foreign, found whole and by its parts: O'Brien, rock'n'roll */
};

/* word: as written, valid UTF-8, no hyphen. *skip: bytes through the first apostrophe, but for
 * ELIDE_NONE. */
enum elide_result elide_word(const char *word, size_t len, size_t *skip);

/* Bytes in front of the beginning of a word that are no part of what it begins: 2 of l'av, 0 of prud'ho. */
size_t elide_beginning(const char *word, size_t len);

/* Bytes in front of the word's first apostrophe, and the apostrophe's own; len and 0 without. */
size_t elide_find(const char *word, size_t len, size_t *bytes);

#endif
