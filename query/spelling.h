/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of the vocabulary that a misspelt one may stand for. Words are compared without accents, by edit
 * distance with swaps of neighbours, in which what people confuse when they write French costs less than
 * another letter: doubled consonants, a mute h, keys that lie side by side (AZERTY); and words that sound
 * alike are near however they are spelled (ph and f, é and er and ait, c and ss, in and ain).
 */
#ifndef QUERY_SPELLING_H
#define QUERY_SPELLING_H

#include <limits.h>

#include "query/plan.h"

#define NEAR_MAX 3
#define NEAR_ANY UINT_MAX	/* cost */
#define NEAR_SIZE 64		/* bytes */

struct near_word {
	char text[NEAR_SIZE];	/* as written in the index */
	size_t len;
	unsigned cost;		/* in tenths of a letter */
	uint64_t passages;
};

struct near_words {
	struct near_word items[NEAR_MAX];	/* nearest first, then the most frequent */
	unsigned n;
};

/*
 * word: normalised. What costs more than most is not near, nor what is farther than the word's length allows.
 * LIM_OK, or what reading the vocabulary gave. A millisecond where that was not read yet, else a tenth.
 */
int spelling_find(const struct plan *plan, struct lim_slice word, unsigned most,
	struct near_words *near, struct lim_error *err);

/* Whether two folded words sound alike, roughly. */
bool spelling_sounds_alike(struct lim_slice a, struct lim_slice b);

/* Distance of two folded words in tenths of a letter; anything above max where it is more. */
unsigned spelling_distance(struct lim_slice a, struct lim_slice b, unsigned max);

/*
 * Lets near words join the search for words that no passage has: the elements of plain words under root
 * get their stems, with less weight. After leaves_analyze.
 */
int spelling_join(struct plan *plan, struct node *root, struct lim_error *err);

#endif
