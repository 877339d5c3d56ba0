/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chunks that have been read lately, by their bytes as written: most of a text costs one look-up a
 * word. */
#ifndef STEMMER_CACHE_H
#define STEMMER_CACHE_H

#include "stemmer/reading.h"

/* Longer chunks are seldom seen twice. */
#define CACHE_KEY_MAX 48

/* Its caller may write to the memos, to nothing else. */
struct cached {
	uint64_t hash;
	uint16_t units;			/* size of all of it */
	uint16_t count;
	uint16_t key_len;		/* its bytes come behind the tokens, then the terms' */
	bool again;			/* it has been found lately */
	struct reading_token tokens[];
};

/* What term and word of its tokens count from. */
static inline const char *cached_bytes(const struct cached *cached)
{
	return (const char *)(cached->tokens + cached->count) + cached->key_len;
}

struct cache;

/* NULL: no memory. It grows to 12 MB. */
struct cache *cache_new(void);
void cache_free(struct cache *cache);

/* Sets all memos to 0. */
void cache_clear_memos(struct cache *cache);

/* What a chunk is looked for by. */
uint64_t cache_hash(const char *key, size_t len);

/* The chunk of this hash will be looked for: first its slot is fetched, then what stands in that. */
void cache_expect_slot(const struct cache *cache, uint64_t hash);
void cache_expect(const struct cache *cache, uint64_t hash);

/* The reading of a chunk of at most CACHE_KEY_MAX bytes, NULL where it is not there. Valid until
 * the next cache_put. */
struct cached *cache_find(struct cache *cache, const char *key, size_t len, uint64_t hash);

/* Keeps the reading of the chunk that cache_find has just missed. Where the cache is full it forgets
 * what was not found again since it was full before. Returns it. */
struct cached *cache_put(struct cache *cache, const char *key, size_t len, uint64_t hash,
	const struct reading *reading);

#endif
