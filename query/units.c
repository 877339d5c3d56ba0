/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the words of a query are worth: stop words, rarity, repetition, the ceiling of
 * their number. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "query/plan.h"

/* The weight of a word that stands in every passage: not nothing, so that "le" alone is ranked. */
#define IDF_MIN 0.02

/* What another spelling is worth: of what sounds alike, of one other letter, of two; and where the word
 * as typed exists. */
#define SURE_NEAR 0.9
#define SURE_LETTER 0.8
#define SURE_FAR 0.5
#define DOUBTFUL 0.5

/* What a word of the same family gives, in parts of the word itself; and a reading that is seldom meant, at
 * most. */
#define FAMILY_FACTOR 0.3
#define LESSER_FACTOR 0.3

/* What a word of courtesy is worth: that of a passage on thanks, should it be meant. */
#define COURTEOUS 0.2

/* ---- stop words */

static bool leaf_has_content(const struct node *node)
{
	for (uint32_t i = 0; i < node->leaf->n; i++)
		if (!node->leaf->elements[i].stop)
			return true;
	return false;
}

/* A child that only restricts (a date, an author) says nothing of what is searched for. */
static bool is_filter(const struct node *node)
{
	return node->bound && !field_is_text(node->field);
}

static bool has_content(const struct node *node)
{
	if (node_is_leaf(node))
		return leaf_has_content(node);
	for (const struct node *child = node->children; child; child = child->next)
		if (child->sign != SIGN_MINUS && !is_filter(child) && has_content(child))
			return true;
	return false;
}

static void drop_leaf_stops(struct leaf *leaf)
{
	for (uint32_t i = 0; i < leaf->n; i++)
		leaf->elements[i].dropped = leaf->elements[i].stop;
}

/* Stop words go where the group has other words: être ou ne pas être stays. */
static void drop_stops(struct node *node, bool group_has_content)
{
	if (node_is_leaf(node)) {
		bool plain = node->kind == NODE_WORDS && !node->sign && !node->bound;
		if (field_is_text(node->field) && !(node->exact && node->kind == NODE_WORDS) &&
			((plain && group_has_content) || leaf_has_content(node)))
			drop_leaf_stops(node->leaf);
		return;
	}
	bool content = node->kind == NODE_ANY && has_content(node);
	for (struct node *child = node->children; child; child = child->next)
		drop_stops(child, content);
}

static bool leaf_is_empty(const struct node *node)
{
	if (node->kind == NODE_DATES)
		return false;
	for (uint32_t i = 0; i < node->leaf->n; i++)
		if (!node->leaf->elements[i].dropped)
			return false;
	return true;
}

/* Takes out what has no word. Returns the node, or NULL. */
static struct node *prune(struct node *node)
{
	if (node_is_leaf(node))
		return leaf_is_empty(node) ? NULL : node;
	struct node **last = &node->children;
	bool first_gone = false;
	for (struct node *child = node->children, *next; child; child = next) {
		next = child->next;
		struct node *kept = prune(child);
		if (kept) {
			*last = kept;
			last = &kept->next;
		} else if (last == &node->children) {
			first_gone = true;
		}
	}
	*last = NULL;
	if (node->kind == NODE_NOT && first_gone && node->children) {
		node->kind = NODE_ANY;
		node->children->sign = SIGN_MINUS;
	}
	return node->children ? node : NULL;
}

/* ---- units */

struct candidate_unit {
	struct unit unit;
	const struct element *element;	/* the first one */
	double mass;
};

struct weighing {
	struct plan *plan;
	struct candidate_unit *units;	/* ELEMENTS_MAX of them */
	uint32_t *unit_of;		/* by term: 1-based number in units, 0: none */
	uint32_t n;
	int status;
	struct lim_error *err;
};

static void add_form(struct weighing *w, struct unit *unit, struct lim_slice word)
{
	for (unsigned i = 0; i < unit->n_forms; i++)
		if (unit->forms[i].word.len == word.len &&
			memcmp(unit->forms[i].word.ptr, word.ptr, word.len) == 0)
			return;
	if (unit->n_forms == FORMS_MAX)
		return;
	struct buf folded;
	buf_init(&folded, (size_t)1 << 10);
	if (analyze_fold(word.ptr, word.len, &folded) == LIM_OK) {
		char *copy = arena_dup(w->plan->arena, folded.ptr, folded.len);
		bool accented =
			folded.len != word.len || memcmp(folded.ptr, word.ptr, word.len) != 0;
		if (copy)
			unit->forms[unit->n_forms++] =
				(struct form){word, {copy, folded.len}, accented};
	}
	buf_done(&folded);
}

