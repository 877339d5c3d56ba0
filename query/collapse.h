/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Near-duplicate passages: those whose sets of three-token shingles agree to SAME (Jaccard) or more
 * (A. Broder, "On the resemblance and containment of documents", 1997). Passages that may agree are
 * found by min-hashes, so the work grows with the number of passages, not with its square.
 */
#ifndef QUERY_COLLAPSE_H
#define QUERY_COLLAPSE_H

#include "query/view.h"

#define MIN_HASHES 6

#define COLLAPSER_NEW UINT32_MAX

struct shingles {
	const uint32_t *hashes;		/* ascending, distinct, in the arena */
	uint32_t n;
	uint32_t min[MIN_HASHES];
	uint32_t next[MIN_HASHES];	/* 1-based number of the last with that min, 0: none */
};

struct collapser {
	struct arena *arena;
	struct shingles *seen;
	uint32_t n, max;
	uint32_t *heads;	/* a table for each min-hash: 1-based numbers in seen */
	uint32_t mask;
};

/* max: passages that will be kept at most. LIM_OK or LIM_E_MEMORY. */
int collapser_init(struct collapser *collapser, struct arena *arena, size_t max);

/* title: of the article, may be NULL: what is too short to tell texts apart ("Oui.") is the same
 * only under the same title. *number: which of the passages seen before (counted from 0) this one
 * repeats; where none, it is kept as the next one and *number == COLLAPSER_NEW. LIM_OK or
 * LIM_E_MEMORY. */
int collapser_add(struct collapser *collapser, const struct view_tokens *tokens, const char *title,
	uint32_t *number);

#endif
