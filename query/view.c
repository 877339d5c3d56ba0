/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/view.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/grow.h"

/* Of one text: a passage is a few hundred. */
#define TOKENS_MAX ((uint32_t)1 << 22)

/* How much a form that differs from the typed one in accents alone is worth, in hundredths: */
#define EXACT 100
#define EXACT_UNACCENTED 90	/* typed without any, which says nothing */
#define EXACT_CAPITAL 90 /* Elysée for Élysée: capitals lose theirs in much of the press */
#define EXACT_BARE 60		/* a text without accents */

struct viewing {
	struct viewer *viewer;
	struct view_tokens *tokens;
};

static bool same(struct lim_slice a, struct lim_slice b)
{
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* The text behind its first character. */
static struct lim_slice tail(struct lim_slice text)
{
	size_t n = 1;
	while (n < text.len && ((unsigned char)text.ptr[n] & 0xc0) == 0x80)
		n++;
	return text.len >= n ? (struct lim_slice){text.ptr + n, text.len - n} : text;
}

static uint8_t compare_form(const struct form *form, struct lim_slice word, struct lim_slice folded)
{
	if (same(word, form->word))
		return EXACT;
	if (!same(folded, form->folded))
		return 0;
	if (!form->accented)
		return EXACT_UNACCENTED;
	if (same(tail(word), tail(form->word)))
		return EXACT_CAPITAL;
	return same(word, folded) ? EXACT_BARE : 0;
}

static uint8_t compare_forms(struct viewer *viewer, const struct unit *unit, struct lim_slice word)
{
	if (unit->n_forms == 0)
		return EXACT;
	uint8_t best = 0;
	for (unsigned i = 0; i < unit->n_forms; i++)
		if (same(word, unit->forms[i].word))
			return EXACT;
	buf_reset(&viewer->folded);
	analyze_fold(word.ptr, word.len, &viewer->folded);
	struct lim_slice folded = {viewer->folded.ptr, viewer->folded.len};
	for (unsigned i = 0; i < unit->n_forms; i++) {
		uint8_t value = compare_form(&unit->forms[i], word, folded);
		best = value > best ? value : best;
	}
	return best;
}

static uint32_t match_wildcards(struct viewer *viewer, struct lim_slice word)
{
	const struct plan *plan = viewer->plan;
	uint32_t bits = 0;
	buf_reset(&viewer->folded);
	analyze_fold(word.ptr, word.len, &viewer->folded);
	for (unsigned i = 0; i < plan->n_wildcards; i++) {
		struct lim_slice prefix = plan->wildcards[i].prefix;
		if (viewer->folded.len >= prefix.len &&
			memcmp(viewer->folded.ptr, prefix.ptr, prefix.len) == 0)
			bits |= (uint32_t)1 << i;
	}
	return bits;
}

static struct view_token *new_token(struct view_tokens *tokens)
{
	bool room = GROW(tokens->items, tokens->cap, tokens->n) == LIM_OK;
	return room ? &tokens->items[tokens->n++] : NULL;
}

static int take_token(void *ctx, const struct token *token)
{
	struct viewing *v = ctx;
	const struct plan *plan = v->viewer->plan;
	if (v->tokens->n >= TOKENS_MAX)
		return LIM_DONE;
	struct view_token *t = new_token(v->tokens);
	if (!t)
		return LIM_E_MEMORY;
	*t = (struct view_token){.start = (uint32_t)token->start,
		.len = (uint32_t)token->len,
		.position = token->position,
		.hash = (uint32_t)XXH3_64bits(token->term.ptr, token->term.len),
		.term = map_find(plan->term_map, token->term.ptr, token->term.len),
		.word = MAP_NONE,
		.unit = NO_UNIT,
		.flags = (uint8_t)token->flags};
	if (plan->n_wildcards > 0)
		t->prefixes = match_wildcards(v->viewer, token->word);
	if (t->term == MAP_NONE)
		return LIM_OK;
	t->unit = plan->terms[t->term].unit;
	if (plan->words->count > 0)
		t->word = map_find(plan->words, token->word.ptr, token->word.len);
	if (t->unit != NO_UNIT)
		t->exact = compare_forms(v->viewer, &plan->units[t->unit], token->word);
	return LIM_OK;
}

int view_text(struct viewer *viewer, const char *text, size_t len, struct view_tokens *tokens)
{
	struct viewing v = {viewer, tokens};
	tokens->n = 0;
	int status = analyze(viewer->analyzer, text, len, ANALYZE_SPANS, take_token, &v);
	return status < 0 ? status : LIM_OK;
}

unit_set view_units(const struct view_tokens *tokens)
{
	unit_set set = 0;
	for (uint32_t i = 0; i < tokens->n; i++)
		if (tokens->items[i].unit != NO_UNIT)
			set |= (unit_set)1 << tokens->items[i].unit;
	return set;
}
