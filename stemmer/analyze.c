/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/analyze.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/i18n.h"
#include "stemmer/cache.h"
#include "stemmer/fold.h"
#include "stemmer/glyph.h"
#include "stemmer/normalize.h"
#include "stemmer/numeral.h"
#include "stemmer/reading.h"
#include "stemmer/words.h"

#define PUBLIC_FLAGS (TOKEN_STOP | TOKEN_NUMBER | TOKEN_ALTERNATE | TOKEN_LESSER)

struct analyzer {
	struct cache *cache;
	struct stem *stem;
	struct reading reading;		/* of the chunk at hand, where it is not in the cache */
};

int analyzer_new(struct analyzer **analyzer, struct lim_error *err)
{
	struct analyzer *a = calloc(1, sizeof *a);
	int status = LIM_OK;
	*analyzer = NULL;
	if (!a || !(a->cache = cache_new()))
		status = error_memory(err);
	else if (!(a->stem = stem_new()))
		status = error_set(err, LIM_E_INTERNAL, "%s",
			_("libstemmer does not know French: install the complete library"));
	if (status != LIM_OK) {
		analyzer_free(a);
		return status;
	}
	a->reading.stem = a->stem;
	*analyzer = a;
	return LIM_OK;
}

void analyzer_free(struct analyzer *analyzer)
{
	if (!analyzer)
		return;
	cache_free(analyzer->cache);
	stem_free(analyzer->stem);
	free(analyzer);
}

void analyzer_clear_memos(struct analyzer *analyzer)
{
	cache_clear_memos(analyzer->cache);
}

/* One run of analyze. */
struct run {
	analyze_callback *callback;
	void *ctx;
	uint32_t position;		/* of the next primary token */
	bool behind_article;
	bool query;
};

/* cached: the tokens will be here another time. */
static int emit(struct run *run, size_t start, struct reading_token *tokens, size_t count,
	const char *bytes, bool cached)
{
	for (struct reading_token *t = tokens; t < tokens + count; t++) {
		bool alternate = t->flags & TOKEN_ALTERNATE;
		if ((t->flags & READING_MUTE) && run->query)
			continue;
		struct token token = {
			.term = {bytes + t->term, t->term_len},
			.word = {bytes + t->word, t->word_len},
			.start = start + t->start,
			.len = t->len,
			.position = alternate ? run->position - 1 : run->position++,
			.flags = t->flags & PUBLIC_FLAGS,
			.memo = cached ? &t->memo : NULL,
		};
		if ((t->flags & READING_HOMOGRAPH) && run->behind_article)
			token.flags &= ~(unsigned)TOKEN_STOP;
		run->behind_article = alternate ? run->behind_article : t->flags & READING_ARTICLE;
		int status = run->callback(run->ctx, &token);
		if (status != 0)
			return status;
	}
	return LIM_OK;
}

/* A piece of text that is read at once. */
struct chunk {
	size_t start, len;
	uint64_t hash;
	bool number;
};

/* Chunks are found so many ahead of the one that is read: what the cache has of them is on its way
 * meanwhile. */
#define AHEAD 8

static size_t read_number(struct analyzer *a, const char *text, size_t len, size_t start)
{
	reading_reset(&a->reading, text + start);
	return numeral_read(&a->reading, text, len, start);
}

/* The chunk that begins at start, which is one of words_find. */
static struct chunk find_chunk(struct analyzer *a, const char *text, size_t len, size_t start)
{
	struct chunk chunk = {.start = start};
	if (glyph_is_digit(text[start]))
		chunk.len = read_number(a, text, len, start);
	chunk.number = chunk.len > 0;
	if (!chunk.number)
		chunk.len = words_length(text, len, start);
	if (!chunk.number && chunk.len <= CACHE_KEY_MAX) {
		chunk.hash = cache_hash(text + start, chunk.len);
		cache_expect(a->cache, chunk.hash);
	}
	return chunk;
}

static int emit_reading(struct analyzer *a, struct run *run, size_t start)
{
	struct reading *reading = &a->reading;
	return emit(run, start, reading->tokens, reading->count, reading->bytes, false);
}

/* Emits the tokens of the chunk. */
static int read_chunk(struct analyzer *a, struct run *run, const char *text, size_t len,
	const struct chunk *chunk)
{
	const char *ptr = text + chunk->start;
	struct cached *cached = NULL;
	if (chunk->number) {
		read_number(a, text, len, chunk->start);
		return emit_reading(a, run, chunk->start);
	}
	if (chunk->len <= CACHE_KEY_MAX)
		cached = cache_find(a->cache, chunk->hash, ptr, chunk->len);
	if (!cached) {
		reading_reset(&a->reading, ptr);
		int status = reading_make(&a->reading, ptr, chunk->len);
		if (status != LIM_OK)
			return status;
		if (chunk->len > CACHE_KEY_MAX)
			return emit_reading(a, run, chunk->start);
		cached = cache_put(a->cache, ptr, chunk->len, &a->reading);
	}
	return emit(run, chunk->start, cached->tokens, cached->count, cached_bytes(cached), true);
}

int analyze(struct analyzer *analyzer, const char *text, size_t len, enum analyze_reason reason,
	analyze_callback *callback, void *ctx)
{
	struct run run = {.callback = callback, .ctx = ctx, .query = reason == ANALYZE_QUERY};
	struct chunk ring[AHEAD];
	size_t read = 0, found = 0, pos = words_find(text, len, 0);
	int status = LIM_OK;
	do {
		while (pos < len && found - read < AHEAD) {
			struct chunk *chunk = &ring[found++ % AHEAD];
			*chunk = find_chunk(analyzer, text, len, pos);
			pos = words_find(text, len, pos + chunk->len);
		}
		if (read + AHEAD / 2 < found)
			cache_approach(analyzer->cache, ring[(read + AHEAD / 2) % AHEAD].hash);
		if (read < found)
			status = read_chunk(analyzer, &run, text, len, &ring[read % AHEAD]);
		read++;
	} while (read < found && status == LIM_OK);
	return status;
}

int analyze_normalize(const char *text, size_t len, struct buf *buf)
{
	return normalize_text(text, len, buf);
}

int analyze_fold(const char *text, size_t len, struct buf *buf)
{
	struct buf normal;
	buf_init(&normal, SIZE_MAX / 8);
	if (normalize_text(text, len, &normal) == LIM_OK)
		fold_text(normal.ptr, normal.len, buf);
	else
		buf->status = normal.status;
	buf_done(&normal);
	return buf->status;
}
