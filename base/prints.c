/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/prints.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* Of a fingerprint, in a slot; 8 more bits are the number of the part. All zero: free. */
#define KEPT 10
#define NUMBER sizeof(uint32_t)	/* behind it */

#define FIRST_CAP 8

struct fingerprint fingerprint_of(const char *string)
{
	XXH128_hash_t hash = XXH3_128bits(string, strlen(string));
	return (struct fingerprint){hash.high64, hash.low64};
}

void prints_init(struct prints *prints, bool numbered)
{
	*prints = (struct prints){.slot = KEPT + (numbered ? NUMBER : 0)};
}

void prints_done(struct prints *prints)
{
	for (int i = 0; i < PRINTS_PARTS; i++)
		free(prints->parts[i].slots);
	*prints = (struct prints){.slot = prints->slot};
}

/* One of 2^80 is none. */
static void make_key(struct fingerprint print, unsigned char key[KEPT])
{
	memcpy(key, &print.low, sizeof print.low);
	memcpy(key + sizeof print.low, &print.high, KEPT - sizeof print.low);
	key[0] |= (unsigned char)!(print.low | (print.high & 0xffff));
}

static bool is_free(const unsigned char *slot)
{
	static const unsigned char zero[KEPT];
	return memcmp(slot, zero, KEPT) == 0;
}

/* The slot that holds the key, or the free one where it would go. Keys lie in the order of their slots, give
 * or take a few, so that growing copies from front to back. */
static unsigned char *find_slot(const struct prints *prints, const struct prints_part *part,
	const unsigned char key[KEPT])
{
	uint64_t low;
	memcpy(&low, key, sizeof low);
	for (size_t i = (low >> 32) * part->cap >> 32;; i = i + 1 < part->cap ? i + 1 : 0) {
		unsigned char *slot = part->slots + i * prints->slot;
		if (memcmp(slot, key, KEPT) == 0 || is_free(slot))
			return slot;
	}
}

static uint32_t number_of(const struct prints *prints, const unsigned char *slot)
{
	uint32_t number = 0;
	memcpy(&number, slot + KEPT, prints->slot - KEPT);
	return number;
}

static int grow(struct prints *prints, struct prints_part *part)
{
	uint32_t cap = part->cap >= FIRST_CAP ? part->cap + part->cap / 4 : FIRST_CAP;
	struct prints_part grown = {.n = part->n, .cap = cap};
	if (cap <= part->cap || !(grown.slots = calloc(cap, prints->slot)))
		return LIM_E_MEMORY;
	for (size_t i = 0; i < part->cap; i++) {
		const unsigned char *slot = part->slots + i * prints->slot;
		if (!is_free(slot))
			memcpy(find_slot(prints, &grown, slot), slot, prints->slot);
	}
	free(part->slots);
	prints->memory += (size_t)(cap - part->cap) * prints->slot;
	*part = grown;
	return LIM_OK;
}

uint32_t prints_find(const struct prints *prints, struct fingerprint print)
{
	unsigned char key[KEPT];
	const struct prints_part *part = &prints->parts[print.high >> 56];
	if (part->n == 0)
		return PRINTS_NONE;
	make_key(print, key);
	const unsigned char *slot = find_slot(prints, part, key);
	return is_free(slot) ? PRINTS_NONE : number_of(prints, slot);
}

int prints_put(struct prints *prints, struct fingerprint print, uint32_t *number)
{
	unsigned char key[KEPT];
	struct prints_part *part = &prints->parts[print.high >> 56];
	/* At most four fifths full. */
	if (5 * ((uint64_t)part->n + 1) > 4 * (uint64_t)part->cap && grow(prints, part) != LIM_OK)
		return LIM_E_MEMORY;
	make_key(print, key);
	unsigned char *slot = find_slot(prints, part, key);
	if (!is_free(slot)) {
		if (number)
			*number = number_of(prints, slot);
		return LIM_SKIPPED;
	}
	memcpy(slot, key, KEPT);
	if (number)
		memcpy(slot + KEPT, number, prints->slot - KEPT);
	part->n++;
	prints->count++;
	return LIM_OK;
}
