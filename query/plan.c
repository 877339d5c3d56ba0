/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan.h"

#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "query/spelling.h"
#include "query/verify.h"

/* What a word of the title adds, in parts of what it gives in the text: 0.3 to 0.5 paid on all
 * sets. */
#define TITLE_FACTOR 0.4

/* Queries that are to be combined. */
struct queries {
	struct plan *plan;
	struct store_query **items;
	uint32_t n, cap;
};

static struct store_query *build_part(struct plan *plan, const struct node *node, bool needed);

static void queries_add(struct queries *list, struct store_query *q)
{
	if (list->n == list->cap) {
		uint32_t cap = list->cap ? 2 * list->cap : 8;
		struct store_query **items = arena_alloc(list->plan->arena, cap * sizeof *items);
		if (!items) {
			store_query_free(q);
			list->plan->no_memory = true;
			return;
		}
		if (list->n)
			memcpy(items, list->items, list->n * sizeof *items);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->n++] = q;
}

static struct store_query *combine(enum store_op op, struct queries *list)
{
	return store_query_combine(op, list->items, list->n);
}

static struct store_query *pair(enum store_op op, struct store_query *a, struct store_query *b)
{
	return store_query_combine(op, (struct store_query *[]){a, b}, 2);
}

/* ---- leaves */

static enum store_field store_field_of(enum query_field field)
{
	static const enum store_field fields[N_QUERY_FIELDS] = {[IN_TEXT] = FIELD_TEXT,
		[IN_TITLE] = FIELD_TITLE, [IN_AUTHOR] = FIELD_AUTHOR, [IN_TYPE] = FIELD_TYPE,
		[IN_FOLDER] = FIELD_FOLDER, [IN_EXTENSION] = FIELD_EXTENSION};
	return fields[field];
}

/* Readings from … to, of which the best counts. */
static struct store_query *readings(struct plan *plan, const struct element *e,
	enum query_field field, uint32_t from, uint32_t to)
{
	struct queries list = {.plan = plan};
	for (uint32_t i = from; i < to; i++) {
		const struct term *term = &plan->terms[e->terms[i]];
		queries_add(&list, store_query_term(store_field_of(field), term->text.ptr,
					   term->text.len, reading_weight(plan, e, i)));
	}
	return combine(OP_FIRST, &list);
}

/* NULL beyond CHECKS_MAX: then the terms have to do. */
static struct check *add_check(struct plan *plan, unsigned n_operands)
{
	struct check *check = check_new(plan, n_operands);
	if (!check && !plan->no_memory)
		notes_add(plan->notes, _("too many phrases: some are searched as words"));
	return check;
}

/* A check of the text that nothing can do without need not be settled for every candidate: those
 * that are ranked best are enough. */
static void leave_for_later(struct plan *plan, struct check *check)
{
	check->later = plan->needed && !plan->exact_total && check->target == IN_TEXT;
	plan->later |= (uint64_t)check->later << check->bit;
}

/* Keeps of q what a check of the leaf allows. */
static struct store_query *check_leaf(
	struct plan *plan, struct store_query *q, const struct node *node)
{
	struct check *check = add_check(plan, 1);
	if (!check)
		return q;
	const struct leaf **leaves = arena_alloc(plan->arena, sizeof *leaves);
	if (!leaves) {
		plan->no_memory = true;
		return q;
	}
	leaves[0] = node->leaf;
	check->target = node->field;
	leave_for_later(plan, check);
	check->operands[0] = (struct operand){.leaves = leaves, .n = 1};
	return store_query_check(plan->reader, q, check_candidate, check);
}

