/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/passed.h"

#include <math.h>

/* Of so many candidates, one's chance is looked at. */
#define WEIGHED 32

/* Deviations that a number has to be above chance: passages that repeat one another err together. */
#define CLEAR 8

void passed_reset(struct passed *passed)
{
	*passed = (struct passed){.step = 1};
}

/* Whether a multiple of step is among so many numbers from n on. */
static bool meets(uint64_t n, uint32_t many, uint64_t step)
{
	return (n + step - 1) / step * step < n + many;
}

bool passed_ask(struct passed *passed, uint32_t stands_for)
{
	bool weighed = meets(passed->asked, stands_for, WEIGHED);
	passed->asked += stands_for;
	passed->weighed += weighed;
	return weighed;
}

bool passed_count(struct passed *passed, uint32_t stands_for)
{
	bool wanted = meets(passed->n, stands_for, passed->step);
	passed->n += stands_for;
	return wanted;
}

void passed_keep(struct passed *passed, struct passage_ref ref)
{
	passed->sample[passed->n_sample++] = ref;
	if (passed->n_sample < PASSED_SAMPLE)
		return;
	for (size_t i = 0; i < PASSED_SAMPLE / 2; i++)
		passed->sample[i] = passed->sample[2 * i];
	passed->n_sample = PASSED_SAMPLE / 2;
	passed->step *= 2;
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
