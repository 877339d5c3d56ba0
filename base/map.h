/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Byte strings → dense numbers 0, 1, 2, … in order of first sight. What belongs to a string is kept by
 * the caller in an array indexed by its number.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "limier.h"

struct map {
	struct arena keys;		/* those that are long */
	struct map_slot *slots;		/* open addressing; capacity a power of two */
	union map_key *pages[25];	/* of keys by number; each twice the one before; they never move */
	size_t capacity, count;
	size_t bytes, max;		/* of all keys together */
};

#define MAP_NONE UINT32_MAX

/* Makes an empty map in the caller's storage. max: ceiling in bytes of all keys together. */
void map_init(struct map *map, size_t max);
void map_done(struct map *map);

/* Empties it, keeps the table's memory. */
void map_reset(struct map *map);

/* The number of a string, or MAP_NONE. */
uint32_t map_find(const struct map *map, const char *key, size_t len);

/* The number of a string, a new one (== the count before) where it was not there; the key is copied.
 * LIM_OK, LIM_E_MEMORY, or LIM_E_LIMIT at the ceiling. */
int map_put(struct map *map, const char *key, size_t len, uint32_t *id);

/* The string of a number below map->count; valid until reset or done, followed by a NUL. */
struct lim_slice map_key(const struct map *map, uint32_t id);

/* map_key is asked for soon: fetches it from memory. */
void map_expect(const struct map *map, uint32_t id);

/* Roughly, the bytes it holds. */
size_t map_memory(const struct map *map);

#endif
