/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/explain.h"

#include <inttypes.h>
#include <stdlib.h>

#define STAGES 4
#define TEXT_MAX ((size_t)4 << 20)
#define TERMS_SHOWN 200

static void add_leaf(const struct node *node, struct buf *buf)
{
	int len = (int)(node->text.len < TEXT_MAX ? node->text.len : TEXT_MAX);
	if (node->exact)
		buf_addc(buf, '=');
	if (node->kind == NODE_DATES)
		buf_printf(buf, "%s..%s", node->from ? node->from : "", node->to ? node->to : "");
	else if (node->kind == NODE_PREFIX)
		buf_printf(buf, "%.*s*", len, node->text.ptr);
	else
		buf_printf(buf, node->kind == NODE_PHRASE ? "\"%.*s\"" : "[%.*s]", len,
			node->text.ptr);
}

static void add_node(const struct node *node, struct buf *buf)
{
	static const char *const names[] = {[NODE_ANY] = "any",
		[NODE_AND] = "and",
		[NODE_OR] = "or",
		[NODE_NOT] = "not",
		[NODE_NEAR] = "near"};
	if (node->sign)
		buf_addc(buf, node->sign == SIGN_PLUS ? '+' : '-');
	if (node->bound || (node_is_leaf(node) && node->field != IN_TEXT))
		buf_printf(buf, "%s:", lex_field_name(node->field));
	if (node_is_leaf(node)) {
		add_leaf(node, buf);
		return;
	}
	buf_printf(buf, "(%s", names[node->kind]);
	if (node->kind == NODE_NEAR)
		buf_printf(buf, "/%u", node->distance);
	for (const struct node *child = node->children; child; child = child->next) {
		buf_addc(buf, ' ');
		add_node(child, buf);
	}
	buf_addc(buf, ')');
}

int explain_tree(const struct node *root, struct buf *buf)
{
	if (root)
		add_node(root, buf);
	else
		buf_adds(buf, "(nothing)");
	return buf->status;
}

static void add_terms(const struct plan *plan, struct buf *buf)
{
	for (size_t i = 0; i < plan->term_map->count && i < TERMS_SHOWN; i++) {
		const struct term *term = &plan->terms[i];
		buf_printf(buf, "%s", term->text.ptr);
		if (term->unit != NO_UNIT) {
			const struct unit *unit = &plan->units[term->unit];
			buf_printf(buf, "  passages %" PRIu32 "  idf %.3f  boost %.3f",
				term->frequency, unit->idf, unit->boost);
			for (unsigned f = 0; f < unit->n_forms; f++)
				buf_printf(buf, "  =%s", unit->forms[f].word.ptr);
		} else {
			buf_adds(buf, "  without weight");
		}
		buf_addc(buf, '\n');
	}
}

static int add_stage(struct answer *answer, const char *stage, struct buf *buf)
{
	struct lim_explanation *all = (struct lim_explanation *)answer->results.explanations;
	const char *text = arena_dup(&answer->arena, buf->ptr, buf->len);
	if (!text)
		return LIM_E_MEMORY;
	all[answer->results.n_explanations++] = (struct lim_explanation){stage, text};
	buf_reset(buf);
	return LIM_OK;
}

int explain_answer(struct answer *answer, const char *tree, const struct plan *plan,
	const struct store_matches *matches, size_t pool)
{
	struct buf buf;
	answer->results.explanations =
		arena_alloc(&answer->arena, STAGES * sizeof(struct lim_explanation));
	if (!answer->results.explanations)
		return LIM_E_MEMORY;
	buf_init(&buf, TEXT_MAX);
	buf_adds(&buf, tree);
	int status = add_stage(answer, "parse", &buf);
	add_terms(plan, &buf);
	if (status == LIM_OK)
		status = add_stage(answer, "analyze", &buf);
	char *query = store_query_describe(plan->query);
	buf_adds(&buf, query ? query : "");
	free(query);
	if (status == LIM_OK)
		status = add_stage(answer, "plan", &buf);
	buf_printf(&buf, "%" PRIu64 " match, %zu taken, %zu reranked", matches->total, matches->n,
		pool);
	if (status == LIM_OK)
		status = add_stage(answer, "search", &buf);
	buf_done(&buf);
	return status;
}
