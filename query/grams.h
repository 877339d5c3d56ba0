/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pieces of words: the runs of four letters of the words asked for, ends of words counting as a letter. What
 * is misspelt, compound or derived has most of them in common with what is meant.
 */
#ifndef QUERY_GRAMS_H
#define QUERY_GRAMS_H

#include "query/plan.h"

#define GRAMS_MAX 256
#define GRAM_SLOTS 1024		/* a power of two */

struct gram_set {
	uint64_t bits[GRAMS_MAX / 64];
};

struct grams {
	uint32_t n;
	uint32_t slots[GRAM_SLOTS];	/* four letters each, 0: free */
	uint8_t numbers[GRAM_SLOTS];
	uint64_t sieve[64];		/* a bit for each hash that is taken */
	uint32_t counts[GRAMS_MAX];	/* sets that were counted */
	double weights[GRAMS_MAX], mass;
};

/* Those of the words that passages are searched for, as typed; none of a text that others are to be like. */
void grams_take(struct grams *grams, const struct plan *plan);

/* Adds to *set those that a text has. */
void grams_find(const struct grams *grams, const char *text, size_t len, struct gram_set *set);

/* Counts the sets, and weighs each piece by its rarity among the n that were counted. */
void grams_count(struct grams *grams, const struct gram_set *set);
void grams_weigh(struct grams *grams, size_t n);

/* The weight of a set, in parts of all that any set has. */
double grams_share(const struct grams *grams, const struct gram_set *set);

#endif
