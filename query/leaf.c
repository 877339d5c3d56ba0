/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was typed → elements: one per token, with the stems it stands for. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "query/glance.h"
#include "query/plan.h"

#define PREFIX_MIN 2		/* characters */
#define WILDCARD_TERMS 100	/* stems that one wildcard may stand for */
#define WILDCARD_WORDS 20000	/* words that are looked at for it */

struct gather {
	struct plan *plan;
	const struct node *node;
	struct element *elements;
	uint32_t n, cap;
	bool cut;
};

struct lim_slice plan_keep(struct plan *plan, const char *ptr, size_t len)
{
	char *copy = arena_dup(plan->arena, ptr, len);
	if (!copy)
		plan->no_memory = true;
	return (struct lim_slice){copy ? copy : "", copy ? len : 0};
}

static struct lim_slice keep_letters(struct plan *plan, struct lim_slice word)
{
	struct lim_slice letters = {"", 0};
	struct buf squeezed;
	buf_init(&squeezed, (size_t)4 << 10);
	if (glance_squeeze(word.ptr, word.len, &squeezed))
		letters = plan_keep(plan, squeezed.ptr, squeezed.len);
	buf_done(&squeezed);
	return letters;
}

uint32_t plan_term(struct plan *plan, struct lim_slice text)
{
	uint32_t id;
	if (map_put(plan->term_map, text.ptr, text.len, &id) != LIM_OK) {
		plan->no_memory = true;
		return MAP_NONE;
	}
	if (id >= plan->terms_cap) {
		uint32_t cap = plan->terms_cap ? 2 * plan->terms_cap : 64;
		struct term *terms = arena_alloc(plan->arena, cap * sizeof *terms);
		if (!terms) {
			plan->no_memory = true;
			return MAP_NONE;
		}
		if (plan->terms_cap)
			memcpy(terms, plan->terms, plan->terms_cap * sizeof *terms);
		plan->terms = terms;
		plan->terms_cap = cap;
	}
	if (!plan->terms[id].text.ptr) {
		plan->terms[id].text = map_key(plan->term_map, id);
		plan->terms[id].unit = NO_UNIT;
	}
	return id;
}

static struct element *new_element(struct gather *g)
{
	struct plan *plan = g->plan;
	if (plan->elements >= ELEMENTS_MAX) {
		g->cut = true;
		return NULL;
	}
	if (g->n == g->cap) {
		uint32_t cap = g->cap ? 2 * g->cap : 8;
		struct element *elements = arena_alloc(plan->arena, cap * sizeof *elements);
		if (!elements) {
			plan->no_memory = true;
			return NULL;
		}
		if (g->n)
			memcpy(elements, g->elements, g->n * sizeof *elements);
		g->elements = elements;
		g->cap = cap;
	}
	struct element *e = &g->elements[g->n];
	e->terms = arena_alloc(plan->arena, READINGS_MAX * sizeof *e->terms);
	if (!e->terms) {
		plan->no_memory = true;
		return NULL;
	}
	e->word = e->wide = MAP_NONE;
	g->n++;
	plan->elements++;
	return e;
}

static int add_reading(struct gather *g, struct element *e, const struct token *token)
{
	bool lesser = token->flags & TOKEN_LESSER;
	if (lesser && (g->plan->similar || !node_is_loose(g->node)))
		return LIM_OK;
	uint32_t term = plan_term(g->plan, token->term);
	if (term == MAP_NONE)
		return LIM_E_MEMORY;
	for (uint32_t i = 0; i < e->n_terms; i++)
		if (e->terms[i] == term)
			return LIM_OK;
	if (e->n_terms < READINGS_MAX) {
		e->lesser |= (uint8_t)(lesser << e->n_terms);
		e->terms[e->n_terms++] = term;
	}
	e->n_plain = e->n_terms;
	size_t end = (size_t)(g->node->text.ptr - g->plan->text) + token->start + token->len;
	if ((token->flags & TOKEN_ALTERNATE) && end > e->start + e->len) {
		e->wide = term;
		e->wide_end = end;
	}
	return LIM_OK;
}

