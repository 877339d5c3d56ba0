/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/rerank.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"

int ranking_init(struct ranking *ranking, const struct store_matches *matches)
{
	ranking->n = matches->n;
	ranking->pool = 0;
	ranking->items = arena_alloc(ranking->arena, (matches->n + 1) * sizeof *ranking->items);
	if (!ranking->items)
		return error_memory(ranking->err);
	for (size_t i = 0; i < matches->n; i++) {
		ranking->items[i].match = matches->matches[i];
		ranking->items[i].place = i;
		ranking->items[i].score = matches->matches[i].weight;
	}
	map_reset(ranking->article_map);
	return LIM_OK;
}

void ranking_done(struct ranking *ranking)
{
	free(ranking->scratch.items);
	free(ranking->tried);
	ranking->tried = NULL;
	ranking->scratch = (struct view_tokens){0};
}

/* The article that begins with a passage, a new one where it was not seen yet. */
static int find_article(struct ranking *ranking, struct passage_ref first, uint32_t *number)
{
	int status = map_put(ranking->article_map, (const char *)&first, sizeof first, number);
	if (status != LIM_OK)
		return error_memory(ranking->err);
	if (*number >= ranking->articles_cap) {
		size_t cap = ranking->articles_cap ? 2 * ranking->articles_cap : 128;
		struct ranked_article *articles =
			arena_alloc(ranking->arena, cap * sizeof *articles);
		if (!articles)
			return error_memory(ranking->err);
		if (ranking->articles_cap)
			memcpy(articles, ranking->articles,
				ranking->articles_cap * sizeof *articles);
		ranking->articles = articles;
		ranking->articles_cap = cap;
	}
	ranking->articles[*number].first = first;
	return LIM_OK;
}

/* Analyses a text into the scratch tokens. */
static int view(struct ranking *ranking, const char *text, size_t len)
{
	int status = view_text(ranking->viewer, text, len, &ranking->scratch);
	return status == LIM_OK ? LIM_OK : error_memory(ranking->err);
}

static int read_passage(struct ranking *ranking, struct ranked *item)
{
	if (item->read)
		return LIM_OK;
	item->read = true;
	return reader_passage(ranking->viewer->reader, item->match.ref, ranking->arena,
		&item->passage, ranking->err);
}

int ranking_load(struct ranking *ranking, struct ranked *item)
{
	if (item->loaded)
		return LIM_OK;
	struct passage_ref ref = item->match.ref;
	int status = read_passage(ranking, item);
	if (status != LIM_OK)
		return status;
	ref.id -= item->passage.ordinal;
	status = find_article(ranking, ref, &item->article);
	if (status == LIM_OK && item->passage.heading.len > 0)
		status = view(ranking, item->passage.heading.ptr, item->passage.heading.len);
	if (status == LIM_OK && item->passage.heading.len > 0)
		item->in_heading = view_units(&ranking->scratch);
	if (status == LIM_OK)
		status = view(ranking, item->passage.text.ptr, item->passage.text.len);
	if (status != LIM_OK)
		return status;
	size_t size = ranking->scratch.n * sizeof *ranking->scratch.items;
	item->tokens.items = arena_alloc(ranking->arena, size);
	if (!item->tokens.items)
		return error_memory(ranking->err);
	item->tokens.n = item->tokens.cap = ranking->scratch.n;
	if (size)
		memcpy(item->tokens.items, ranking->scratch.items, size);
	item->in_text = view_units(&item->tokens);
	item->loaded = true;
	return LIM_OK;
}

/* What the text does not answer, its heading or title may. */
static int confirm_by_context(struct ranking *ranking, struct ranked *item, uint64_t *checks)
{
	const struct lim_slice heading = item->passage.heading;
	struct ranked_article *article;
	int status = ranking_load(ranking, item);
	if (status == LIM_OK)
		status = ranking_load_article(ranking, item, &article);
	if (status == LIM_OK)
		status = view(ranking, heading.ptr, heading.len);
	if (status == LIM_OK)
		*checks = verify_context(ranking->plan, *checks, &ranking->scratch);
	if (status == LIM_OK && *checks && article->facts.title) {
		status = view(ranking, article->facts.title, strlen(article->facts.title));
		*checks = verify_context(ranking->plan, *checks, &ranking->scratch);
	}
	return status;
}

int ranking_confirm(struct ranking *ranking, struct ranked *item, bool *kept)
{
	uint64_t checks = ranking->plan->later;
	*kept = !item->refused;
	if (item->confirmed || item->refused || checks == 0)
		return LIM_OK;
	int status = GROW(ranking->tried, ranking->tried_cap, ranking->n_tried);
	if (status != LIM_OK)
		return error_memory(ranking->err);
	ranking->tried[ranking->n_tried++] = item->match.ref;
	*kept = false;
	item->refused = verify_is_refused(ranking->verifier, item->match.ref);
	if (item->refused)
		return LIM_OK;
	status = read_passage(ranking, item);
	if (status == LIM_OK && verify_letters(ranking->verifier, item->passage.text)) {
		status = ranking_load(ranking, item);
		checks = verify_text(ranking->plan, checks, &item->tokens);
	}
	if (status == LIM_OK && checks && ranking->plan->n_wildcards > 0)
		status = confirm_by_context(ranking, item, &checks);
	*kept = status == LIM_OK && checks == 0;
	item->confirmed = *kept;
	item->refused = !*kept;
	if (status == LIM_OK && item->refused)
		verify_refuse(ranking->verifier, item->match.ref);
	ranking->confirmed += *kept;
	return status;
}

