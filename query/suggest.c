/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/suggest.h"

#include <string.h>

#include "query/spelling.h"

#define COST_PER_LETTER 2	/* tenths of a letter */

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

/* l'ukraine for lukraine: the folded forms do not show it. better is normalised. */
static bool adds_apostrophe(struct lim_slice typed, struct lim_slice better)
{
	struct buf normal;
	buf_init(&normal, (size_t)1 << 12);
	bool adds = memchr(better.ptr, '\'', better.len) &&
		analyze_normalize(typed.ptr, typed.len, &normal) == LIM_OK &&
		!memchr(normal.ptr, '\'', normal.len);
	buf_done(&normal);
	return adds;
}

/* Whether the word at e can be told to be wrong: one letter of five at most, and more than accents or
 * capitals. What is farther is searched, but who typed it may well have meant it. */
static bool is_telling(const struct plan *plan, const struct element *e, struct lim_slice better,
	unsigned cost)
{
	struct buf typed, other;
	buf_init(&typed, (size_t)1 << 12);
	buf_init(&other, (size_t)1 << 12);
	bool telling = analyze_fold(plan->text + e->start, e->len, &typed) == LIM_OK &&
		analyze_fold(better.ptr, better.len, &other) == LIM_OK &&
		cost <= COST_PER_LETTER * typed.len &&
		(typed.len != other.len || memcmp(typed.ptr, other.ptr, typed.len) != 0 ||
			adds_apostrophe((struct lim_slice){plan->text + e->start, e->len}, better));
	buf_done(&typed);
	buf_done(&other);
	return telling;
}

/* Adds another spelling of a word, if there is one. */
static int add_better(const struct plan *plan, const struct element *e, struct buf *out, bool *better,
	struct lim_error *err)
{
	struct near_words near = {.n = 0};
	struct lim_slice word = e->fixed;
	unsigned cost = e->cost;
	int status = LIM_OK;
	if (word.len == 0)
		status = spelling_find(plan, e->form, NEAR_ANY, &near, err);
	if (near.n > 0) {
		word = (struct lim_slice){near.items[0].text, near.items[0].len};
		cost = near.items[0].cost;
	}
	if (word.len == 0 || !is_telling(plan, e, word, cost))
		word = (struct lim_slice){plan->text + e->start, e->len};
	else
		*better = true;
	buf_add(out, word.ptr, word.len);
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
