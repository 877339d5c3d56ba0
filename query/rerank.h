/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second stage: the best passages of the first are read, and their own text decides. */
#ifndef QUERY_RERANK_H
#define QUERY_RERANK_H

#include "query/plan.h"
#include "query/view.h"

#define FEATURES_MAX 16

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
	bool loaded, reranked;
	/* Once loaded: */
	struct store_passage passage;
	struct view_tokens tokens;	/* in the arena */
	uint32_t article;		/* in ranking.articles */
	unit_set in_text, in_heading;
	double values[FEATURES_MAX];	/* once reranked */
	double score;
};

struct ranking {
	struct plan *plan;
	struct viewer *viewer;
	struct arena *arena;
	struct map *article_map;	/* of the searcher: first passages → numbers */
	struct view_tokens scratch;	/* reused; freed with ranking_done */
	struct ranked *items;
	size_t n, pool;			/* pool: items that were reranked */
	struct ranked_article *articles;
	size_t articles_cap;
	struct lim_error *err;
};

/* Takes the matches over in the order of the first stage. */
int ranking_init(struct ranking *ranking, const struct store_matches *matches);
void ranking_done(struct ranking *ranking);

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