static struct store_query *build_wildcard(struct plan *plan, const struct node *node)
{
	const struct element *e = &node->leaf->elements[0];
	struct store_query *plain =
		e->n_plain ? readings(plan, e, node->field, 0, e->n_plain) : NULL;
	if (e->n_plain == e->n_terms)
		return e->n_plain ? plain : store_query_nothing();
	if (plan->needed && !plan->exact_total) {
		store_query_free(plain);
		return check_leaf(plan, readings(plan, e, node->field, 0, e->n_terms), node);
	}
	struct store_query *loose = check_leaf(plan,
		readings(plan, e, node->field, e->n_plain, e->n_terms), node);
	return e->n_plain ? pair(OP_FIRST, plain, loose) : loose;
}

/* Names of authors, folders and the like: no stems, no weight. */
static struct store_query *build_names(struct plan *plan, const struct node *node)
{
	struct queries list = {.plan = plan};
	struct buf folded;
	buf_init(&folded, (size_t)4 << 10);
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		struct lim_slice form = node->leaf->elements[i].form;
		buf_reset(&folded);
		analyze_fold(form.ptr, form.len, &folded);
		queries_add(&list, store_query_filter(plan->reader, store_field_of(node->field),
					   folded.ptr, folded.len));
	}
	buf_done(&folded);
	return combine(OP_AND, &list);
}

/* The share of passages that a stop word may stand in where reading its postings pays. */
#define STOP_SHARE 4

/* Keeps of a phrase's passages those with a stop word of it, where that is not in most. */
static struct store_query *require_stop(struct plan *plan, struct store_query *q, const struct node *node,
	const struct element *e)
{
	uint64_t most = 0, all = reader_documents(plan->reader);
	for (uint32_t i = 0; i < e->n_terms; i++) {
		struct lim_slice text = plan->terms[e->terms[i]].text;
		uint32_t frequency = 0;
		/* Where it cannot be read, the search itself will say so. */
		if (reader_frequency(plan->reader, store_field_of(node->field), text.ptr, text.len,
			    &frequency, NULL) != LIM_OK)
			return q;
		most += frequency;
	}
	return most > all / STOP_SHARE ? q :
		pair(OP_FILTER, q, readings(plan, e, node->field, 0, e->n_terms));
}

/* All words, in order and side by side. */
static struct store_query *build_phrase(struct plan *plan, const struct node *node)
{
	struct queries list = {.plan = plan};
	const struct element *wide = NULL;
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		const struct element *e = &node->leaf->elements[i];
		if (e->dropped)
			continue;
		struct store_query *q = readings(plan, e, node->field, 0, e->n_terms);
		if (wide && e->start < wide->wide_end)
			q = pair(OP_FIRST, q, readings(plan, wide, node->field, 0, wide->n_terms));
		queries_add(&list, q);
		if (e->wide != MAP_NONE)
			wide = e;
	}
	struct store_query *q = combine(OP_AND, &list);
	for (uint32_t i = 0; i < node->leaf->n && q && list.n > 0; i++)
		if (node->leaf->elements[i].dropped && !wide)
			q = require_stop(plan, q, node, &node->leaf->elements[i]);
	return q && (node->leaf->n > 1 || node->exact) ? check_leaf(plan, q, node) : q;
}

/* Any of the words, each once. */
static struct store_query *build_words(struct plan *plan, const struct node *node)
{
	struct queries list = {.plan = plan};
	uint32_t stamp = ++plan->leaves;
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		const struct element *e = &node->leaf->elements[i];
		struct term *term = &plan->terms[e->terms[0]];
		/* Words that the ceiling has left without a unit are left out, but for the only
		 * one. */
		if (e->dropped || term->stamp == stamp ||
			(term->unit == NO_UNIT &&
				(node->leaf->n > 1 && plan->n_units == units_max(plan))))
			continue;
		term->stamp = stamp;
		uint32_t own = e->n_own ? e->n_own : e->n_terms;
		queries_add(&list, readings(plan, e, node->field, 0, own));
		for (uint32_t k = own; k < e->n_terms; k++)
			queries_add(&list, readings(plan, e, node->field, k, k + 1));
	}
	return combine(OP_OR, &list);
}