int ranking_settle(struct ranking *ranking, size_t pool, size_t most)
{
	size_t kept = 0, i = 0;
	bool all = ranking->n < most, match;
	if (ranking->plan->later == 0)
		return LIM_OK;
	for (; i < ranking->n && i < most && (all || kept < pool); i++) {
		int status = ranking_confirm(ranking, &ranking->items[i], &match);
		if (status != LIM_OK)
			return status;
		if (match && kept++ < i)
			ranking->items[kept - 1] = ranking->items[i];
	}
	if (kept < i)
		memmove(ranking->items + kept, ranking->items + i,
			(ranking->n - i) * sizeof *ranking->items);
	ranking->n -= i - kept;
	return LIM_OK;
}

static void look_at_title(struct ranking *ranking, struct ranked_article *article)
{
	const struct view_tokens *tokens = &ranking->scratch;
	unsigned known = 0, words = 0;
	for (uint32_t i = 0; i < tokens->n; i++) {
		bool found = tokens->items[i].unit != NO_UNIT;
		known += found;
		words += found || !(tokens->items[i].flags & TOKEN_STOP);
	}
	article->in_title = view_units(tokens);
	article->title_share = words ? (double)known / words : 0;
}

int ranking_load_article(struct ranking *ranking, struct ranked *item, struct ranked_article **out)
{
	struct ranked_article *article = &ranking->articles[item->article];
	*out = article;
	if (article->loaded)
		return LIM_OK;
	int status = reader_article(ranking->viewer->reader, item->match.ref, item->passage.ordinal,
		ranking->arena, &article->facts, ranking->err);
	if (status == LIM_OK && article->facts.title)
		status = view(ranking, article->facts.title, strlen(article->facts.title));
	if (status != LIM_OK)
		return status;
	if (article->facts.title)
		look_at_title(ranking, article);
	article->loaded = true;
	return LIM_OK;
}

static void score(struct ranking *ranking, struct ranked *item)
{
	item->score = 0;
	item->reranked = true;
	for (size_t f = 0; f < n_features; f++) {
		item->values[f] = features[f].value(ranking, item);
		item->score += features[f].weight * item->values[f];
	}
}

static int compare_scores(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	/* Ties in an order that does not depend on how the index is divided. */
	int order = strcmp(x->id, y->id);
	return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* Scores of what was not read: below the lowest of what was, in the proportions of the
 * first stage. */
static void score_rest(struct ranking *ranking)
{
	if (ranking->pool == 0 || ranking->pool == ranking->n)
		return;
	double lowest = ranking->items[ranking->pool - 1].score;
	double heaviest = ranking->items[ranking->pool].match.weight;
	for (size_t i = ranking->pool; i < ranking->n; i++) {
		double weight = ranking->items[i].match.weight;
		ranking->items[i].score = heaviest > 0 ? lowest * weight / heaviest : lowest;
	}
}

/* Pieces of words, and how rare they are where all are candidates. */
static void find_grams(struct ranking *ranking)
{
	struct grams *grams = &ranking->grams;
	grams_take(grams, ranking->plan);
	for (size_t i = 0; i < ranking->pool; i++) {
		struct ranked *item = &ranking->items[i];
		const struct lim_slice text = item->passage.text;
		const char *title = ranking->articles[item->article].facts.title;
		grams_find(grams, text.ptr, text.len, &item->grams);
		if (title)
			grams_find(grams, title, strlen(title), &item->grams);
		grams_count(grams, &item->grams);
	}
	grams_weigh(grams, ranking->pool);
}

int rerank(struct ranking *ranking, size_t pool)
{
	ranking->pool = pool < ranking->n ? pool : ranking->n;
	if (ranking->plan->later && ranking->pool > ranking->confirmed)
		ranking->pool = ranking->confirmed;
	for (size_t i = 0; i < ranking->pool; i++) {
		struct ranked *item = &ranking->items[i];
		struct ranked_article *article;
		int status = ranking_load(ranking, item);
		if (status == LIM_OK)
			status = ranking_load_article(ranking, item, &article);
		if (status != LIM_OK)
			return status;
		article->in_pool |= item->in_text;
		item->id = article->facts.id;
	}
	find_grams(ranking);
	for (size_t i = 0; i < ranking->pool; i++)
		score(ranking, &ranking->items[i]);
	qsort(ranking->items, ranking->pool, sizeof *ranking->items, compare_scores);
	score_rest(ranking);
	return LIM_OK;
}
