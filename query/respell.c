/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Misspelt words of a query get the stems of words that are near. */
#include <string.h>

#include "base/error.h"
#include "query/spelling.h"

#define MISSING_APOSTROPHE 2	/* cost, in tenths of a letter */

/* A word that some passages have is doubted only where another one that sounds the same, or nearly,
 * is so many times as frequent. */
#define RARE 2			/* passages */
#define RARE_COST 6
#define TIMES 40

struct joining {
	struct plan *plan;
	struct lim_error *err;
	int status;
	struct element *element;	/* that is given stems */
	uint32_t frequency;		/* of the last one given */
	bool stop;
};

static int take_stem(void *ctx, const struct token *token)
{
	struct joining *j = ctx;
	uint32_t term = plan_term(j->plan, token->term);
	j->stop = token->flags & TOKEN_STOP;
	if (term == MAP_NONE)
		return LIM_E_MEMORY;
	for (uint32_t i = 0; i < j->element->n_terms; i++)
		if (j->element->terms[i] == term)
			return LIM_DONE;
	int status = reader_frequency(j->plan->reader, FIELD_TEXT, token->term.ptr, token->term.len,
		&j->frequency, j->err);
	if (status == LIM_OK && j->frequency > 0 && j->element->n_terms < NEAR_MAX)
		j->element->terms[j->element->n_terms++] = term;
	return status < 0 ? status : LIM_DONE;
}

static void add_stem(struct joining *j, const char *text, size_t len)
{
	int status = analyze(j->plan->analyzer, text, len, ANALYZE_QUERY, take_stem, j);
	if (status < 0)
		j->status = status;
}

/* ---- jai, larticle, dun */

/* Bytes that an article or pronoun takes which lost its apostrophe; 0: there is none. */
static size_t elided_length(struct lim_slice word)
{
	size_t len = word.len > 4 && memcmp(word.ptr, "qu", 2) == 0 ? 2 : 1;
	struct lim_slice next = {word.ptr + len, word.len - len};
	if (word.len < 3 || (len == 1 && !strchr("ldjmtsnc", word.ptr[0])))
		return 0;
	bool accent = (unsigned char)next.ptr[0] == 0xc3 || (unsigned char)next.ptr[0] == 0xc5;
	return accent || strchr("aeiouyh", next.ptr[0]) ? len : 0;
}

static bool join_elided(struct joining *j, struct element *e)
{
	size_t len = elided_length(e->form);
	char text[NEAR_SIZE];
	if (len == 0 || e->form.len + 1 > sizeof text)
		return false;
	memcpy(text, e->form.ptr, len);
	text[len] = '\'';
	memcpy(text + len + 1, e->form.ptr + len, e->form.len - len);
	j->element->n_terms = j->element->lesser = 0;
	j->frequency = 0;
	add_stem(j, text, e->form.len + 1);
	if (j->element->n_terms == 0)
		return false;
	e->stop = j->stop;
	e->fixed = plan_keep(j->plan, text, e->form.len + 1);
	e->form = (struct lim_slice){e->fixed.ptr + len + 1, e->fixed.len - len - 1};
	e->cost = MISSING_APOSTROPHE;
	return true;
}

/* ---- words that no passage has */

static uint32_t frequency_of(struct joining *j, const struct element *e)
{
	uint32_t highest = 0;
	for (uint32_t i = 0; i < e->n_terms && j->status == LIM_OK; i++) {
		struct lim_slice term = j->plan->terms[e->terms[i]].text;
		uint32_t frequency;
		j->status = reader_frequency(
			j->plan->reader, FIELD_TEXT, term.ptr, term.len, &frequency, j->err);
		highest = frequency > highest ? frequency : highest;
	}
	return highest;
}

/* The nearest, and those that are hardly farther. */
static void join_near(struct joining *j, struct element *e, const struct near_words *near)
{
	e->n_terms = e->lesser = 0;
	for (unsigned i = 0; i < near->n && near->items[i].cost <= near->items[0].cost + 1; i++)
		add_stem(j, near->items[i].text, near->items[i].len);
	e->n_plain = e->n_terms;
	e->fixed = e->form = plan_keep(j->plan, near->items[0].text, near->items[0].len);
	e->cost = near->items[0].cost;
}

static void respell(struct joining *j, struct element *e)
{
	struct near_words near;
	struct element old = *e;
	uint32_t *stems = arena_alloc(j->plan->arena, NEAR_MAX * sizeof *stems);
	if (!stems) {
		j->plan->no_memory = true;
		return;
	}
	j->element = e;
	e->terms = stems;
	if (join_elided(j, e) || j->status != LIM_OK)
		return;
	j->status = spelling_find(j->plan, old.form, NEAR_ANY, &near, j->err);
	if (j->status == LIM_OK && near.n > 0)
		join_near(j, e, &near);
	if (near.n == 0 || e->n_terms == 0)
		*e = old;
}

/* ---- words that hardly any passage has: both are searched */

static void double_element(struct joining *j, struct leaf *leaf, uint32_t i,
	const struct near_words *near)
{
	struct element *elements =
		arena_alloc(j->plan->arena, (leaf->n + 1) * sizeof *elements);
	uint32_t *stems = arena_alloc(j->plan->arena, NEAR_MAX * sizeof *stems);
	if (!elements || !stems) {
		j->plan->no_memory = true;
		return;
	}
	memcpy(elements, leaf->elements, leaf->n * sizeof *elements);
	elements[leaf->n] = elements[i];
	j->element = &elements[leaf->n];
	j->element->terms = stems;
	join_near(j, j->element, near);
	j->element->doubtful = true;
	if (j->element->n_terms > 0 && elements[i].terms[0] != stems[0]) {
		leaf->elements = elements;
		leaf->n++;
		j->plan->elements++;
	}
}

static void doubt(struct joining *j, struct leaf *leaf, uint32_t i, uint32_t frequency)
{
	struct near_words near;
	j->status = spelling_find(j->plan, leaf->elements[i].form, RARE_COST, &near, j->err);
	unsigned k = 0;
	/* The word itself is the nearest. */
	while (k < near.n && near.items[k].cost == 0)
		k++;
	if (j->status != LIM_OK || k == near.n ||
		near.items[k].passages < (uint64_t)TIMES * frequency)
		return;
	near.items[0] = near.items[k];
	near.n = 1;
	double_element(j, leaf, i, &near);
}

static void join_leaf(struct joining *j, struct leaf *leaf)
{
	uint32_t n = leaf->n;
	for (uint32_t i = 0; i < n && j->status == LIM_OK && j->plan->respelt < RESPELT_MAX; i++) {
		struct element *e = &leaf->elements[i];
		if (e->stop || e->courtesy || e->n_terms == 0 || e->wide != MAP_NONE || e->form.len < 3 ||
			(e->form.ptr[0] >= '0' && e->form.ptr[0] <= '9'))
			continue;
		uint32_t frequency = frequency_of(j, e);
		if (j->status != LIM_OK || frequency > RARE)
			continue;
		j->plan->respelt++;
		if (frequency == 0)
			respell(j, e);
		else
			doubt(j, leaf, i, frequency);
	}
}

static void join_node(struct joining *j, struct node *node)
{
	for (struct node *child = node->children; child && j->status == LIM_OK; child = child->next)
		join_node(j, child);
	if (node_is_loose(node))
		join_leaf(j, node->leaf);
}

int spelling_join(struct plan *plan, struct node *root, struct lim_error *err)
{
	struct joining j = {.plan = plan, .err = err};
	join_node(&j, root);
	return j.status == LIM_E_MEMORY || plan->no_memory ? error_memory(err) : j.status;
}
