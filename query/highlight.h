/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which words of a text answer the query. */
#ifndef QUERY_HIGHLIGHT_H
#define QUERY_HIGHLIGHT_H

#include "query/view.h"

/* Marks each token that answers: one byte per token, 0 or 1, zeroed by the caller. Excluded words
 * and words of a phrase that is not here as a whole are not marked. */
void highlight_mark(
	const struct plan *plan, const struct view_tokens *tokens, unsigned char *marks);

/* The spans of the marked tokens: ascending, none overlapping another. spans: room for tokens->n.
 * Returns how many. */
size_t highlight_spans(const struct view_tokens *tokens, const unsigned char *marks,
	struct lim_span *spans);

#endif
