/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where an article comes from, in one term for all that is asked of it: a posting for each of six folders,
 * type and extension would be 2.5 % of a text, one for all is 0.4 %. What is asked for is looked for in
 * the places that an index has: there are as many as folders, roughly.
 *
 *	/home/marie/corpus//txt:text	folders, each behind a stroke; behind two, extension and type
 *
 * Names are folded. Where a term would be too long, more of them hold the rest.
 */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>

#include "store/store.h"

/* Whether it is part of a place; a name is TERM_MAX bytes at most. */
bool place_has(enum store_field field);

#define PLACE_MAX 240

struct place {
	char text[PLACE_MAX];
	size_t len;
};

/*
 * The next term of those that hold the parts of a place among n filters, from *next onwards, which begins
 * as 0. False: there is none.
 */
bool place_next(struct place *place, const struct store_term *filters, size_t n, size_t *next);

/* Whether a term names this folder (one, or several that follow each other, a stroke between them), this
 * extension or type. */
bool place_answers(const char *term, size_t len, enum store_field field, const char *name, size_t name_len);

#endif
