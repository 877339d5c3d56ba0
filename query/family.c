/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of one family: a stem that goes on where another ends (march, marchand) often means nearly the same
 * and is what inflectional stemmers leave apart. Such stems count for a part of the word that was typed.
 */
#include <string.h>

#include "query/plan.h"

#define STEM_MIN 5		/* bytes that a family has in common */
#define LONGER 4		/* bytes that may follow */
#define FAMILY_MAX 3		/* stems added to one word, the first ones of the vocabulary */
#define WORDS_MAX 400		/* words looked at for them */

struct gathering {
	struct plan *plan;
	struct lim_slice stem;		/* or what stands for it */
	struct lim_slice found[FAMILY_MAX];
	unsigned n;
	size_t words;
};

static int take_stem(void *ctx, const struct token *token)
{
	struct gathering *g = ctx;
	struct lim_slice term = token->term;
	unsigned i = 0;
	if (term.len <= g->stem.len || term.len > g->stem.len + LONGER ||
		memcmp(term.ptr, g->stem.ptr, g->stem.len) != 0)
		return LIM_DONE;
	while (i < g->n &&
		(g->found[i].len != term.len || memcmp(g->found[i].ptr, term.ptr, term.len) != 0))
		i++;
	if (i == g->n && g->n < FAMILY_MAX)
		g->found[g->n++] = plan_keep(g->plan, term.ptr, term.len);
	return LIM_DONE;
}

static int take_word(void *ctx, const struct reader_word *word)
{
	struct gathering *g = ctx;
	if (g->words++ >= WORDS_MAX)
		return LIM_DONE;
	int status = analyze(g->plan->analyzer, word->written.ptr, word->written.len, ANALYZE_QUERY,
		take_stem, g);
	return status < 0 ? status : LIM_OK;
}

static bool begins_with(struct lim_slice text, struct lim_slice prefix)
{
	return text.len >= prefix.len && memcmp(text.ptr, prefix.ptr, prefix.len) == 0;
}

/* What the family begins with: the stem, or, where that is of another form (ouvrir for ouverts), the word
 * without its ending. */
static struct lim_slice beginning_of(struct plan *plan, const struct element *e)
{
	struct lim_slice stem = plan->terms[e->terms[0]].text, word = {"", 0};
	struct buf folded;
	buf_init(&folded, (size_t)1 << 10);
	if (analyze_fold(e->form.ptr, e->form.len, &folded) == LIM_OK)
		word = plan_keep(plan, folded.ptr, folded.len);
	buf_done(&folded);
	if (begins_with(word, stem))
		return stem;
	while (word.len > 0 && strchr("es", word.ptr[word.len - 1]))
		word.len--;
	return word;
}

static int join_family(struct plan *plan, struct element *e, struct lim_error *err)
{
	struct gathering g = {.plan = plan};
	if (e->stop || e->courtesy || e->n_terms == 0 || e->wide != MAP_NONE || e->cost > 0)
		return LIM_OK;
	g.stem = beginning_of(plan, e);
	if (g.stem.len < STEM_MIN)
		return LIM_OK;
	int status = reader_words(plan->reader, g.stem.ptr, g.stem.len, take_word, &g, err);
	uint32_t *terms = arena_alloc(plan->arena, (e->n_terms + FAMILY_MAX) * sizeof *terms);
	if (!terms || status < 0) {
		plan->no_memory |= !terms;
		return status < 0 ? status : LIM_OK;
	}
	e->n_own = e->n_terms;
	memcpy(terms, e->terms, e->n_terms * sizeof *terms);
	e->terms = terms;
	for (unsigned i = 0; i < g.n; i++) {
		uint32_t term = plan_term(plan, g.found[i]);
		if (term != MAP_NONE)
			e->terms[e->n_terms++] = term;
	}
	return LIM_OK;
}

int family_join(struct plan *plan, struct node *node, struct lim_error *err)
{
	int status = LIM_OK;
	for (struct node *child = node->children; child && status == LIM_OK; child = child->next)
		status = family_join(plan, child, err);
	for (uint32_t i = 0; node_is_loose(node) && i < node->leaf->n && status == LIM_OK; i++)
		status = join_family(plan, &node->leaf->elements[i], err);
	return status;
}
