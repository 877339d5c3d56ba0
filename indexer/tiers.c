/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/tiers.h"

#include <stdlib.h>

#define DEAD_PERCENT 30
#define DEAD_PERCENT_ALWAYS 50
#define CHEAP ((uint64_t)8 << 20)
#define TIMES_WRITTEN 4

struct sized {
	uint64_t size;
	size_t place;
};

static int compare_sizes(const void *a, const void *b)
{
	const struct sized *x = a, *y = b;
	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static int compare_places(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

/* Of segments that ascend by size: how many of the smallest are joined. */
static size_t count_joined(const struct sized *sorted, size_t n)
{
	uint64_t below = 0;
	size_t joined = 2;
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && sorted[i].size <= below)
			joined = i + 1;
		below += sorted[i].size;
	}
	return joined;
}

size_t tiers_choose(const uint64_t *sizes, size_t n, size_t *chosen)
{
	struct sized *sorted = n > SEGMENTS_MAX ? calloc(n, sizeof *sorted) : NULL;
	/* Without memory for this, there is none for joining. */
	if (!sorted)
		return 0;
	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct sized){sizes[i], i};
	qsort(sorted, n, sizeof *sorted, compare_sizes);
	size_t joined = count_joined(sorted, n);
	for (size_t i = 0; i < joined; i++)
		chosen[i] = sorted[i].place;
	qsort(chosen, joined, sizeof *chosen, compare_places);
	free(sorted);
	return joined;
}

bool tiers_purges(const struct segment_facts *segment, uint64_t written)
{
	uint64_t deleted = (uint64_t)segment->deleted * 100, all = segment->passages;
	uint64_t rest = segment->bytes - segment->deleted_bytes;
	return deleted > all * DEAD_PERCENT_ALWAYS ||
		(deleted > all * DEAD_PERCENT && (rest <= CHEAP || rest / TIMES_WRITTEN <= written));
}