static int take_token(void *ctx, const struct token *token)
{
	struct gather *g = ctx;
	struct plan *plan = g->plan;
	struct element *last = g->n ? &g->elements[g->n - 1] : NULL;
	if ((token->flags & TOKEN_ALTERNATE) && last && last->position == token->position)
		return add_reading(g, last, token);
	struct element *e = new_element(g);
	if (!e)
		return plan->no_memory ? LIM_E_MEMORY : LIM_DONE;
	e->position = token->position;
	e->start = (size_t)(g->node->text.ptr - plan->text) + token->start;
	e->len = token->len;
	e->stop = token->flags & TOKEN_STOP;
	e->form = plan_keep(plan, token->word.ptr, token->word.len);
	if (g->node->exact) {
		e->letters = keep_letters(plan, token->word);
		if (map_put(plan->words, token->word.ptr, token->word.len, &e->word) != LIM_OK)
			return LIM_E_MEMORY;
	}
	return add_reading(g, e, token);
}

/* ---- wildcards: the vocabulary's words → their stems */

struct expansion {
	struct plan *plan;
	struct map terms;
	uint64_t *passages;	/* by number in terms */
	size_t cap, words;
	uint64_t now;		/* passages of the word that is analysed */
	bool cut;
};

static int take_stem(void *ctx, const struct token *token)
{
	struct expansion *x = ctx;
	uint32_t id;
	int status = map_put(&x->terms, token->term.ptr, token->term.len, &id);
	if (status != LIM_OK)
		return status;
	if (id >= x->cap) {
		size_t cap = x->cap ? 2 * x->cap : 256;
		uint64_t *passages = realloc(x->passages, cap * sizeof *passages);
		if (!passages)
			return LIM_E_MEMORY;
		memset(passages + x->cap, 0, (cap - x->cap) * sizeof *passages);
		x->passages = passages;
		x->cap = cap;
	}
	x->passages[id] += x->now;
	return LIM_DONE;
}

static int take_word(void *ctx, const struct reader_word *word)
{
	struct expansion *x = ctx;
	if (x->words++ >= WILDCARD_WORDS) {
		x->cut = true;
		return LIM_DONE;
	}
	x->now = word->passages;
	int status = analyze(x->plan->analyzer, word->written.ptr, word->written.len, ANALYZE_QUERY,
		take_stem, x);
	return status < 0 ? status : LIM_OK;
}

static bool begins_with(struct lim_slice text, struct lim_slice prefix)
{
	return text.len >= prefix.len && memcmp(text.ptr, prefix.ptr, prefix.len) == 0;
}

/* The commonest stems, those that begin as the wildcard does in front: what a stem such as "port"
 * stands for need not begin with "portes", and is looked up in the text. */
static int choose_stems(struct expansion *x, struct lim_slice prefix, struct element *e)
{
	uint64_t least = 1;
	while (x->terms.count > WILDCARD_TERMS) {
		size_t n = 0;
		for (size_t i = 0; i < x->terms.count; i++)
			n += x->passages[i] >= least;
		if (n <= WILDCARD_TERMS)
			break;
		least = least + (least + 1) / 2;
		x->cut = true;
	}
	e->terms = arena_alloc(x->plan->arena, (WILDCARD_TERMS + 1) * sizeof *e->terms);
	if (!e->terms)
		return LIM_E_MEMORY;
	for (int loose = 0; loose < 2; loose++) {
		for (uint32_t i = 0; i < x->terms.count && e->n_terms < WILDCARD_TERMS; i++) {
			struct lim_slice text = map_key(&x->terms, i);
			if (x->passages[i] < least || begins_with(text, prefix) == loose)
				continue;
			uint32_t term = plan_term(x->plan, text);
			if (term == MAP_NONE)
				return LIM_E_MEMORY;
			e->terms[e->n_terms++] = term;
		}
		if (!loose)
			e->n_plain = e->n_terms;
	}
	return LIM_OK;
}

static int expand(
	struct plan *plan, struct lim_slice prefix, struct element *e, struct lim_error *err)
{
	struct expansion x = {.plan = plan};
	map_init(&x.terms, (size_t)4 << 20);
	int status = reader_words(plan->reader, prefix.ptr, prefix.len, take_word, &x, err);
	if (status >= 0)
		status = choose_stems(&x, prefix, e);
	if (x.cut)
		notes_add(plan->notes,
			_("“%.*s*” stands for too many words: the commonest are searched"),
			notes_cut(prefix.ptr, prefix.len), prefix.ptr);
	map_done(&x.terms);
	free(x.passages);
	return status;
}

