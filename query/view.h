/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text as the query sees it: its tokens, each with what it means to the query. */
#ifndef QUERY_VIEW_H
#define QUERY_VIEW_H

#include "query/plan.h"

struct view_token {
	uint32_t start, len;	/* bytes of the text */
	uint32_t position;
	uint32_t hash;		/* of the term */
	uint32_t term;		/* number in plan->terms, or MAP_NONE */
	uint32_t word;		/* number of the exact form, or MAP_NONE */
	uint32_t prefixes;	/* a bit for each wildcard that the word begins with */
	uint8_t unit;		/* or NO_UNIT */
	uint8_t exact;		/* how much it is a form that was typed, in hundredths */
	uint8_t flags;		/* enum token_flag */
};

struct view_tokens {
	struct view_token *items;
	uint32_t n;
	size_t cap;
};

/* Lives with the searcher. */
struct viewer {
	const struct plan *plan;	/* of the query that is answered */
	struct reader *reader;
	struct analyzer *analyzer;
	struct buf folded;		/* scratch */
};

/* Analyses a text into tokens, which are replaced; empty ones need no preparation but {0}, and are
 * freed with free(tokens->items). LIM_OK or LIM_E_MEMORY. */
int view_text(struct viewer *viewer, const char *text, size_t len, struct view_tokens *tokens);

/* The set of units among tokens. */
unit_set view_units(const struct view_tokens *tokens);

#endif
