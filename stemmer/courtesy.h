/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What people write around a question: Bonjour, je voudrais savoir si …, merci d'avance. It says nothing
 * of what they look for.
 */
#ifndef STEMMER_COURTESY_H
#define STEMMER_COURTESY_H

#include <stddef.h>

struct courtesy_span {
	size_t start, len;		/* bytes of the text */
};

/*
 * Finds words of courtesy and request in a text of UTF-8, of which no more than COURTESY_WORDS words are
 * looked at; spans has room for as many, and they come in order. Returns their number: 0 where the text
 * says nothing else.
 */
#define COURTESY_WORDS 512
size_t courtesy_find(const char *text, size_t len, struct courtesy_span spans[COURTESY_WORDS]);

#endif
