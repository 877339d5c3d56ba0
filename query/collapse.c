/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/collapse.h"

#include <string.h>
#include <xxhash.h>

#include "stemmer/analyze.h"

#define SAME 0.85
#define WIDTH 3			/* tokens of a shingle */
#define TELLING 24		/* tokens that a text needs to speak for itself */
#define TRIES_MAX 32		/* passages compared for one min-hash: boilerplate has many */

int collapser_init(struct collapser *collapser, struct arena *arena, size_t max)
{
	uint32_t size = 16;
	while (size < 2 * max && size < (uint32_t)1 << 24)
		size *= 2;
	*collapser = (struct collapser){.arena = arena, .max = (uint32_t)max, .mask = size - 1};
	collapser->heads = arena_alloc(arena, MIN_HASHES * size * sizeof *collapser->heads);
	collapser->seen = arena_alloc(arena, (max + 1) * sizeof *collapser->seen);
	return collapser->heads && collapser->seen ? LIM_OK : LIM_E_MEMORY;
}

/* The finisher of MurmurHash3 (A. Appleby, public domain): every bit depends on every bit. */
static uint32_t mix(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x85ebca6b;
	h ^= h >> 13;
	h *= 0xc2b2ae35;
	return h ^ h >> 16;
}

/* Shell's sort, with gaps of about 2.25 times the last (M. Ciura): a passage has a hundred. */
static void sort(uint32_t *hashes, uint32_t n)
{
	static const uint32_t gaps[] = {1577, 701, 301, 132, 57, 23, 10, 4, 1};
	for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
		for (uint32_t i = gaps[g]; i < n; i++) {
			uint32_t hash = hashes[i], at = i;
			for (; at >= gaps[g] && hashes[at - gaps[g]] > hash; at -= gaps[g])
				hashes[at] = hashes[at - gaps[g]];
			hashes[at] = hash;
		}
}

static void hash_shingles(const struct view_tokens *tokens, const char *title, uint32_t *hashes,
	uint32_t *n)
{
	uint32_t last[WIDTH] = {0}, seed = 0;
	if (title && tokens->n < TELLING)
		seed = (uint32_t)XXH3_64bits(title, strlen(title));
	*n = 0;
	for (uint32_t i = 0; i < tokens->n; i++) {
		if (tokens->items[i].flags & TOKEN_ALTERNATE)
			continue;
		memmove(last, last + 1, (WIDTH - 1) * sizeof *last);
		last[WIDTH - 1] = tokens->items[i].hash;
		/* The first ones begin with nothing, so that the shortest text has some. */
		hashes[(*n)++] = seed ^ mix(last[2] + mix(last[1] + mix(last[0])));
	}
	sort(hashes, *n);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < *n; i++)
		if (i == 0 || hashes[i] != hashes[i - 1])
			hashes[kept++] = hashes[i];
	*n = kept;
}

static void find_minima(struct shingles *s)
{
	for (unsigned k = 0; k < MIN_HASHES; k++) {
		s->min[k] = UINT32_MAX;
		for (uint32_t i = 0; i < s->n; i++) {
			uint32_t h = mix(s->hashes[i] ^ (k + 1) * 0x9e3779b9u);
			s->min[k] = h < s->min[k] ? h : s->min[k];
		}
	}
}

static bool agree(const struct shingles *a, const struct shingles *b)
{
	uint32_t i = 0, j = 0, both = 0;
	while (i < a->n && j < b->n) {
		if (a->hashes[i] == b->hashes[j])
			both++, i++, j++;
		else if (a->hashes[i] < b->hashes[j])
			i++;
		else
			j++;
	}
	return both >= SAME * (a->n + b->n - both);
}

static uint32_t *head(struct collapser *collapser, unsigned k, uint32_t min)
{
	return &collapser->heads[k * (collapser->mask + 1) + (mix(min) & collapser->mask)];
}

int collapser_add(struct collapser *collapser, const struct view_tokens *tokens, const char *title,
	uint32_t *number)
{
	*number = COLLAPSER_NEW;
	struct shingles s = {0};
	uint32_t *hashes = arena_alloc(collapser->arena, (tokens->n + 1) * sizeof *hashes);
	if (!hashes)
		return LIM_E_MEMORY;
	hash_shingles(tokens, title, hashes, &s.n);
	s.hashes = hashes;
	if (s.n == 0)
		return LIM_OK;
	find_minima(&s);
	for (unsigned k = 0; k < MIN_HASHES; k++) {
		s.next[k] = *head(collapser, k, s.min[k]);
		unsigned tries = TRIES_MAX;
		for (uint32_t i = s.next[k]; i > 0 && tries-- > 0;
			i = collapser->seen[i - 1].next[k]) {
			const struct shingles *other = &collapser->seen[i - 1];
			if (other->min[k] == s.min[k] && agree(&s, other)) {
				*number = i - 1;
				return LIM_OK;
			}
		}
	}
	if (collapser->n == collapser->max)
		return LIM_OK;
	collapser->seen[collapser->n++] = s;
	for (unsigned k = 0; k < MIN_HASHES; k++)
		*head(collapser, k, s.min[k]) = collapser->n;
	return LIM_OK;
}