static struct store_query *build_leaf(struct plan *plan, const struct node *node)
{
	if (node->kind == NODE_DATES)
		return store_query_dates(node->from, node->to);
	if (!field_is_text(node->field))
		return build_names(plan, node);
	if (node->kind == NODE_PREFIX)
		return build_wildcard(plan, node);
	/* +arc-en-ciel and -arc-en-ciel mean the whole. */
	if (node->kind == NODE_PHRASE || node->exact || node->sign)
		return build_phrase(plan, node);
	return build_words(plan, node);
}

/* ---- what joins */

static struct store_query *build_children(
	struct plan *plan, const struct node *node, enum store_op op)
{
	struct queries list = {.plan = plan};
	for (const struct node *child = node->children; child; child = child->next)
		queries_add(&list,
			build_part(plan, child, op == OP_AND || (op == OP_AND_NOT && list.n == 0)));
	return combine(op, &list);
}

static unsigned count_leaves(const struct node *node)
{
	unsigned n = node_is_leaf(node) && field_is_text(node->field);
	for (const struct node *child = node->children; child; child = child->next)
		n += count_leaves(child);
	return n;
}

static void list_leaves(const struct node *node, struct operand *operand)
{
	if (node_is_leaf(node) && field_is_text(node->field))
		operand->leaves[operand->n++] = node->leaf;
	for (const struct node *child = node->children; child; child = child->next)
		list_leaves(child, operand);
}

/* The words that a neighbour may be. False: none, or no memory. */
static bool fill_operand(struct plan *plan, const struct node *node, struct operand *operand)
{
	operand->leaves = arena_alloc(plan->arena, (count_leaves(node) + 1) * sizeof *operand->leaves);
	if (operand->leaves)
		list_leaves(node, operand);
	else
		plan->no_memory = true;
	return operand->n > 0;
}

static struct store_query *build_near(struct plan *plan, const struct node *node)
{
	struct store_query *q = build_children(plan, node, OP_AND);
	unsigned n = 0;
	for (const struct node *child = node->children; child; child = child->next) {
		if (count_leaves(child) == 0)
			return q;	/* an author or a date is near nothing */
		n++;
	}
	struct check *check = n > 1 ? add_check(plan, n) : NULL;
	if (!check)
		return q;
	unsigned k = 0;
	for (const struct node *child = node->children; child; child = child->next)
		if (!fill_operand(plan, child, &check->operands[k++]))
			return q;
	check->target = node->children->field == IN_TITLE ? IN_TITLE : IN_TEXT;
	check->distance = node->distance * (n - 1);
	leave_for_later(plan, check);
	return store_query_check(plan->reader, q, check_candidate, check);
}

/* Items side by side, sorted by what they ask for. */
struct any {
	struct queries required, optional, excluded, filters[N_QUERY_FIELDS];
};

static void sort_child(struct plan *plan, const struct node *child, bool alone, struct any *any)
{
	bool filter = child->bound && !field_is_text(child->field);
	bool needed = child->sign == SIGN_PLUS || (child->bound && !filter) || alone;
	struct store_query *q = build_part(plan, child, needed && child->sign != SIGN_MINUS);
	if (child->sign == SIGN_MINUS) {
		queries_add(&any->excluded, q);
	} else if (filter && child->sign != SIGN_PLUS) {
		queries_add(&any->filters[child->field], q);
	} else if (child->sign == SIGN_PLUS || child->bound) {
		queries_add(&any->required, q);
	} else {
		queries_add(&any->optional, q);
	}
}

static struct store_query *join_any(struct any *any)
{
	struct store_query *q;
	if (any->required.n == 0 && any->optional.n == 0)
		q = store_query_all();
	else if (any->required.n == 0)
		q = combine(OP_OR, &any->optional);
	else
		q = combine(OP_AND, &any->required);
	if (any->required.n && any->optional.n)
		q = pair(OP_AND_MAYBE, q, combine(OP_OR, &any->optional));
	for (unsigned f = 0; f < N_QUERY_FIELDS; f++)
		if (any->filters[f].n)
			q = pair(OP_FILTER, q, combine(OP_OR, &any->filters[f]));
	if (any->excluded.n)
		q = pair(OP_AND_NOT, q, combine(OP_OR, &any->excluded));
	return q;
}

