/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first stage: passages by the weights stored in the index. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/reader.h"

/*
 * Query trees. Constructors return NULL when memory is out; those that combine take their children over,
 * also then, and a NULL child makes a NULL result, so only the outermost needs a look.
 */
struct store_query;

/* weight: factor of the term's stored weight, > 0; 0: only to filter by. */
struct store_query *store_query_term(enum store_field field, const char *term, size_t len,
	double weight);
/* The passages of articles to which a name applies; no weight. Also NULL where the index cannot be read. */
struct store_query *store_query_filter(struct reader *reader, enum store_field field, const char *name,
	size_t len);

/* The same passages of one shard, deleted ones too, in no order. Non-zero from passage is an error. */
typedef int store_passage_fn(void *ctx, uint32_t id, uint32_t weight);
int store_filter_each(struct reader *reader, size_t shard, enum store_field field, const char *name,
	size_t len, store_passage_fn *passage, void *ctx, struct lim_error *err);

struct store_query *store_query_all(void);
struct store_query *store_query_nothing(void);

/* Articles dated from … to, ISO 8601 of any precision, both ends included ("2021" as end: to its last
 * day); NULL: open. */
struct store_query *store_query_dates(const char *from, const char *to);

/* The passages of one article, by id. Costs a look at every passage: 20 ms for a million. */
struct store_query *store_query_article(struct reader *reader, const char *id);

enum store_op {
	OP_AND, OP_OR,
	OP_AND_NOT,	/* the first without what the others match */
	OP_AND_MAYBE,	/* what the first matches; the others only add weight */
	OP_FILTER,	/* what all match; only the first gives weight */
	OP_FIRST	/* any; of the children that match a passage, the first gives the weight; of more
			 * than a few children, all that match */
};

/* n = 1 gives the child, n = 0 store_query_nothing. */
struct store_query *store_query_combine(enum store_op op, struct store_query *const *children,
	size_t n);

/* A candidate that a check is asked about. Valid during the call. */
struct candidate;
struct passage_ref candidate_ref(const struct candidate *candidate);

/* How many passages it stands for; see store_search_options.light_each. */
uint32_t candidate_stands_for(const struct candidate *candidate);

/* Its token signature; valid until the check returns. Empty after an error. */
struct lim_slice candidate_signature(const struct candidate *candidate);

/*
 * What q matches and check keeps (non-zero); check is called only for passages that q matches, or nearly
 * so, and must depend on nothing but the passage.
 */
typedef bool store_check(void *ctx, const struct candidate *candidate);
struct store_query *store_query_check(struct reader *reader, struct store_query *q, store_check *check,
	void *ctx);

void store_query_free(struct store_query *q);

/* A description for people (--explain), to be freed with free; NULL: no memory. */
char *store_query_describe(const struct store_query *q);

struct store_match {
	struct passage_ref ref;
	double weight;
};

struct store_search_options {
	size_t count;		/* matches wanted */
	size_t check_at_least;	/* matches to be counted exactly */
	uint32_t light_each;	/* of passages that are only counted, checks are asked about one of so many,
				 * which stands for all; 0: about each */
	bool any_order;		/* among equal weights: for those who want all matches */
	bool more;		/* matches behind those wanted are welcome, where they are known anyway */
};

struct store_matches {
	struct store_match *matches;	/* best first; of equal weight by a hash of the article's id, by the
				 * id, in the article's order: not by where they are kept */
	size_t n;
	uint64_t total;		/* live passages that match: exact up to check_at_least and without
				 * light_each, else estimated */
	bool estimated;		/* total is */
};

/* Deleted passages are never among the matches. LIM_OK, LIM_E_DAMAGED, LIM_E_IO, LIM_E_MEMORY. */
int store_search(struct reader *reader, const struct store_query *q,
	const struct store_search_options *options, struct store_matches *matches,
	struct lim_error *err);
void store_matches_done(struct store_matches *matches);

#endif
