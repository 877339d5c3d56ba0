/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/analyze.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "stemmer/cache.h"
#include "stemmer/elide.h"
#include "stemmer/fold.h"
#include "stemmer/glyph.h"
#include "stemmer/normalize.h"
#include "stemmer/numeral.h"
#include "stemmer/reading.h"
#include "stemmer/words.h"

#define PUBLIC_FLAGS (TOKEN_STOP | TOKEN_NUMBER | TOKEN_ALTERNATE | TOKEN_LESSER)

/* Chunks that the cache is asked for at once: memory is slow, but answers many at a time. */
#define AHEAD 16

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

/* A piece of the text that is read as a whole. */
struct chunk {
	size_t start, len;
	uint64_t hash;		/* for the cache */
};

static struct chunk chunk_at(const char *text, size_t len, size_t start)
{
	struct chunk chunk = {.start = start, .len = words_length(text, len, start)};
	chunk.hash = cache_hash(text + start, chunk.len);
	return chunk;
}

/* The next chunks, up to a digit: what a number is ends where its reading does. *pos: of the first, then of
 * what is behind them. Returns how many. */
static size_t look_ahead(const struct analyzer *a, const char *text, size_t len, size_t *pos,
	struct chunk chunks[AHEAD])
{
	size_t n = 0;
	for (; n < AHEAD && *pos < len && !glyph_is_digit(text[*pos]); n++) {
		chunks[n] = chunk_at(text, len, *pos);
		cache_expect_slot(a->cache, chunks[n].hash);
		*pos = words_find(text, len, *pos + chunks[n].len);
	}
	for (size_t i = 0; i < n; i++)
		cache_expect(a->cache, chunks[i].hash);
	return n;
}

static int read_chunk(struct analyzer *a, struct run *run, const char *text, const struct chunk *chunk)
{
	const char *key = text + chunk->start;
	struct reading *reading = &a->reading;
	bool keep = chunk->len <= CACHE_KEY_MAX;
	struct cached *cached = keep ? cache_find(a->cache, key, chunk->len, chunk->hash) : NULL;
	if (!cached) {
		reading_reset(reading, key);
		int status = reading_make(reading, key, chunk->len);
		if (status != LIM_OK)
			return status;
		if (!keep)
			return emit(run, chunk->start, reading->tokens, reading->count,
				reading->bytes, false);
		cached = cache_put(a->cache, key, chunk->len, chunk->hash, reading);
	}
	return emit(run, chunk->start, cached->tokens, cached->count, cached_bytes(cached), true);
}

/* A number, or a chunk like others that begins with a digit. *pos is behind it then. */
static int read_number(struct analyzer *a, struct run *run, const char *text, size_t len, size_t *pos)
{
	struct reading *reading = &a->reading;
	size_t start = *pos;
	reading_reset(reading, text + start);
	size_t bytes = numeral_read(reading, text, len, start);
	if (bytes == 0) {
		struct chunk chunk = chunk_at(text, len, start);
		*pos += chunk.len;
		return read_chunk(a, run, text, &chunk);
	}
	*pos += bytes;
	return emit(run, start, reading->tokens, reading->count, reading->bytes, false);
}

int analyze(struct analyzer *analyzer, const char *text, size_t len, enum analyze_reason reason,
	analyze_callback *callback, void *ctx)
{
	struct run run = {.callback = callback, .ctx = ctx, .query = reason == ANALYZE_QUERY};
	struct chunk chunks[AHEAD];
	int status = LIM_OK;
	size_t pos = words_find(text, len, 0);
	while (pos < len && status == LIM_OK) {
		size_t n = look_ahead(analyzer, text, len, &pos, chunks);
		for (size_t i = 0; i < n && status == LIM_OK; i++)
			status = read_chunk(analyzer, &run, text, &chunks[i]);
		if (n > 0 || status != LIM_OK)
			continue;
		status = read_number(analyzer, &run, text, len, &pos);
		pos = words_find(text, len, pos);
	}
	return status;
}

int analyze_normalize(const char *text, size_t len, struct buf *buf)
{
	return normalize_text(text, len, buf);
}

size_t analyze_beginning(const char *text, size_t len)
{
	size_t from = len;
	while (from > 0 && !strchr("-_./,;:!?&@ ", text[from - 1]))
		from--;
	return from + elide_beginning(text + from, len - from);
}

static void drop_apostrophes(struct buf *buf, size_t from)
{
	size_t n = from;
	for (size_t i = from; i < buf->len; i++)
		if (buf->ptr[i] != '\'')
			buf->ptr[n++] = buf->ptr[i];
	buf_cut(buf, n);
}

int analyze_fold(const char *text, size_t len, struct buf *buf)
{
	size_t from = buf->len;
	struct buf normal;
	buf_init(&normal, SIZE_MAX / 8);
	if (normalize_text(text, len, &normal) == LIM_OK)
		fold_text(normal.ptr, normal.len, buf);
	else
		buf->status = normal.status;
	buf_done(&normal);
	drop_apostrophes(buf, from);
	return buf->status;
}
