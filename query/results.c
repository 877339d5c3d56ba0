/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/results.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "query/highlight.h"
#include "query/snippet.h"

#define ANSWER_MEMORY ((size_t)1 << 30)

struct answer *answer_new(void)
{
	struct answer *answer = calloc(1, sizeof *answer);
	if (answer)
		arena_init(&answer->arena, ANSWER_MEMORY);
	return answer;
}

LIM_API void lim_results_free(struct lim_results *results)
{
	if (!results)
		return;
	struct answer *answer = (struct answer *)results;
	arena_done(&answer->arena);
	free(answer);
}

int answer_reserve(struct answer *answer, size_t hits)
{
	answer->results.hits = arena_alloc(&answer->arena, hits * sizeof *answer->results.hits);
	return answer->results.hits ? LIM_OK : LIM_E_MEMORY;
}

/* A copy; absent stays absent. */
static bool copy(struct answer *answer, const char *string, const char **out)
{
	*out = string ? arena_dup(&answer->arena, string, strlen(string)) : NULL;
	return !string || *out;
}

static bool copy_article(
	struct answer *answer, struct lim_hit *hit, const struct store_article *article)
{
	return copy(answer, article->id, &hit->id) && copy(answer, article->path, &hit->path) &&
		copy(answer, article->title, &hit->title) &&
		copy(answer, article->author, &hit->author) &&
		copy(answer, article->date, &hit->date) && copy(answer, article->url, &hit->url);
}

static bool copy_passage(
	struct answer *answer, struct lim_hit *hit, const struct store_passage *passage)
{
	hit->ordinal = passage->ordinal;
	hit->start = passage->start;
	hit->end = passage->start + passage->text.len;
	hit->line = passage->line;
	hit->text_len = passage->text.len;
	hit->text = arena_dup(&answer->arena, passage->text.ptr, passage->text.len);
	if (passage->heading.len > 0) {
		hit->heading =
			arena_dup(&answer->arena, passage->heading.ptr, passage->heading.len);
		if (!hit->heading)
			return false;
	}
	return hit->text != NULL;
}

static bool show(struct answer *answer, struct lim_hit *hit, struct ranking *ranking,
	const struct ranked *item)
{
	const struct view_tokens *tokens = &item->tokens;
	unsigned char *marks = arena_alloc(ranking->arena, tokens->n + 1);
	struct lim_span *spans = arena_alloc(ranking->arena, (tokens->n + 1) * sizeof *spans);
	if (!marks || !spans)
		return false;
	highlight_mark(ranking->plan, tokens, marks);
	hit->snippet = snippet_choose(ranking->plan, item->passage.text, tokens, marks);
	hit->n_highlights = highlight_spans(tokens, marks, spans);
	struct lim_span *kept = arena_alloc(&answer->arena, hit->n_highlights * sizeof *kept);
	if (kept && hit->n_highlights)
		memcpy(kept, spans, hit->n_highlights * sizeof *kept);
	hit->highlights = kept;
	return kept;
}

/* Behind the pool, and in the fast ranking, the weight of the first stage is all there is. */
static bool explain_hit(struct answer *answer, struct lim_hit *hit, const struct ranked *item)
{
	bool read = item->reranked;
	size_t n = read ? n_features : 1;
	struct lim_feature *out = arena_alloc(&answer->arena, n * sizeof *out);
	if (!out)
		return false;
	for (size_t f = 0; f < n && read; f++)
		out[f] =
			(struct lim_feature){features[f].name, item->values[f], features[f].weight};
	if (!read)
		out[0] = (struct lim_feature){"weight", item->match.weight,
			item->match.weight > 0 ? item->score / item->match.weight : 0};
	hit->features = out;
	hit->n_features = n;
	return true;
}

static int list_copies(struct answer *answer, struct lim_hit *hit, struct ranking *ranking,
	const struct ranked *item)
{
	size_t n = 0;
	for (const struct ranked *copied = item->copies; copied; copied = copied->next_copy)
		n++;
	struct lim_copy *also = arena_alloc(&answer->arena, n * sizeof *also);
	if (!also)
		return error_memory(ranking->err);
	hit->also = also;
	for (struct ranked *copied = item->copies; copied; copied = copied->next_copy) {
		struct lim_copy *out = &also[hit->n_also++];
		struct ranked_article *article;
		int status = ranking_load_article(ranking, copied, &article);
		if (status != LIM_OK)
			return status;
		out->ordinal = copied->passage.ordinal;
		if (!copy(answer, article->facts.id, &out->id) ||
			!copy(answer, article->facts.path, &out->path))
			return error_memory(ranking->err);
	}
	return LIM_OK;
}

int answer_add(struct answer *answer, struct ranking *ranking, struct ranked *item, size_t rank,
	bool explain)
{
	struct lim_hit *hit = (struct lim_hit *)&answer->results.hits[answer->results.n_hits];
	struct ranked_article *article;
	int status = ranking_load_article(ranking, item, &article);
	if (status != LIM_OK)
		return status;
	hit->rank = rank;
	hit->score = item->score;
	if (!copy_article(answer, hit, &article->facts) ||
		!copy_passage(answer, hit, &item->passage) || !show(answer, hit, ranking, item) ||
		(explain && !explain_hit(answer, hit, item)))
		return error_memory(ranking->err);
	answer->results.n_hits++;
	return list_copies(answer, hit, ranking, item);
}

int answer_add_notes(struct answer *answer, const struct notes *notes)
{
	const char **warnings = arena_alloc(&answer->arena, (notes->n + 1) * sizeof *warnings);
	if (!warnings)
		return LIM_E_MEMORY;
	for (size_t i = 0; i < notes->n; i++)
		if (!copy(answer, notes->texts[i], &warnings[i]))
			return LIM_E_MEMORY;
	answer->results.warnings = warnings;
	answer->results.n_warnings = notes->n;
	return LIM_OK;
}

int answer_suggest(struct answer *answer, const char *text, size_t len)
{
	answer->results.suggestion = arena_dup(&answer->arena, text, len);
	return answer->results.suggestion ? LIM_OK : LIM_E_MEMORY;
}
