/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The passages that a phrase's signature lets pass, counted while candidates go by: how many of them are
 * matches is estimated by chance, where it tells, or by a sample of them.
 */
#ifndef QUERY_PASSED_H
#define QUERY_PASSED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/reader.h"

#define PASSED_SAMPLE 128

struct sampled {
	struct passage_ref ref;
	uint32_t stands_for;
	uint64_t number;	/* at random, but its own: the sample does not depend on the order */
};

struct passed {
	uint64_t asked, n;		/* candidates; those that have passed */
	uint64_t weighed;		/* candidates whose chance to pass without being a match was added */
	double chance;			/* up here */
	struct sampled sample[PASSED_SAMPLE];	/* of those that have passed, one in step at random */
	size_t n_sample;
	uint64_t step;			/* a power of two */
};

void passed_reset(struct passed *passed);

/* Counts a candidate, which may stand for others. Whether its chance is to be added, by the caller: the
 * mean needs few. */
bool passed_ask(struct passed *passed, const struct sampled *candidate);

/* Counts one of them that passes. Whether the sample wants it. */
bool passed_count(struct passed *passed, const struct sampled *candidate);
void passed_keep(struct passed *passed, const struct sampled *candidate);

/* The share of matches among what has passed. False: chance tells nothing of so few. */
bool passed_share(const struct passed *passed, double *share);

#endif
