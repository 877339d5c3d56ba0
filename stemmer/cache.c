/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/huge.h"

/* Half full at most: short probes. Slots are small, for most of the cost is fetching them. A few words need
 * few of them. */
#define SLOTS_FIRST ((size_t)1 << 12)
#define SLOTS_MAX ((size_t)1 << 18)
#define BYTES_FIRST ((size_t)160 << 10)
#define BYTES_MAX (BYTES_FIRST << 6)

struct slot {
	uint32_t tag;		/* high half of the hash */
	uint32_t at;		/* of its struct cached in bytes, in units; 0: free */
};

struct cache {
	struct slot *slots;
	char *bytes;		/* the first unit is not used: at is never 0 */
	size_t n_slots, size;	/* of bytes */
	size_t count;
	size_t used;		/* units of bytes */
	size_t missed;		/* the free slot where cache_find's last miss would go */
};

#define UNIT sizeof(struct cached)

static struct cached *entry_at(struct cache *cache, size_t at)
{
	return (struct cached *)(cache->bytes + at * UNIT);
}

struct cache *cache_new(void)
{
	struct cache *cache = calloc(1, sizeof *cache);
	if (!cache)
		return NULL;
	*cache = (struct cache){.slots = calloc(SLOTS_FIRST, sizeof *cache->slots), .n_slots = SLOTS_FIRST,
		.bytes = malloc(BYTES_FIRST), .size = BYTES_FIRST, .used = 1};
	if (cache->slots && cache->bytes)
		return cache;
	cache_free(cache);
	return NULL;
}

void cache_free(struct cache *cache)
{
	if (!cache)
		return;
	free(cache->slots);
	free(cache->bytes);
	free(cache);
}

void cache_clear_memos(struct cache *cache)
{
	for (size_t at = 1; at < cache->used; at += entry_at(cache, at)->units) {
		struct cached *cached = entry_at(cache, at);
		for (size_t i = 0; i < cached->count; i++)
			cached->tokens[i].memo = 0;
	}
}

static size_t free_slot(const struct cache *cache, uint64_t hash)
{
	size_t mask = cache->n_slots - 1, i = hash & mask;
	while (cache->slots[i].at != 0)
		i = (i + 1) & mask;
	return i;
}

/* The reading that begins where cache->used is becomes part of the cache. */
static void take(struct cache *cache, size_t slot)
{
	const struct cached *cached = entry_at(cache, cache->used);
	cache->slots[slot] = (struct slot){(uint32_t)(cached->hash >> 32), (uint32_t)cache->used};
	cache->used += cached->units;
	cache->count++;
}

/* Most chunks of a text are not seen again for long; those that are stay. Where these are too many,
 * all go. */
static void make_room(struct cache *cache)
{
	size_t end = cache->used;
	memset(cache->slots, 0, cache->n_slots * sizeof *cache->slots);
	cache->count = 0;
	cache->used = 1;
	for (size_t at = 1, units; at < end; at += units) {
		struct cached *cached = entry_at(cache, at), *to = entry_at(cache, cache->used);
		units = cached->units;
		if (!cached->again)
			continue;
		memmove(to, cached, units * UNIT);
		to->again = false;
		take(cache, free_slot(cache, to->hash));
	}
	if (cache->count > cache->n_slots / 4 || cache->used > cache->size / UNIT / 2) {
		memset(cache->slots, 0, cache->n_slots * sizeof *cache->slots);
		cache->count = 0;
		cache->used = 1;
	}
}

static bool grow_slots(struct cache *cache)
{
	size_t n = 4 * cache->n_slots;
	struct slot *slots = n <= SLOTS_MAX ? huge_zeroed(n * sizeof *slots) : NULL;
	if (!slots)
		return false;
	free(cache->slots);
	cache->slots = slots;
	cache->n_slots = n;
	for (size_t at = 1; at < cache->used; at += entry_at(cache, at)->units) {
		uint64_t hash = entry_at(cache, at)->hash;
		slots[free_slot(cache, hash)] = (struct slot){(uint32_t)(hash >> 32), (uint32_t)at};
	}
	return true;
}