/* The beginning of one word, folded. */
static int fold_prefix(struct plan *plan, struct lim_slice text, struct lim_slice *prefix)
{
	struct buf normal, folded;
	buf_init(&normal, (size_t)4 << 10);
	buf_init(&folded, (size_t)4 << 10);
	int status = analyze_normalize(text.ptr, text.len, &normal);
	size_t from = status == LIM_OK ? analyze_beginning(normal.ptr, normal.len) : 0;
	if (status == LIM_OK)
		status = analyze_fold(normal.ptr + from, normal.len - from, &folded);
	*prefix = plan_keep(plan, folded.ptr, folded.len);
	buf_done(&normal);
	buf_done(&folded);
	return status == LIM_E_LIMIT ? LIM_OK : status;
}

/* Whether a wildcard is one; otherwise it is searched as a word. */
static bool check_prefix(struct plan *plan, const struct node *node, struct lim_slice prefix)
{
	const char *text = node->text.ptr;
	int cut = notes_cut(text, node->text.len);
	if (!field_is_text(node->field))
		notes_add(plan->notes, _("“%.*s*”: this field knows no wildcards"), cut, text);
	else if (utf8_count(prefix.ptr, prefix.len) < PREFIX_MIN)
		notes_add(plan->notes, _("“%.*s*” is too short for a wildcard"), cut, text);
	else if (plan->n_wildcards == PREFIXES_MAX)
		notes_add(plan->notes, _("too many wildcards: “%.*s*” is searched as a word"), cut,
			text);
	else
		return true;
	return false;
}

static int analyze_prefix(struct gather *g, struct node *node, struct lim_error *err)
{
	struct plan *plan = g->plan;
	struct lim_slice prefix;
	int status = fold_prefix(plan, node->text, &prefix);
	if (status != LIM_OK)
		return status;
	if (!check_prefix(plan, node, prefix)) {
		node->kind = NODE_WORDS;
		return LIM_OK;
	}
	struct element *e = new_element(g);
	if (!e)
		return plan->no_memory ? LIM_E_MEMORY : LIM_OK;
	e->start = (size_t)(node->text.ptr - plan->text);
	e->len = node->text.len;
	plan->wildcards[plan->n_wildcards++].prefix = prefix;
	e->prefix = plan->n_wildcards;
	e->letters = keep_letters(plan, prefix);
	return expand(plan, prefix, e, err);
}

/* The value of a field that is taken as a whole, folded. */
static int analyze_name(struct gather *g)
{
	struct buf folded;
	buf_init(&folded, (size_t)4 << 10);
	struct lim_slice text = g->node->text;
	while (text.len > 0 &&
		(*text.ptr == ' ' || (g->node->field == IN_EXTENSION && *text.ptr == '.')))
		text.ptr++, text.len--;
	while (text.len > 0 && text.ptr[text.len - 1] == ' ')
		text.len--;
	int status = analyze_fold(text.ptr, text.len, &folded);
	struct element *e = status == LIM_OK && folded.len > 0 ? new_element(g) : NULL;
	if (e)
		e->form = plan_keep(g->plan, folded.ptr, folded.len);
	buf_done(&folded);
	return g->plan->no_memory ? LIM_E_MEMORY : LIM_OK;
}

static int analyze_leaf(struct plan *plan, struct node *node, struct lim_error *err)
{
	struct gather g = {.plan = plan, .node = node};
	int status = LIM_OK;
	if (node->kind == NODE_PREFIX)
		status = analyze_prefix(&g, node, err);
	if (status >= 0 && node->kind < NODE_DATES && node->kind != NODE_PREFIX)
		status = field_is_text(node->field) || node->field == IN_AUTHOR ?
			analyze(plan->analyzer, node->text.ptr, node->text.len, ANALYZE_QUERY,
				take_token, &g) :
			analyze_name(&g);
	if (g.cut && !plan->similar)
		notes_add(plan->notes,
			_("the query is very long: only its first %d words are looked at"),
			ELEMENTS_MAX);
	node->leaf = arena_alloc(plan->arena, sizeof *node->leaf);
	if (!node->leaf || plan->no_memory || status == LIM_E_MEMORY)
		return error_memory(err);
	*node->leaf = (struct leaf){.elements = g.elements, .n = g.n};
	return status < 0 ? status : LIM_OK;
}

int leaves_analyze(struct plan *plan, struct node *node, struct lim_error *err)
{
	if (node_is_leaf(node))
		return analyze_leaf(plan, node, err);
	int status = LIM_OK;
	for (struct node *child = node->children; child && status == LIM_OK; child = child->next)
		status = leaves_analyze(plan, child, err);
	return status;
}
