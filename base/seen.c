/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/seen.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* Of a fingerprint, in a slot; 8 more bits are the number of the part. All zero: free. */
#define KEPT 10

#define FIRST_CAP 32

struct fingerprint fingerprint_of(const char *ptr, size_t len)
{
	XXH128_hash_t hash = XXH3_128bits(ptr, len);
	return (struct fingerprint){hash.high64, hash.low64};
}

void seen_done(struct seen *seen)
{
	for (int i = 0; i < SEEN_PARTS; i++)
		free(seen->parts[i].slots);
	*seen = (struct seen){0};
}

/* One of 2^80 is none. */
static void make_key(struct fingerprint print, unsigned char key[KEPT])
{
	memcpy(key, &print.low, sizeof print.low);
	memcpy(key + sizeof print.low, &print.high, KEPT - sizeof print.low);
	key[0] |= (unsigned char)!(print.low | (print.high & 0xffff));
}

static struct seen_part *part_of(const struct seen *seen, struct fingerprint print)
{
	return (struct seen_part *)&seen->parts[print.high >> 56];
}

static bool is_free(const unsigned char *slot)
{
	static const unsigned char zero[KEPT];
	return memcmp(slot, zero, KEPT) == 0;
}

/* The slot that holds the key, or the free one where it would go. Keys lie in the order of their slots, give
 * or take a few, so that growing copies from front to back. */
static unsigned char *find_slot(const struct seen_part *part, const unsigned char key[KEPT])
{
	uint64_t low;
	memcpy(&low, key, sizeof low);
	for (size_t i = (low >> 32) * part->cap >> 32;; i = i + 1 < part->cap ? i + 1 : 0) {
		unsigned char *slot = part->slots + i * KEPT;
		if (memcmp(slot, key, KEPT) == 0 || is_free(slot))
			return slot;
	}
}

static int grow(struct seen *seen, struct seen_part *part)
{
	struct seen_part grown = {.n = part->n, .cap = part->cap ? part->cap + part->cap / 4 : FIRST_CAP};
	if (grown.cap < part->cap || !(grown.slots = calloc(grown.cap, KEPT)))
		return LIM_E_MEMORY;
	for (size_t i = 0; i < part->cap; i++) {
		const unsigned char *key = part->slots + i * KEPT;
		if (!is_free(key))
			memcpy(find_slot(&grown, key), key, KEPT);
	}
	free(part->slots);
	seen->memory += (size_t)(grown.cap - part->cap) * KEPT;
	*part = grown;
	return LIM_OK;
}

bool seen_has(const struct seen *seen, struct fingerprint print)
{
	unsigned char key[KEPT];
	const struct seen_part *part = part_of(seen, print);
	make_key(print, key);
	return part->n > 0 && !is_free(find_slot(part, key));
}

int seen_put(struct seen *seen, struct fingerprint print)
{
	unsigned char key[KEPT];
	struct seen_part *part = part_of(seen, print);
	make_key(print, key);
	/* At most four fifths full. */
	if (5 * ((uint64_t)part->n + 1) > 4 * (uint64_t)part->cap && grow(seen, part) != LIM_OK)
		return LIM_E_MEMORY;
	unsigned char *slot = find_slot(part, key);
	if (!is_free(slot))
		return LIM_SKIPPED;
	memcpy(slot, key, KEPT);
	part->n++;
	seen->count++;
	return LIM_OK;
}
