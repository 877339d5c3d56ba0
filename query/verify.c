/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "query/follow.h"
#include "query/glance.h"
#include "store/signature.h"

#define OCCURRENCES_MAX 256	/* of one operand in one passage */
#define OPERANDS_MAX 16

void verifier_init(struct verifier *verifier, struct viewer *viewer)
{
	*verifier = (struct verifier){.viewer = viewer};
	arena_init(&verifier->arena, (size_t)64 << 20);
	buf_init(&verifier->squeezed, (size_t)64 << 20);
}

void verifier_done(struct verifier *verifier)
{
	arena_done(&verifier->arena);
	buf_done(&verifier->squeezed);
	free(verifier->tokens.items);
	free(verifier->verdicts);
}

void verifier_begin(struct verifier *verifier, struct plan *plan)
{
	verifier->plan = plan;
	verifier->status = LIM_OK;
	if (verifier->verdicts)
		memset(verifier->verdicts, 0, VERDICTS * sizeof *verifier->verdicts);
}

struct check *check_new(struct plan *plan, unsigned n_operands)
{
	struct verifier *verifier = plan->verifier;
	if (plan->n_checks == CHECKS_MAX || n_operands > OPERANDS_MAX)
		return NULL;
	if (!verifier->verdicts)
		verifier->verdicts = calloc(VERDICTS, sizeof *verifier->verdicts);
	struct check *check = arena_alloc(plan->arena, sizeof *check);
	struct operand *operands = arena_alloc(plan->arena, n_operands * sizeof *operands);
	if (!check || !operands || !verifier->verdicts) {
		plan->no_memory = true;
		return NULL;
	}
	*check = (struct check){.verifier = verifier, .bit = plan->n_checks, .operands = operands,
		.n = n_operands};
	plan->checks[plan->n_checks++] = check;
	return check;
}

/* ---- in a row of marks, one per operand */

/* Occurrences of the operands, each ascending. */
struct marks {
	uint32_t at[OPERANDS_MAX][OCCURRENCES_MAX];
	uint32_t n[OPERANDS_MAX];
};

/* Whether there is one of each within distance: the lowest is moved on until it is so. */
static bool marks_meet(const struct marks *marks, unsigned n, uint32_t distance)
{
	uint32_t next[OPERANDS_MAX] = {0};
	for (;;) {
		unsigned lowest = 0;
		uint32_t low = UINT32_MAX, high = 0;
		for (unsigned k = 0; k < n; k++) {
			if (next[k] == marks->n[k])
				return false;
			uint32_t at = marks->at[k][next[k]];
			if (at < low) {
				low = at;
				lowest = k;
			}
			high = at > high ? at : high;
		}
		if (high - low <= distance)
			return true;
		next[lowest]++;
	}
}

