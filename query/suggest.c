/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/suggest.h"

#include "query/spelling.h"

/* The next word behind from that is unknown or was replaced, in the order of the query; NULL: none. */
static const struct element *next_wrong(
	const struct plan *plan, const struct node *node, size_t from, const struct element *found)
{
	for (const struct node *child = node->children; child; child = child->next)
		found = next_wrong(plan, child, from, found);
	if (!node_is_leaf(node) || !field_is_text(node->field) || node->kind == NODE_PREFIX)
		return found;
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		const struct element *e = &node->leaf->elements[i];
		bool unknown = e->n_terms > 0 && plan->terms[e->terms[0]].frequency == 0 && !e->dropped;
		if (e->start >= from && (unknown || e->fixed.len > 0) &&
			(!found || e->start < found->start))
			found = e;
	}
	return found;
}

/* Adds another spelling of a word, if there is one. */
static int add_better(const struct plan *plan, const struct element *e, struct buf *out, bool *better,
	struct lim_error *err)
{
	struct near_words near = {.n = 0};
	int status = LIM_OK;
	if (e->fixed.len == 0)
		status = spelling_find(plan, e->form, &near, err);
	*better |= e->fixed.len > 0 || near.n > 0;
	if (e->fixed.len > 0)
		buf_add(out, e->fixed.ptr, e->fixed.len);
	else if (near.n > 0)
		buf_add(out, near.items[0].text, near.items[0].len);
	else
		buf_add(out, plan->text + e->start, e->len);
	return status;
}

int suggest_query(const struct plan *plan, struct buf *out, struct lim_error *err)
{
	size_t at = 0;
	bool better = false;
	int status = LIM_OK;
	for (unsigned tries = 0; plan->root && tries < RESPELT_MAX && status >= 0; tries++) {
		const struct element *e = next_wrong(plan, plan->root, at, NULL);
		if (!e)
			break;
		buf_add(out, plan->text + at, e->start - at);
		status = add_better(plan, e, out, &better, err);
		at = e->start + e->len;
	}
	buf_add(out, plan->text + at, plan->len - at);
	if (!better)
		buf_reset(out);
	return status < 0 ? status : out->status;
}