static void count_frequencies(struct weighing *w, struct element *e, uint32_t *highest)
{
	*highest = 0;
	for (uint32_t i = 0; i < e->n_terms && w->status == LIM_OK; i++) {
		struct term *term = &w->plan->terms[e->terms[i]];
		if (term->frequency == 0)
			w->status = reader_frequency(w->plan->reader, FIELD_TEXT, term->text.ptr,
				term->text.len, &term->frequency, w->err);
		bool own = (e->n_own == 0 || i < e->n_own) && !element_is_lesser(e, i);
		if (own && term->frequency > *highest)
			*highest = term->frequency;
	}
}

/* How sure it is that a word was meant. */
static double certainty_of(const struct element *e)
{
	double sure = e->cost == 0 ? 1 : e->cost < 10 ? SURE_NEAR : e->cost == 10 ? SURE_LETTER : SURE_FAR;
	return (e->doubtful ? DOUBTFUL : 1) * (e->courtesy ? COURTEOUS : 1) * sure;
}

static void weigh_element(struct weighing *w, struct element *e)
{
	if (e->dropped || e->n_terms == 0)
		return;
	uint32_t *number = &w->unit_of[e->terms[0]];
	if (*number == 0) {
		struct candidate_unit *fresh = &w->units[w->n++];
		count_frequencies(w, e, &fresh->unit.frequency);
		*number = w->n;
		fresh->element = e;
		fresh->unit.term = e->terms[0];
	}
	struct candidate_unit *candidate = &w->units[*number - 1];
	struct unit *unit = &candidate->unit;
	double certainty = certainty_of(e);
	/* Said in courtesy as well: that does not count. */
	if (certainty > unit->certainty) {
		candidate->element = e;
		unit->certainty = certainty;
		unit->count = 0;
	}
	unit->count += certainty == unit->certainty;
	if (e->form.len > 0)
		add_form(w, unit, e->form);
}

/* Words are shown wherever they stand; phrases, wildcards and exact forms where all of
 * them does. */
static void show_leaf(struct plan *plan, const struct node *node)
{
	struct leaf *leaf = node->leaf;
	if (node->kind != NODE_WORDS || node->exact || (node->sign && leaf->n > 1)) {
		leaf->next_shown = plan->shown;
		plan->shown = leaf;
		return;
	}
	for (uint32_t i = 0; i < leaf->n; i++) {
		const struct element *e = &leaf->elements[i];
		for (uint32_t k = 0; k < e->n_terms && !e->dropped && !e->courtesy; k++)
			plan->terms[e->terms[k]].shown = true;
	}
}

static void weigh_node(struct weighing *w, struct node *node)
{
	if (node->sign == SIGN_MINUS || w->status != LIM_OK)
		return;
	if (!node_is_leaf(node)) {
		for (struct node *child = node->children; child; child = child->next)
			if (node->kind != NODE_NOT || child == node->children)
				weigh_node(w, child);
		return;
	}
	if (!field_is_text(node->field) || node->kind == NODE_DATES)
		return;
	for (uint32_t i = 0; i < node->leaf->n; i++)
		weigh_element(w, &node->leaf->elements[i]);
	show_leaf(w->plan, node);
}

static int compare_mass(const void *a, const void *b)
{
	const struct candidate_unit *x = a, *y = b;
	return x->mass < y->mass ? 1 : x->mass > y->mass ? -1 :
		(x->unit.term > y->unit.term) - (x->unit.term < y->unit.term);
}

static int compare_order(const void *a, const void *b)
{
	const struct candidate_unit *x = a, *y = b;
	return (x->unit.term > y->unit.term) - (x->unit.term < y->unit.term);
}

static double idf_of(const struct plan *plan, uint32_t frequency)
{
	double total = (double)reader_documents(plan->reader);
	return frequency ? fmax(log(total / frequency), IDF_MIN) : 0;
}

/* A word that is everywhere is not worth more for being another reading of one that is rare: puis-je,
 * pouvoir. */