static bool grow_bytes(struct cache *cache)
{
	size_t size = 2 * cache->size;
	char *grown = size <= BYTES_MAX ? huge_realloc(cache->bytes, cache->used * UNIT, size) : NULL;
	if (!grown)
		return false;
	cache->bytes = grown;
	cache->size = size;
	return true;
}

/* For an entry of so many units: while it can, the cache grows. */
static void find_room(struct cache *cache, size_t units, uint64_t missed_hash)
{
	bool room = 2 * cache->count < cache->n_slots || grow_slots(cache);
	room = room && (units <= cache->size / UNIT - cache->used || grow_bytes(cache));
	if (!room)
		make_room(cache);
	cache->missed = free_slot(cache, missed_hash);
}

/* Up to eight bytes as a number. */
static uint64_t load(const char *ptr, size_t len)
{
	uint64_t low = 0, high = 0;
	if (len >= 8) {
		memcpy(&low, ptr, 8);
	} else if (len >= 4) {
		memcpy(&low, ptr, 4);
		memcpy(&high, ptr + len - 4, 4);
	} else if (len > 0) {
		low = (unsigned char)ptr[0] | (uint64_t)(unsigned char)ptr[len / 2] << 8 |
		      (uint64_t)(unsigned char)ptr[len - 1] << 16;
	}
	return low | high << 32;
}

uint64_t cache_hash(const char *key, size_t len)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;	/* 2^64 / golden ratio */
	uint64_t hash = len;
	for (; len > 8; key += 8, len -= 8) {
		hash = (hash ^ load(key, 8)) * odd;
		hash ^= hash >> 32;
	}
	hash = (hash ^ load(key, len)) * odd;
	return hash ^ hash >> 32;
}

/* The hash of up to eight bytes loses nothing, and needs no comparison of the bytes. */
static bool is_key(const struct cached *cached, uint64_t hash, const char *key, size_t len)
{
	return cached->hash == hash && cached->key_len == len &&
	       (len <= 8 || memcmp(cached->tokens + cached->count, key, len) == 0);
}

void cache_expect_slot(const struct cache *cache, uint64_t hash)
{
	__builtin_prefetch(&cache->slots[hash & (cache->n_slots - 1)]);
}

void cache_expect(const struct cache *cache, uint64_t hash)
{
	size_t at = cache->slots[hash & (cache->n_slots - 1)].at;
	__builtin_prefetch(cache->bytes + at * UNIT);
	__builtin_prefetch(cache->bytes + at * UNIT + 64);
}

struct cached *cache_find(struct cache *cache, const char *key, size_t len, uint64_t hash)
{
	size_t mask = cache->n_slots - 1, i = hash & mask;
	for (; cache->slots[i].at != 0; i = (i + 1) & mask) {
		struct cached *cached = entry_at(cache, cache->slots[i].at);
		if (cache->slots[i].tag == hash >> 32 && is_key(cached, hash, key, len)) {
			if (!cached->again)
				cached->again = true;
			return cached;
		}
	}
	cache->missed = i;
	return NULL;
}

struct cached *cache_put(struct cache *cache, const char *key, size_t len, uint64_t hash,
	const struct reading *reading)
{
	size_t tokens = reading->count * sizeof *reading->tokens;
	size_t units = 1 + (tokens + len + reading->used + UNIT - 1) / UNIT;
	if (2 * cache->count == cache->n_slots || units > cache->size / UNIT - cache->used)
		find_room(cache, units, hash);
	struct cached *cached = entry_at(cache, cache->used);
	cached->hash = hash;
	cached->units = (uint16_t)units;
	cached->again = false;
	cached->count = (uint16_t)reading->count;
	cached->key_len = (uint16_t)len;
	memcpy(cached->tokens, reading->tokens, tokens);
	memcpy(cached->tokens + reading->count, key, len);
	memcpy((char *)cached_bytes(cached), reading->bytes, reading->used);
	take(cache, cache->missed);
	return cached;
}
