/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/grow.h"

#define FIRST_CAPACITY 256

struct map_slot {
	uint32_t hash;
	uint32_t id_plus_1;	/* 0: free */
};

void map_init(struct map *map, size_t max)
{
	*map = (struct map){0};
	arena_init(&map->keys, max);
}

void map_done(struct map *map)
{
	arena_done(&map->keys);
	free(map->slots);
	free(map->by_id);
	map_init(map, map->keys.max);
}

void map_reset(struct map *map)
{
	arena_reset(&map->keys);
	map->count = 0;
	if (map->slots)
		memset(map->slots, 0, map->capacity * sizeof *map->slots);
}

static uint32_t hash_key(const char *key, size_t len)
{
	return (uint32_t)XXH3_64bits(key, len);
}

/* The slot that holds the key, or the free one where it would go. */
static struct map_slot *find_slot(const struct map *map, uint32_t hash, const char *key, size_t len)
{
	size_t mask = map->capacity - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct map_slot *slot = &map->slots[i];
		if (slot->id_plus_1 == 0)
			return slot;
		const struct lim_slice *known = &map->by_id[slot->id_plus_1 - 1];
		if (slot->hash == hash && known->len == len && memcmp(known->ptr, key, len) == 0)
			return slot;
	}
}

uint32_t map_find(const struct map *map, const char *key, size_t len)
{
	if (map->count == 0)
		return MAP_NONE;
	const struct map_slot *slot = find_slot(map, hash_key(key, len), key, len);
	return slot->id_plus_1 ? slot->id_plus_1 - 1 : MAP_NONE;
}

static int grow_slots(struct map *map)
{
	size_t capacity = map->capacity ? 2 * map->capacity : FIRST_CAPACITY;
	struct map_slot *old = map->slots, *slots = calloc(capacity, sizeof *slots);
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
	if (GROW(map->by_id, map->by_id_cap, map->count) != LIM_OK)
		return LIM_E_MEMORY;
	uint32_t hash = hash_key(key, len);
	struct map_slot *slot = find_slot(map, hash, key, len);
	if (slot->id_plus_1 == 0) {
		if (len >= map->keys.max - map->keys.used || map->count >= MAP_NONE - 1)
			return LIM_E_LIMIT;
		char *copy = arena_dup(&map->keys, key, len);
		if (!copy)
			return LIM_E_MEMORY;
		map->by_id[map->count] = (struct lim_slice){copy, len};
		*slot = (struct map_slot){hash, (uint32_t)++map->count};
	}
	*id = slot->id_plus_1 - 1;
	return LIM_OK;
}

struct lim_slice map_key(const struct map *map, uint32_t id)
{
	return map->by_id[id];
}
