/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a phrase asks of the signatures of passages (store/signature.h): its pairs of words. */
#ifndef QUERY_FOLLOW_H
#define QUERY_FOLLOW_H

#include "query/plan.h"

struct follow_pair;

struct follow {
	struct follow_pair *pairs;	/* in the plan's arena */
	unsigned n;			/* 0: any signature will do */
};

/* *follow is zero at first. Without memory, nothing is asked. */
void follow_make(struct plan *plan, const struct leaf *leaf, struct follow *follow);

/* False: the leaf is not in a text with this signature. */
bool follow_is_held(const struct follow *follow, struct lim_slice signature);

/* How likely it is held, where it asks for one pair, by the signature of a text that has not got it. */
double follow_chance(const struct follow *follow, struct lim_slice signature);

#endif
