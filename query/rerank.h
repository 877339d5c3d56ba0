/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second stage: the best passages of the first are read, and their own text decides. */
#ifndef QUERY_RERANK_H
#define QUERY_RERANK_H

#include "query/grams.h"
#include "query/plan.h"
#include "query/verify.h"
#include "query/view.h"

#define FEATURES_MAX 16

/* Passages read for checks that were left to the second stage, at most, before it begins: some 5
 * milliseconds; and where there is none. Where there are fewer, the total is exact. */
#define RANKING_SETTLED 120
#define RANKING_SETTLED_FAST 40

/* So many are fetched at least where they have to be read: some are no matches; and where there is no
 * second stage. */
#define RANKING_KNOWN 200
#define RANKING_KNOWN_FAST 150

/* An article of which passages are among the matches. */
struct ranked_article {
	struct passage_ref first;	/* its first passage */
	bool loaded;
	struct store_article facts;	/* once loaded */
	unit_set in_title;
	double title_share;		/* of the title's words, those searched for */
	unit_set in_pool;		/* in any of its passages that the second stage reads */
	bool taken;			/* among the answers already */
};

struct ranked {
	struct store_match match;
	size_t place;			/* among the matches of the first stage, from 0 */
	const char *id;			/* of its article, once reranked */
	bool confirmed, refused;	/* by what the first stage has left to be verified */
	bool read, loaded, reranked;
	struct store_passage passage;	/* once read */
	/* Once loaded: */
	struct view_tokens tokens;	/* in the arena */
	uint32_t article;		/* in ranking.articles */
	unit_set in_text, in_heading;
	struct gram_set grams;		/* of text and title; once in the pool */
	double values[FEATURES_MAX];	/* once reranked */
	double score;
	struct ranked *copies, *next_copy;	/* near-duplicates that were left out for this one */
};

struct ranking {
	struct plan *plan;
	struct viewer *viewer;
	struct arena *arena;
	struct map *article_map;	/* of the searcher: first passages → numbers */
	struct verifier *verifier;
	struct grams grams;
	struct view_tokens scratch;	/* reused; freed with ranking_done */
	struct ranked *items;
	size_t n, pool;			/* pool: items that were reranked */
	struct passage_ref *tried;	/* whose checks were left for now, */
	size_t n_tried, tried_cap;
	size_t confirmed;		/* and how many passed them */
	struct ranked_article *articles;
	size_t articles_cap;
	struct lim_error *err;
};

/* Takes the matches over in the order of the first stage. */
int ranking_init(struct ranking *ranking, const struct store_matches *matches);
void ranking_done(struct ranking *ranking);

/*
 * Checks that the first stage has left. *kept: the item is a match. ranking_settle does it for the
 * first items, most of them at most, until pool are left, and takes out those that are none.
 */
int ranking_confirm(struct ranking *ranking, struct ranked *item, bool *kept);
int ranking_settle(struct ranking *ranking, size_t pool, size_t most);

/* How many of all matches (found by the first stage) pass: counted if all were tried, else estimated.
 * In count.c. */
int ranking_count(struct ranking *ranking, uint64_t *total, bool *estimated);

/* Reads and analyses a passage, once. */
int ranking_load(struct ranking *ranking, struct ranked *item);

/* The facts of an item's article, which is loaded. */
int ranking_load_article(struct ranking *ranking, struct ranked *item,
	struct ranked_article **article);

/* Sorts the first pool items by all features; those behind keep their order, and score less. */
int rerank(struct ranking *ranking, size_t pool);

/* ---- features.c */

/* One thing that is measured in a passage: 0 … about 1, 1 being all that the query asks for. */
struct feature {
	const char *name;
	double weight;
	double (*value)(const struct ranking *ranking, const struct ranked *item);
};

extern const struct feature features[];
extern const size_t n_features;

/* Σ idf × boost of a set of units, in parts of the whole query's: 0 … 1. */
double units_share(const struct plan *plan, unit_set set);

#endif
