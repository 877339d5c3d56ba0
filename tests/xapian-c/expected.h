/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random queries, and beside each what it has to find, put together without any matcher. */
#ifndef TESTS_XAPIAN_C_EXPECTED_H
#define TESTS_XAPIAN_C_EXPECTED_H

#include "sample.h"

#include <stdbool.h>

/* What a query is to find: for each id of the whole whether it matches, and its weight. */
struct expected {
	bool *has;
	double *weight;
};

struct part {
	struct xc_query *q;
	struct expected is;
};

/* What random queries are made of. Factors are sixteenths, so that sums of weights are exact. */
struct making {
	struct chance c;
	const struct xc_database *db;
	struct xc_ids *ids;
	bool *listed;
	uint32_t end; /* above all ids */
};

/* A query of at most so many levels of operators above its leaves, over the documents of sample_build. */
struct part random_query(struct making *m, unsigned depth);
void expected_done(struct expected e);

/* A check and a filter: by the id and a value. What is_third says is found without a search. */
int third(void *ctx, const struct xc_candidate *candidate);
bool is_third(const struct making *m, uint32_t docid);

#endif
