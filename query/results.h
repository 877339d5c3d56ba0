/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answer, which outlives the searcher: everything is copied into an arena of its own. */
#ifndef QUERY_RESULTS_H
#define QUERY_RESULTS_H

#include "query/rerank.h"

/* The results are public and first, so that lim_results_free finds the rest. */
struct answer {
	struct lim_results results;
	struct arena arena;
};

/* NULL: no memory. */
struct answer *answer_new(void);

/* Room for hits; they are added in order. LIM_OK or LIM_E_MEMORY. */
int answer_reserve(struct answer *answer, size_t hits);

/* Adds an item, which is loaded, as the hit of a rank. explain: with its features. */
int answer_add(struct answer *answer, struct ranking *ranking, struct ranked *item, size_t rank,
	bool explain);

int answer_add_notes(struct answer *answer, const struct notes *notes);

int answer_suggest(struct answer *answer, const char *text, size_t len);

#endif
