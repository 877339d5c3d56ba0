/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each stage made of a query, in lines for people and for tests. */
#ifndef QUERY_EXPLAIN_H
#define QUERY_EXPLAIN_H

#include "query/results.h"

/*
 * A tree: words as [chat noir], wildcards as chat*, exact forms as =[chat], phrases as "…", dates
 * as 2020..2021, with title: and the like and + or - in front; groups as (any …), (and …), (or …),
 * (not …), (near/10 …). NULL is (nothing). Returns buf's status.
 */
int explain_tree(const struct node *root, struct buf *buf);

/* Adds the stages parse, analyze, plan and search to the answer. tree: as it was parsed. */
int explain_answer(struct answer *answer, const char *tree, const struct plan *plan,
	const struct store_matches *matches, size_t pool);

#endif
