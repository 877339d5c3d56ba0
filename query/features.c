/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is measured in a passage beside its first weight. All of it is relative to what the query
 * could reach at most, so that one set of weights fits short and long queries.
 */
#include "query/rerank.h"

#include "stemmer/analyze.h"

/* SYNC: store/weight.c: 127 stored there stands for 1. */
#define STORED_ONE 127.0

/* How fast repetition tires: the k1 of BM25. */
#define TIRE 0.9

/* Tokens in which words are close to one another. */
#define WINDOW 16

double units_share(const struct plan *plan, unit_set set)
{
	double mass = 0;
	for (unsigned u = 0; u < plan->n_units; u++)
		if (set >> u & 1)
			mass += unit_weight(plan, u);
	return plan->mass > 0 ? mass / plan->mass : 0;
}

static double saturate(double x)
{
	return x / (x + TIRE);
}

static double base(const struct ranking *ranking, const struct ranked *item)
{
	double mass = ranking->plan->mass;
	return item->match.weight / STORED_ONE / (mass > 0 ? mass : 1);
}

/* Words in the very form that was typed, accents and ending. */
static double exact(const struct ranking *ranking, const struct ranked *item)
{
	const struct plan *plan = ranking->plan;
	double times[UNITS_MAX] = {0}, sum = 0;
	for (uint32_t i = 0; i < item->tokens.n; i++) {
		const struct view_token *token = &item->tokens.items[i];
		if (token->unit != NO_UNIT)
			times[token->unit] += token->exact / 100.0;
	}
	for (unsigned u = 0; u < plan->n_units; u++)
		sum += unit_weight(plan, u) * saturate(times[u]);
	return plan->mass > 0 ? sum / plan->mass : 0;
}

/* Words that follow one another in the query and do so here, stop words between them
 * not counted. */
static double pairs(const struct ranking *ranking, const struct ranked *item)
{
	const struct plan *plan = ranking->plan;
	uint32_t last_at[UNITS_MAX] = {0}, at = 1, position = 0;
	double times[UNITS_MAX] = {0}, sum = 0;
	for (uint32_t i = 0; i < item->tokens.n && plan->n_pairs; i++) {
		const struct view_token *token = &item->tokens.items[i];
		bool stop = (token->flags & TOKEN_STOP) && token->unit == NO_UNIT;
		if (token->position != position && !stop)
			at++;
		if (!stop)
			position = token->position;
		if (token->unit == NO_UNIT)
			continue;
		for (unsigned p = 0; p < plan->n_pairs; p++)
			if (plan->pairs[p].second == token->unit &&
				last_at[plan->pairs[p].first] == at - 1)
				times[p]++;
		last_at[token->unit] = at;
	}
	for (unsigned p = 0; p < plan->n_pairs; p++)
		sum += saturate(times[p]) * (unit_weight(plan, plan->pairs[p].first) +
			unit_weight(plan, plan->pairs[p].second)) / 2;
	return plan->mass > 0 ? sum / plan->mass : 0;
}

/* The weightiest stretch of WINDOW tokens. */
static double window(const struct ranking *ranking, const struct ranked *item)
{
	const struct view_token *tokens = item->tokens.items;
	unsigned inside[UNITS_MAX] = {0};
	double mass = 0, best = 0;
	for (uint32_t i = 0, from = 0; i < item->tokens.n; i++) {
		if (tokens[i].unit == NO_UNIT)
			continue;
		if (inside[tokens[i].unit]++ == 0)
			mass += unit_weight(ranking->plan, tokens[i].unit);
		for (; tokens[from].position + WINDOW <= tokens[i].position; from++)
			if (tokens[from].unit != NO_UNIT && --inside[tokens[from].unit] == 0)
				mass -= unit_weight(ranking->plan, tokens[from].unit);
		best = mass > best ? mass : best;
	}
	return ranking->plan->mass > 0 ? best / ranking->plan->mass : 0;
}

static const struct ranked_article *article_of(
	const struct ranking *ranking, const struct ranked *item)
{
	return &ranking->articles[item->article];
}

/* How much of the title is what was asked for. */
static double title(const struct ranking *ranking, const struct ranked *item)
{
	return article_of(ranking, item)->title_share;
}

static double heading(const struct ranking *ranking, const struct ranked *item)
{
	return units_share(ranking->plan, item->in_heading);
}

static double coverage(const struct ranking *ranking, const struct ranked *item)
{
	unit_set set = item->in_text | item->in_heading | article_of(ranking, item)->in_title;
	return units_share(ranking->plan, set);
}

static double lead(const struct ranking *ranking, const struct ranked *item)
{
	(void)ranking;
	return 1.0 / (1 + item->passage.ordinal);
}

/* What the article's passages in the pool hold together: the union, as sums would favour long
 * articles. */
static double article(const struct ranking *ranking, const struct ranked *item)
{
	const struct ranked_article *a = article_of(ranking, item);
	return units_share(ranking->plan, a->in_pool | a->in_title);
}

/* Pieces of the words as typed, for what is misspelt or compound. */
static double pieces(const struct ranking *ranking, const struct ranked *item)
{
	return grams_share(&ranking->grams, &item->grams);
}

/* Tuned together on three sets, and rounded (make eval ABLATION=1 ranks without each); the title as a field
 * counts in the first stage already. No set has headings: theirs is the weight of coverage, which they are
 * like. Coverage and article are one where articles have one passage. */
const struct feature features[] = {
	{"base", 1.0, base},
	{"exact", 0.2, exact},
	{"pairs", 0.3, pairs},
	{"window", 0.05, window},
	{"title", 0.1, title},
	{"heading", 0.05, heading},
	{"coverage", 0.05, coverage},
	{"lead", 0.1, lead},
	{"article", 0.05, article},
	{"pieces", 0.1, pieces},
};

const size_t n_features = sizeof features / sizeof *features;
_Static_assert(sizeof features / sizeof *features <= FEATURES_MAX, "room for every feature");
