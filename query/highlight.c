/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/highlight.h"

#include <string.h>

#include "query/verify.h"

void highlight_mark(const struct plan *plan, const struct view_tokens *tokens, unsigned char *marks)
{
	for (uint32_t i = 0; i < tokens->n; i++) {
		uint32_t term = tokens->items[i].term;
		marks[i] = term != MAP_NONE && plan->terms[term].shown;
	}
	for (const struct leaf *leaf = plan->shown; leaf; leaf = leaf->next_shown) {
		uint32_t end;
		for (uint32_t i = 0; leaf_find(leaf, tokens, &i, &end); i++)
			memset(marks + i, 1, end - i);
	}
}

size_t highlight_spans(const struct view_tokens *tokens, const unsigned char *marks,
	struct lim_span *spans)
{
	size_t n = 0, end = 0;
	for (uint32_t i = 0; i < tokens->n; i++) {
		const struct view_token *token = &tokens->items[i];
		if (!marks[i] || token->start + token->len <= end)
			continue;
		/* Readings of one word may lie over one another. */
		if (n > 0 && token->start < end) {
			spans[n - 1].len = token->start + token->len - spans[n - 1].start;
		} else {
			spans[n++] = (struct lim_span){token->start, token->len};
		}
		end = token->start + token->len;
	}
	return n;
}