static struct store_query *build_any(struct plan *plan, const struct node *children)
{
	struct any any = {.required.plan = plan, .optional.plan = plan, .excluded.plan = plan};
	for (unsigned f = 0; f < N_QUERY_FIELDS; f++)
		any.filters[f].plan = plan;
	unsigned texts = 0;
	for (const struct node *child = children; child; child = child->next)
		texts += child->sign != SIGN_MINUS && field_is_text(child->field);
	for (const struct node *child = children; child; child = child->next)
		sort_child(plan, child, texts == 1, &any);
	return join_any(&any);
}

static struct store_query *build_node(struct plan *plan, const struct node *node)
{
	switch (node->kind) {
	case NODE_ANY: return build_any(plan, node->children);
	case NODE_AND: return build_children(plan, node, OP_AND);
	case NODE_OR: return build_children(plan, node, OP_OR);
	case NODE_NOT: return build_children(plan, node, OP_AND_NOT);
	case NODE_NEAR: return build_near(plan, node);
	default: return build_leaf(plan, node);
	}
}

/* needed: whether what holds the part cannot match without it. */
static struct store_query *build_part(struct plan *plan, const struct node *node, bool needed)
{
	bool whole = plan->needed;
	plan->needed &= needed;
	struct store_query *q = build_node(plan, node);
	plan->needed = whole;
	return q;
}

/* Lets words that stand in the title as well weigh more; finds nothing by itself. */
static struct store_query *add_titles(struct plan *plan, struct store_query *q)
{
	struct queries list = {.plan = plan};
	for (unsigned i = 0; i < plan->n_units; i++) {
		const struct unit *unit = &plan->units[i];
		struct lim_slice text = plan->terms[unit->term].text;
		if (unit->title_idf > 0)
			queries_add(&list, store_query_term(FIELD_TITLE, text.ptr, text.len,
				TITLE_FACTOR * unit->title_idf * unit->boost));
	}
	return list.n ? pair(OP_AND_MAYBE, q, combine(OP_OR, &list)) : q;
}

static void note_exclusions(struct plan *plan)
{
	const struct node *node = plan->root->kind == NODE_ANY ? plan->root->children : plan->root;
	while (node && node->sign == SIGN_MINUS)
		node = node->next;
	if (!node)
		notes_add(plan->notes, _("only exclusions: everything else is found"));
}

int plan_make(struct plan *plan, struct node *root, struct lim_error *err)
{
	int status = LIM_OK;
	plan->root = root;
	if (root)
		status = leaves_analyze(plan, root, err);
	if (root && status == LIM_OK && !plan->similar)
		courtesy_mark(plan, root);
	if (root && status == LIM_OK && !plan->similar)
		status = spelling_join(plan, root, err);
	if (root && status == LIM_OK && !plan->similar)
		status = family_join(plan, root, err);
	if (root && status == LIM_OK)
		status = units_weigh(plan, err);
	if (status != LIM_OK)
		return status;
	plan->needed = true;
	/* A root that is signed or bound counts as the only item of a group. */
	plan->query = !plan->root ? store_query_nothing() : plan->root->sign || plan->root->bound ?
		build_any(plan, plan->root) : build_part(plan, plan->root, true);
	if (plan->root)
		note_exclusions(plan);
	plan->query = add_titles(plan, plan->query);
	if (plan->without)
		plan->query = pair(OP_AND_NOT, plan->query, store_query_article(plan->reader, plan->without));
	return plan->query && !plan->no_memory ? LIM_OK : error_memory(err);
}

void plan_done(struct plan *plan)
{
	store_query_free(plan->query);
	plan->query = NULL;
}