double reading_weight(const struct plan *plan, const struct element *e, uint32_t number)
{
	const struct term *term = &plan->terms[e->terms[number]];
	bool family = e->n_own > 0 && number >= e->n_own, lesser = element_is_lesser(e, number);
	unsigned unit = family || lesser ? plan->terms[e->terms[0]].unit : term->unit;
	if (unit == NO_UNIT)
		return 1;
	if (lesser)
		return fmin(plan->units[unit].idf, idf_of(plan, term->frequency)) *
			plan->units[unit].boost * LESSER_FACTOR;
	return unit_weight(plan, unit) * (family ? FAMILY_FACTOR : 1);
}

/* The weightiest units stay, in the order of the query. */
static void choose_weightiest(struct weighing *w)
{
	if (w->n <= units_max(w->plan))
		return;
	if (!w->plan->similar)
		notes_add(w->plan->notes, _("the query has many words: the %d rarest are searched"),
			UNITS_MAX);
	qsort(w->units, w->n, sizeof *w->units, compare_mass);
	w->n = units_max(w->plan);
	qsort(w->units, w->n, sizeof *w->units, compare_order);
}

static void weigh_title(struct weighing *w, struct unit *unit)
{
	struct lim_slice term = w->plan->terms[unit->term].text;
	uint32_t frequency = 0;
	if (w->status == LIM_OK)
		w->status = reader_frequency(w->plan->reader, FIELD_TITLE, term.ptr, term.len,
			&frequency, w->err);
	unit->title_idf = idf_of(w->plan, frequency);
}

static void number_units(struct weighing *w)
{
	struct plan *plan = w->plan;
	for (uint32_t i = 0; i < w->n; i++) {
		const struct element *e = w->units[i].element;
		for (uint32_t k = 0; k < e->n_terms; k++) {
			struct term *term = &plan->terms[e->terms[k]];
			if (term->unit == NO_UNIT && !element_is_lesser(e, k))
				term->unit = (uint8_t)i;
		}
		plan->terms[w->units[i].unit.term].unit = (uint8_t)i;
		weigh_title(w, &w->units[i].unit);
		plan->units[i] = w->units[i].unit;
		plan->mass += w->units[i].mass;
	}
	plan->n_units = w->n;
}

static void choose_units(struct weighing *w)
{
	for (uint32_t i = 0; i < w->n; i++) {
		struct unit *unit = &w->units[i].unit;
		unit->idf = idf_of(w->plan, unit->frequency);
		unit->boost = (1 + log(unit->count)) * unit->certainty;
		w->units[i].mass = unit->idf * unit->boost;
		/* What a text alone has says nothing of others. */
		if (w->plan->similar && unit->frequency < 2)
			w->units[i].mass = unit->idf = 0;
	}
	choose_weightiest(w);
	number_units(w);
}

/* ---- pairs */

static void add_pair(struct plan *plan, uint8_t first, uint8_t second)
{
	if (first == NO_UNIT || second == NO_UNIT || first == second || plan->n_pairs == UNITS_MAX)
		return;
	for (unsigned i = 0; i < plan->n_pairs; i++)
		if (plan->pairs[i].first == first && plan->pairs[i].second == second)
			return;
	plan->pairs[plan->n_pairs++] = (struct unit_pair){first, second};
}

static void find_pairs(struct plan *plan, const struct node *node)
{
	if (node->sign == SIGN_MINUS)
		return;
	for (const struct node *child = node->children; child; child = child->next)
		find_pairs(plan, child);
	if (!node_is_leaf(node) || !field_is_text(node->field))
		return;
	uint8_t last = NO_UNIT;
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		const struct element *e = &node->leaf->elements[i];
		if (e->dropped || e->courtesy || e->n_terms == 0)
			continue;
		uint8_t unit = plan->terms[e->terms[0]].unit;
		add_pair(plan, last, unit);
		last = unit;
	}
}

int units_weigh(struct plan *plan, struct lim_error *err)
{
	drop_stops(plan->root, false);
	plan->root = prune(plan->root);
	if (!plan->root)
		return LIM_OK;
	struct weighing w = {.plan = plan, .err = err};
	w.units = arena_alloc(plan->arena, (plan->elements + 1) * sizeof *w.units);
	w.unit_of = arena_alloc(plan->arena, (plan->term_map->count + 1) * sizeof *w.unit_of);
	if (!w.units || !w.unit_of)
		return error_memory(err);
	weigh_node(&w, plan->root);
	if (w.status != LIM_OK)
		return w.status;
	choose_units(&w);
	find_pairs(plan, plan->root);
	return w.status;
}
