/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/passed.h"

#include <math.h>

/* Of so many candidates, one's chance is looked at. */
#define WEIGHED 32

#define STEP_MAX ((uint64_t)1 << 32)

/* Deviations that a number has to be above chance: passages that repeat one another err together. */
#define CLEAR 8

void passed_reset(struct passed *passed)
{
	*passed = (struct passed){.step = 1};
}

bool passed_ask(struct passed *passed, const struct sampled *candidate)
{
	bool weighed = candidate->number % WEIGHED == 0;
	passed->asked += candidate->stands_for;
	passed->weighed += weighed;
	return weighed;
}

static bool is_wanted(const struct passed *passed, const struct sampled *candidate)
{
	return (candidate->number >> 32) % passed->step < candidate->stands_for;
}

bool passed_count(struct passed *passed, const struct sampled *candidate)
{
	passed->n += candidate->stands_for;
	return is_wanted(passed, candidate);
}

/* Passages that are all the same stay. */
static void thin(struct passed *passed)
{
	size_t kept = 0;
	if (passed->step < STEP_MAX)
		passed->step *= 2;
	for (size_t i = 0; i < passed->n_sample; i++)
		if (is_wanted(passed, &passed->sample[i]))
			passed->sample[kept++] = passed->sample[i];
	passed->n_sample = kept;
}

void passed_keep(struct passed *passed, const struct sampled *candidate)
{
	if (passed->n_sample == PASSED_SAMPLE)
		thin(passed);
	if (passed->n_sample < PASSED_SAMPLE && is_wanted(passed, candidate))
		passed->sample[passed->n_sample++] = *candidate;
}

/* Of n candidates with a chance of c each, x matches and c (n - x) others pass. */
bool passed_share(const struct passed *passed, double *share)
{
	double n = (double)passed->asked, all = (double)passed->n;
	double chance = passed->weighed > 0 ? passed->chance / (double)passed->weighed : 1;
	if (all == 0 || chance >= 1)
		return false;
	double matches = (all - chance * n) / (1 - chance);
	*share = matches / all;
	return matches > CLEAR * sqrt(n * chance / (1 - chance));
}
