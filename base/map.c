/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/huge.h"

#define FIRST_CAPACITY 256
#define PAGE_KEYS 256		/* of the first page */

struct map_slot {
	uint32_t hash;
	uint32_t id_plus_1;	/* 0: free */
};

/* Most words are short: they lie here, and one fetch from memory less finds them. The last byte is what is
 * left of KEY_SHORT, so that it is the NUL of the longest. */
#define KEY_SHORT 15
#define KEY_FAR 255

union map_key {
	char bytes[KEY_SHORT + 1];
	struct {
		const char *ptr;
		uint32_t len;
		char unused[3];
		unsigned char kind;	/* KEY_FAR; SYNC: bytes[KEY_SHORT] */
	} far;
};

void map_init(struct map *map, size_t max)
{
	*map = (struct map){.max = max};
	arena_init(&map->keys, max);
}

void map_done(struct map *map)
{
	arena_done(&map->keys);
	for (size_t i = 0; i < sizeof map->pages / sizeof *map->pages; i++)
		free(map->pages[i]);
	free(map->slots);
	map_init(map, map->max);
}

void map_reset(struct map *map)
{
	arena_reset(&map->keys);
	map->count = map->bytes = 0;
	if (map->slots)
		memset(map->slots, 0, map->capacity * sizeof *map->slots);
}

/* ---- keys */

static unsigned page_of(uint32_t id)
{
	return 31 - (unsigned)__builtin_clz(id / PAGE_KEYS + 1);
}

static union map_key *key_at(const struct map *map, uint32_t id)
{
	unsigned page = page_of(id);
	return &map->pages[page][id - PAGE_KEYS * (((uint32_t)1 << page) - 1)];
}

/* As it would be kept; a long one where it is. */
static union map_key make_key(const char *key, size_t len)
{
	union map_key made = {{0}};
	if (len <= KEY_SHORT) {
		memcpy(made.bytes, key, len);
		made.bytes[KEY_SHORT] = (char)(KEY_SHORT - len);
	} else {
		made.far.ptr = key;
		made.far.len = (uint32_t)len;
		made.far.kind = KEY_FAR;
	}
	return made;
}

static bool is_same(const union map_key *a, const union map_key *b)
{
	if (a->far.kind != KEY_FAR)
		return memcmp(a, b, sizeof *a) == 0;
	return b->far.kind == KEY_FAR && a->far.len == b->far.len &&
		memcmp(a->far.ptr, b->far.ptr, a->far.len) == 0;
}

struct lim_slice map_key(const struct map *map, uint32_t id)
{
	const union map_key *key = key_at(map, id);
	if (key->far.kind == KEY_FAR)
		return (struct lim_slice){key->far.ptr, key->far.len};
	return (struct lim_slice){key->bytes, (size_t)(KEY_SHORT - key->bytes[KEY_SHORT])};
}

void map_expect(const struct map *map, uint32_t id)
{
	__builtin_prefetch(key_at(map, id));
}

/* The key of the next number. */
static int add_key(struct map *map, union map_key key)
{
	if (key.far.kind == KEY_FAR)
		key.far.ptr = arena_dup(&map->keys, key.far.ptr, key.far.len);
	if (key.far.kind == KEY_FAR && !key.far.ptr)
		return LIM_E_MEMORY;
	unsigned page = page_of((uint32_t)map->count);
	if (!map->pages[page])
		map->pages[page] = huge_alloc(((size_t)PAGE_KEYS << page) * sizeof key);
	if (!map->pages[page])
		return LIM_E_MEMORY;
	*key_at(map, (uint32_t)map->count) = key;
	return LIM_OK;
}

/* ---- slots */

static uint32_t hash_key(const char *key, size_t len)
{
	return (uint32_t)XXH3_64bits(key, len);
}

/* The slot that holds the key, or the free one where it would go. */
static struct map_slot *find_slot(const struct map *map, uint32_t hash, const union map_key *key)
{
	size_t mask = map->capacity - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct map_slot *slot = &map->slots[i];
		if (slot->id_plus_1 == 0 ||
		    (slot->hash == hash && is_same(key_at(map, slot->id_plus_1 - 1), key)))
			return slot;
	}
}

uint32_t map_find(const struct map *map, const char *key, size_t len)
{
	if (map->count == 0 || len > UINT32_MAX)
		return MAP_NONE;
	union map_key wanted = make_key(key, len);
	const struct map_slot *slot = find_slot(map, hash_key(key, len), &wanted);
	return slot->id_plus_1 ? slot->id_plus_1 - 1 : MAP_NONE;
}

static int grow_slots(struct map *map)
{
	size_t capacity = map->capacity ? 2 * map->capacity : FIRST_CAPACITY;
	struct map_slot *old = map->slots, *slots = huge_zeroed(capacity * sizeof *slots);
	if (!slots)
		return LIM_E_MEMORY;
	for (size_t i = 0; i < map->capacity; i++) {
		if (old[i].id_plus_1 == 0)
			continue;
		size_t to = old[i].hash & (capacity - 1);
		while (slots[to].id_plus_1)
			to = (to + 1) & (capacity - 1);
		slots[to] = old[i];
	}
	free(old);
	map->slots = slots;
	map->capacity = capacity;
	return LIM_OK;
}

int map_put(struct map *map, const char *key, size_t len, uint32_t *id)
{
	/* At most three quarters full: probes stay short, and few of them look at a key. */
	if (4 * (map->count + 1) > 3 * map->capacity && grow_slots(map) != LIM_OK)
		return LIM_E_MEMORY;
	if (len > UINT32_MAX)
		return LIM_E_LIMIT;
	uint32_t hash = hash_key(key, len);
	union map_key wanted = make_key(key, len);
	struct map_slot *slot = find_slot(map, hash, &wanted);
	if (slot->id_plus_1 == 0) {
		if (len >= map->max - map->bytes || map->count >= MAP_NONE - 1)
			return LIM_E_LIMIT;
		if (add_key(map, wanted) != LIM_OK)
			return LIM_E_MEMORY;
		map->bytes += len + 1;
		*slot = (struct map_slot){hash, (uint32_t)++map->count};
	}
	*id = slot->id_plus_1 - 1;
	return LIM_OK;
}

size_t map_memory(const struct map *map)
{
	return map->keys.used + map->capacity * sizeof *map->slots + map->count * sizeof(union map_key);
}