static int compare_marks(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* ---- in the signature */

/* Of all leaves of all operands, when the check is first asked. Without memory, nothing is asked. */
static void prepare(struct check *check)
{
	struct plan *plan = check->verifier->plan;
	check->prepared = true;
	for (unsigned k = 0; k < check->n; k++) {
		struct operand *operand = &check->operands[k];
		operand->follows = arena_alloc(plan->arena, operand->n * sizeof *operand->follows);
		for (unsigned i = 0; i < operand->n && operand->follows; i++)
			follow_make(plan, operand->leaves[i], &operand->follows[i]);
	}
}

/* False: the check cannot be true of this passage. */
static bool signature_allows(struct check *check, struct lim_slice signature)
{
	if (!check->prepared)
		prepare(check);
	for (unsigned k = 0; k < check->n; k++) {
		const struct operand *operand = &check->operands[k];
		bool any = !operand->follows;
		for (unsigned i = 0; i < operand->n && !any; i++)
			any = operand->follows[i].n == 0 ||
				follow_is_held(&operand->follows[i], signature);
		if (!any)
			return false;
	}
	return true;
}

/* ---- in the letters of the text */

static bool leaf_is_held(const struct leaf *leaf, const struct buf *squeezed)
{
	for (uint32_t i = 0; i < leaf->n; i++)
		if (!glance_holds(squeezed, leaf->elements[i].letters))
			return false;
	return true;
}

static bool leaf_has_letters(const struct leaf *leaf)
{
	uint32_t i = 0;
	while (i < leaf->n && leaf->elements[i].letters.len == 0)
		i++;
	return i < leaf->n;
}

/* Whether there are any to look for: a stem has none. */
static bool has_letters(const struct plan *plan)
{
	for (unsigned i = 0; i < plan->n_checks; i++)
		for (unsigned k = 0; k < plan->checks[i]->n; k++)
			for (unsigned l = 0; l < plan->checks[i]->operands[k].n; l++)
				if (leaf_has_letters(plan->checks[i]->operands[k].leaves[l]))
					return true;
	return false;
}

/* False: no text with these letters answers. */
static bool letters_allow(const struct check *check, const struct buf *squeezed)
{
	for (unsigned k = 0; k < check->n; k++) {
		const struct operand *operand = &check->operands[k];
		bool any = false;
		for (unsigned i = 0; i < operand->n && !any; i++)
			any = leaf_is_held(operand->leaves[i], squeezed);
		if (!any)
			return false;
	}
	return true;
}

/* ---- in the text */

static bool has_plain_term(const struct element *e, const struct view_token *token)
{
	for (uint32_t i = 0; i < e->n_plain && token->term != MAP_NONE; i++)
		if (token->term == e->terms[i])
			return true;
	return false;
}

static bool token_is(const struct element *e, const struct view_token *token)
{
	if (e->prefix && token->prefixes >> (e->prefix - 1) & 1)
		return true;
	return e->word != MAP_NONE ? token->word == e->word : has_plain_term(e, token);
}

/* The element that comes after one that a token fits: a wide reading covers some. */
static uint32_t next_element(const struct leaf *leaf, uint32_t k, const struct view_token *token)
{
	const struct element *e = &leaf->elements[k++];
	if (e->wide != MAP_NONE && token->term == e->wide)
		while (k < leaf->n && leaf->elements[k].start < e->wide_end)
			k++;
	return k;
}

/* The token that follows in the text: other readings, and what a wide one covers, are
 * passed over. */
static uint32_t next_token(const struct view_tokens *tokens, uint32_t i)
{
	uint32_t end = tokens->items[i].start + tokens->items[i].len;
	for (i++; i < tokens->n; i++)
		if (!(tokens->items[i].flags & TOKEN_ALTERNATE) && tokens->items[i].start >= end)
			break;
	return i;
}

/* Whether the leaf goes on from token i, which fits its first element; *end: see leaf_find. */
static bool leaf_follows(
	const struct leaf *leaf, const struct view_tokens *tokens, uint32_t i, uint32_t *end)
{
	for (uint32_t k = 0;;) {
		k = next_element(leaf, k, &tokens->items[i]);
		*end = next_token(tokens, i);
		if (k == leaf->n)
			return true;
		if (*end == tokens->n)
			return false;
		uint32_t position = tokens->items[*end].position;
		for (i = *end; i < tokens->n && tokens->items[i].position == position; i++)
			if (token_is(&leaf->elements[k], &tokens->items[i]))
				break;
		if (i == tokens->n || tokens->items[i].position != position)
			return false;
	}
}

bool leaf_find(
	const struct leaf *leaf, const struct view_tokens *tokens, uint32_t *i, uint32_t *end)
{
	for (; leaf->n > 0 && *i < tokens->n; ++*i)
		if (token_is(&leaf->elements[0], &tokens->items[*i]) &&
			leaf_follows(leaf, tokens, *i, end))
			return true;
	return false;
}

static bool text_answers(const struct check *check, const struct view_tokens *tokens)
{
	struct marks marks;
	for (unsigned k = 0; k < check->n; k++) {
		const struct operand *operand = &check->operands[k];
		marks.n[k] = 0;
		for (unsigned l = 0; l < operand->n; l++) {
			uint32_t end;
			for (uint32_t i = 0; marks.n[k] < OCCURRENCES_MAX &&
				leaf_find(operand->leaves[l], tokens, &i, &end); i++)
				marks.at[k][marks.n[k]++] = tokens->items[i].position;
		}
		if (operand->n > 1)
			qsort(marks.at[k], marks.n[k], sizeof **marks.at, compare_marks);
	}
	return marks_meet(&marks, check->n, check->distance);
}

/* ---- verdicts */

static struct verdict *find_verdict(struct verifier *verifier, struct passage_ref ref)
{
	struct verdict *v = &verifier->verdicts[(ref.id + ref.shard * 1031) & (VERDICTS - 1)];
	if (v->ref.shard != ref.shard || v->ref.id != ref.id)
		*v = (struct verdict){.ref = ref};
	return v;
}

static void settle(struct verdict *verdict, const struct check *check, bool kept)
{
	uint64_t bit = (uint64_t)1 << check->bit;
	verdict->known |= bit;
	if (kept)
		verdict->kept |= bit;
}

/* Reads the passage once for all checks of its text. What signature or letters rule out stays out,
 * whichever check comes first: a verdict depends on nothing but the passage. */
static int read_text(struct verifier *verifier, struct verdict *verdict, struct lim_slice signature)
{
	struct store_passage passage;
	bool analysed = false;
	int status = reader_passage(
		verifier->viewer->reader, verdict->ref, &verifier->arena, &passage, &verifier->err);
	bool known = status == LIM_OK && has_letters(verifier->plan) &&
		glance_squeeze(passage.text.ptr, passage.text.len, &verifier->squeezed);
	for (unsigned i = 0; i < verifier->plan->n_checks && status == LIM_OK; i++) {
		struct check *check = verifier->plan->checks[i];
		if (check->target != IN_TEXT || check->later)
			continue;
		bool possible = signature_allows(check, signature) &&
			(!known || letters_allow(check, &verifier->squeezed));
		if (possible && !analysed)
			status = view_text(verifier->viewer, passage.text.ptr, passage.text.len,
				&verifier->tokens);
		analysed |= possible;
		settle(verdict, check, possible && text_answers(check, &verifier->tokens));
	}
	return status;
}

static int read_title(struct verifier *verifier, struct verdict *verdict)
{
	struct store_passage passage;
	struct store_article article = {0};
	struct viewer *viewer = verifier->viewer;
	int status = reader_passage(
		viewer->reader, verdict->ref, &verifier->arena, &passage, &verifier->err);
	if (status == LIM_OK)
		status = reader_article(viewer->reader, verdict->ref, passage.ordinal,
			&verifier->arena, &article, &verifier->err);
	if (status == LIM_OK)
		status = view_text(viewer, article.title ? article.title : "",
			article.title ? strlen(article.title) : 0, &verifier->tokens);
	for (unsigned i = 0; i < verifier->plan->n_checks && status == LIM_OK; i++) {
		const struct check *check = verifier->plan->checks[i];
		if (check->target == IN_TITLE)
			settle(verdict, check, text_answers(check, &verifier->tokens));
	}
	return status;
}

/* Of several pairs of a phrase, one or another is there whether the phrase is or not: nothing is known. */
static double chance_of(const struct check *check, struct lim_slice signature)
{
	const struct operand *operand = &check->operands[0];
	bool single = check->n == 1 && operand->n == 1 && operand->follows &&
		operand->follows[0].n == 1;
	return single ? follow_chance(&operand->follows[0], signature) : 1;
}

static bool others_allow(const struct check *check, struct lim_slice signature)
{
	const struct plan *plan = check->verifier->plan;
	for (unsigned i = check->bit + 1; i < plan->n_checks; i++)
		if (plan->later >> i & 1 && !signature_allows(plan->checks[i], signature))
			return false;
	return true;
}

static bool look(struct check *check, const struct candidate *candidate)
{
	struct passed *passed = &check->verifier->passed;
	struct lim_slice signature = candidate_signature(candidate);
	struct sampled this = {candidate_ref(candidate), candidate_stands_for(candidate),
		signature_number(signature)};
	bool passes = signature_allows(check, signature);
	bool first = (check->verifier->plan->later & (((uint64_t)1 << check->bit) - 1)) == 0;
	if (first && passed_ask(passed, &this))
		passed->chance += chance_of(check, signature);
	if (first && passes && passed_count(passed, &this) && others_allow(check, signature))
		passed_keep(passed, &this);
	return passes;
}

bool check_candidate(void *ctx, const struct candidate *candidate)
{
	struct check *check = ctx;
	struct verifier *verifier = check->verifier;
	if (verifier->status != LIM_OK)
		return false;
	if (check->later)
		return look(check, candidate);
	struct verdict *verdict = find_verdict(verifier, candidate_ref(candidate));
	uint64_t bit = (uint64_t)1 << check->bit;
	if (!(verdict->known & bit) && check->target == IN_TEXT &&
		!signature_allows(check, candidate_signature(candidate)))
		settle(verdict, check, false);
	if (!(verdict->known & bit)) {
		arena_reset(&verifier->arena);
		verifier->status = check->target == IN_TITLE ? read_title(verifier, verdict) :
			read_text(verifier, verdict, candidate_signature(candidate));
		if (verifier->status == LIM_E_MEMORY)
			error_memory(&verifier->err);
	}
	return verdict->kept & bit;
}

bool verify_is_refused(struct verifier *verifier, struct passage_ref ref)
{
	const struct verdict *verdict = find_verdict(verifier, ref);
	uint64_t later = verifier->plan->later;
	return (verdict->known & later) == later && (verdict->kept & later) != later;
}

void verify_refuse(struct verifier *verifier, struct passage_ref ref)
{
	struct verdict *verdict = find_verdict(verifier, ref);
	verdict->known |= verifier->plan->later;
	verdict->kept &= ~verifier->plan->later;
}

bool verify_letters(struct verifier *verifier, struct lim_slice text)
{
	const struct plan *plan = verifier->plan;
	if (!has_letters(plan) || !glance_squeeze(text.ptr, text.len, &verifier->squeezed))
		return true;
	for (unsigned i = 0; i < plan->n_checks; i++)
		if (plan->later >> i & 1 && !letters_allow(plan->checks[i], &verifier->squeezed))
			return false;
	return true;
}

uint64_t verify_text(const struct plan *plan, uint64_t checks, const struct view_tokens *tokens)
{
	for (unsigned i = 0; i < plan->n_checks; i++)
		if (checks >> i & 1 && text_answers(plan->checks[i], tokens))
			checks &= ~((uint64_t)1 << i);
	return checks;
}

uint64_t verify_context(const struct plan *plan, uint64_t checks, const struct view_tokens *tokens)
{
	for (unsigned i = 0; i < plan->n_checks; i++) {
		const struct leaf *leaf = plan->checks[i]->operands[0].leaves[0];
		if (!(checks >> i & 1) || leaf->n != 1 || !leaf->elements[0].prefix)
			continue;
		for (uint32_t t = 0; t < tokens->n && checks >> i & 1; t++)
			if (has_plain_term(&leaf->elements[0], &tokens->items[t]))
				checks &= ~((uint64_t)1 << i);
	}
	return checks;
}
