/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a list of articles, chunk by chunk. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>
#include <zlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/number.h"
#include "store/article.h"
#include "store/engine.h"
#include "store/layout.h"

/* Deflate cannot do better than 1032 to 1: a larger promise is a lie. */
#define RATIO_MAX 1040

struct column {
	const char *pos, *end;
};

struct article_reader {
	char *path;
	int fd;
	struct buf bytes, raw;		/* the chunk, its columns */
	uint64_t left, total;		/* articles of the chunk still to come, of the chunks so far */
	struct column columns[COLUMNS];
	const unsigned char *hash;
	struct article_before before;
	bool over;
};

/* ---- chunks */

/* Adds exactly n bytes. */
static int read_bytes(struct article_reader *reader, size_t n, struct lim_error *err)
{
	struct buf *bytes = &reader->bytes;
	if (buf_reserve(bytes, n) != LIM_OK)
		return error_memory(err);
	while (n > 0) {
		ssize_t got = read(reader->fd, bytes->ptr + bytes->len, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_errno(err, errno, _("cannot read %s"), reader->path);
		if (got == 0)
			return LIM_E_DAMAGED;
		bytes->len += (size_t)got;
		n -= (size_t)got;
	}
	return LIM_OK;
}

static bool sum_is_right(const struct buf *bytes)
{
	size_t len = bytes->len - ARTICLES_SUM;
	return be_get((const unsigned char *)bytes->ptr + len, ARTICLES_SUM) ==
		XXH3_64bits(bytes->ptr, len);
}

/* The lengths of the columns, which add up to *raw. False: they cannot be true. */
static bool take_lengths(const char **pos, const char *end, uint64_t lengths[COLUMNS], uint64_t *raw)
{
	*raw = 0;
	for (int i = 0; i < COLUMNS; i++) {
		if (!varint_get(pos, end, &lengths[i]) || lengths[i] > ARTICLES_CHUNK_MAX)
			return false;
		*raw += lengths[i];
	}
	return *raw <= ARTICLES_CHUNK_MAX && *raw / RATIO_MAX <= (uint64_t)(end - *pos);
}

static int open_columns(struct article_reader *reader, const char *pos, const char *end)
{
	uint64_t lengths[COLUMNS], raw_len;
	struct buf *raw = &reader->raw;
	if (!varint_get(&pos, end, &reader->left) || !take_lengths(&pos, end, lengths, &raw_len) ||
	    reader->left == 0 || reader->left > (uint64_t)(end - pos) / ARTICLES_HASH)
		return LIM_E_DAMAGED;
	reader->hash = (const unsigned char *)end - reader->left * ARTICLES_HASH;
	buf_reset(raw);
	if (buf_reserve(raw, raw_len + 1) != LIM_OK)
		return LIM_E_MEMORY;
	uLongf inflated = raw_len;
	if (uncompress((Bytef *)raw->ptr, &inflated, (const Bytef *)pos,
		    (uLong)((const char *)reader->hash - pos)) != Z_OK || inflated != raw_len)
		return LIM_E_DAMAGED;
	const char *column = raw->ptr;
	for (int i = 0; i < COLUMNS; column += lengths[i++])
		reader->columns[i] = (struct column){column, column + lengths[i]};
	buf_reset(&reader->before.path);
	buf_reset(&reader->before.id);
	reader->before.mtime = 0;
	reader->total += reader->left;
	return LIM_OK;
}

static int read_end(struct article_reader *reader, struct lim_error *err)
{
	char extra;
	int status = read_bytes(reader, ARTICLES_COUNT + ARTICLES_SUM, err);
	if (status != LIM_OK)
		return status;
	reader->over = true;
	return sum_is_right(&reader->bytes) && read(reader->fd, &extra, 1) == 0 &&
		be_get((const unsigned char *)reader->bytes.ptr + ARTICLES_LENGTH, ARTICLES_COUNT) ==
		reader->total ? LIM_DONE : LIM_E_DAMAGED;
}

/* LIM_DONE: there is none. */
static int read_chunk(struct article_reader *reader, struct lim_error *err)
{
	struct buf *bytes = &reader->bytes;
	buf_reset(bytes);
	int status = read_bytes(reader, ARTICLES_LENGTH, err);
	if (status != LIM_OK)
		return status;
	size_t len = be_get((const unsigned char *)bytes->ptr, ARTICLES_LENGTH);
	if (len == 0)
		return read_end(reader, err);
	status = len <= 2 * ARTICLES_CHUNK_MAX ? read_bytes(reader, len + ARTICLES_SUM, err) : LIM_E_DAMAGED;
	if (status != LIM_OK)
		return status;
	if (!sum_is_right(bytes))
		return LIM_E_DAMAGED;
	status = open_columns(reader, bytes->ptr + ARTICLES_LENGTH, bytes->ptr + bytes->len - ARTICLES_SUM);
	return status == LIM_E_MEMORY ? error_memory(err) : status;
}

static bool chunk_is_used_up(const struct article_reader *reader)
{
	for (int i = 0; i < COLUMNS; i++)
		if (reader->columns[i].pos != reader->columns[i].end)
			return false;
	return true;
}

/* ---- articles */

static bool take(struct article_reader *reader, enum article_column column, uint64_t *n)
{
	return varint_get(&reader->columns[column].pos, reader->columns[column].end, n);
}

static bool take_signed(struct article_reader *reader, enum article_column column, uint64_t *n)
{
	if (!take(reader, column, n))
		return false;
	*n = zigzag_get(*n);
	return true;
}

static bool take_string(struct article_reader *reader, struct buf *before, const char **string)
{
	uint64_t shared;
	struct column *names = &reader->columns[NAMES];
	const char *end = memchr(names->pos, 0, (size_t)(names->end - names->pos));
	if (!end || !take(reader, SHARED, &shared) || shared > before->len)
		return false;
	buf_cut(before, shared);
	if (buf_add(before, names->pos, (size_t)(end - names->pos)) != LIM_OK)
		return false;
	names->pos = end + 1;
	*string = before->ptr;
	return true;
}

static bool take_article(struct article_reader *reader, struct store_article *article)
{
	uint64_t passages, flags, step;
	struct article_before *before = &reader->before;
	if (!take(reader, COUNTS, &passages) || passages == 0 || passages > UINT32_MAX ||
	    !take(reader, FLAGS, &flags) || !(flags & (ARTICLE_HAS_PATH | ARTICLE_OWN_ID)) ||
	    !take_signed(reader, TIMES, &step) || !take(reader, SIZES, &article->size) ||
	    !take_signed(reader, TEXTS, &article->text_bytes))
		return false;
	if ((flags & ARTICLE_HAS_PATH) && !take_string(reader, &before->path, &article->path))
		return false;
	article->id = article->path;
	if ((flags & ARTICLE_OWN_ID) && !take_string(reader, &before->id, &article->id))
		return false;
	article->text_bytes += article->size;
	article->hash = be_get(reader->hash, ARTICLES_HASH);
	reader->hash += ARTICLES_HASH;
	before->mtime += step;
	article->mtime = before->mtime;
	article->passages = (uint32_t)passages;
	article->many = flags & ARTICLE_MANY;
	return --reader->left > 0 || chunk_is_used_up(reader);
}

static int next_article(struct article_reader *reader, struct store_article *article,
	struct lim_error *err)
{
	int status = LIM_OK;
	*article = (struct store_article){0};
	if (reader->over)
		return LIM_DONE;
	if (reader->left == 0)
		status = read_chunk(reader, err);
	return status == LIM_OK && !take_article(reader, article) ? LIM_E_DAMAGED : status;
}

int articles_next(struct article_reader *reader, struct store_article *article, struct lim_error *err)
{
	int status = next_article(reader, article, err);
	return status == LIM_E_DAMAGED ? damaged_error(err, reader->path) : status;
}

/* ---- the whole list */

int articles_rewind(struct article_reader *reader, struct lim_error *err)
{
	reader->left = reader->total = 0;
	reader->over = false;
	buf_reset(&reader->bytes);
	if (lseek(reader->fd, 0, SEEK_SET) != 0)
		return error_errno(err, errno, _("cannot read %s"), reader->path);
	int status = read_bytes(reader, ARTICLES_MAGIC_LEN, err);
	if (status == LIM_OK && memcmp(reader->bytes.ptr, ARTICLES_MAGIC, ARTICLES_MAGIC_LEN) != 0)
		status = LIM_E_DAMAGED;
	return status == LIM_E_DAMAGED ? damaged_error(err, reader->path) : status;
}

static int open_list(struct article_reader *reader, const char *segment_path, struct lim_error *err)
{
	reader->path = file_join(segment_path, ARTICLES_NAME);
	if (!reader->path)
		return error_memory(err);
	reader->fd = open(reader->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (reader->fd < 0)
		return error_errno(err, errno, _("cannot open %s"), reader->path);
	return articles_rewind(reader, err);
}

int articles_open(const char *segment_path, struct article_reader **out, struct lim_error *err)
{
	*out = NULL;
	struct article_reader *reader = calloc(1, sizeof *reader);
	if (!reader)
		return error_memory(err);
	reader->fd = -1;
	buf_init(&reader->bytes, 3 * ARTICLES_CHUNK_MAX);
	buf_init(&reader->raw, 2 * ARTICLES_CHUNK_MAX);
	buf_init(&reader->before.path, ARTICLES_CHUNK_MAX);
	buf_init(&reader->before.id, ARTICLES_CHUNK_MAX);
	int status = open_list(reader, segment_path, err);
	if (status == LIM_OK)
		*out = reader;
	else
		articles_close(reader);
	return status;
}

void articles_close(struct article_reader *reader)
{
	if (!reader)
		return;
	if (reader->fd >= 0)
		close(reader->fd);
	free(reader->path);
	buf_done(&reader->bytes);
	buf_done(&reader->raw);
	buf_done(&reader->before.path);
	buf_done(&reader->before.id);
	free(reader);
}

int article_read(const char *segment_path, article_fn *fn, void *ctx, struct lim_error *err)
{
	struct article_reader *reader;
	struct store_article article;
	int status = articles_open(segment_path, &reader, err);
	while (status == LIM_OK && (status = articles_next(reader, &article, err)) == LIM_OK)
		status = fn(ctx, &article, err);
	articles_close(reader);
	return status == LIM_DONE ? LIM_OK : status;
}
