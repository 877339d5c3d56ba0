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

/* Emits the tokens of the chunk that begins at start; *len: its bytes. */
static int read_chunk(struct analyzer *a, struct run *run, const char *text, size_t text_len,
	size_t start, size_t *len)
{
	struct cached *cached = NULL;
	struct reading *reading = &a->reading;
	reading_reset(reading, text + start);
	*len = glyph_is_digit(text[start]) ? numeral_read(reading, text, text_len, start) : 0;
	if (*len > 0)
		return emit(run, start, reading->tokens, reading->count, reading->bytes, false);
	*len = words_length(text, text_len, start);
	if (*len <= CACHE_KEY_MAX)
		cached = cache_find(a->cache, text + start, *len);
	if (!cached) {
		int status = reading_make(reading, text + start, *len);
		if (status != LIM_OK)
			return status;
		if (*len > CACHE_KEY_MAX)
			return emit(run, start, reading->tokens, reading->count, reading->bytes,
				false);
		cached = cache_put(a->cache, text + start, *len, reading);
	}
	return emit(run, start, cached->tokens, cached->count, cached_bytes(cached), true);
}

int analyze(struct analyzer *analyzer, const char *text, size_t len, enum analyze_reason reason,
	analyze_callback *callback, void *ctx)
{
	struct run run = {.callback = callback, .ctx = ctx, .query = reason == ANALYZE_QUERY};
	int status = LIM_OK;
	for (size_t pos = words_find(text, len, 0); pos < len && status == LIM_OK;) {
		size_t bytes;
		status = read_chunk(analyzer, &run, text, len, pos, &bytes);
		pos = words_find(text, len, pos + bytes);
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
