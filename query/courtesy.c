/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/courtesy.h"

#include "query/plan.h"

static bool is_within(size_t at, const struct courtesy_span *spans, size_t n)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (spans[middle].start + spans[middle].len <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && spans[low].start <= at;
}

static void mark_node(struct node *node, const struct courtesy_span *spans, size_t n)
{
	for (struct node *child = node->children; child; child = child->next)
		mark_node(child, spans, n);
	if (!node_is_loose(node))
		return;
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		struct element *e = &node->leaf->elements[i];
		e->courtesy = is_within(e->start, spans, n);
	}
}

void courtesy_mark(struct plan *plan, struct node *root)
{
	struct courtesy_span spans[COURTESY_WORDS];
	size_t n = courtesy_find(plan->text, plan->len, spans);
	if (n > 0)
		mark_node(root, spans, n);
}
