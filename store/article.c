/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/article.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "store/engine.h"
#include "store/layout.h"

#define MAGIC "limarts2"
#define MAGIC_LEN 8
#define CHECKSUM 8
#define HASH 5		/* SYNC: STORE_HASH */
#define ARTICLES_MAX ((size_t)2 << 30)
/* Deflate cannot do better than 1032 to 1: a larger promise is a lie. */
#define RATIO_MAX 1040
/* Level 6 is 3 % smaller and takes three times as long. */
#define LEVEL 3

enum { MANY = 1, HAS_PATH = 2, OWN_ID = 4 };

static void before_init(struct article_before *before)
{
	buf_init(&before->path, ARTICLES_MAX);
	buf_init(&before->id, ARTICLES_MAX);
	before->mtime = 0;
}

static void before_done(struct article_before *before)
{
	buf_done(&before->path);
	buf_done(&before->id);
}

void article_list_init(struct article_list *list)
{
	for (int i = 0; i < COLUMNS; i++)
		buf_init(&list->columns[i], ARTICLES_MAX);
	buf_init(&list->hashes, ARTICLES_MAX);
	list->n = 0;
	before_init(&list->before);
}

void article_list_done(struct article_list *list)
{
	for (int i = 0; i < COLUMNS; i++)
		buf_done(&list->columns[i]);
	buf_done(&list->hashes);
	before_done(&list->before);
}

static size_t columns_size(const struct article_list *list)
{
	size_t size = 0;
	for (int i = 0; i < COLUMNS; i++)
		size += list->columns[i].len;
	return size;
}

size_t article_list_size(const struct article_list *list)
{
	return columns_size(list) + list->hashes.len;
}

static void add_signed(struct buf *column, uint64_t n)
{
	buf_add_varint(column, n << 1 ^ (n >> 63 ? UINT64_MAX : 0));
}

static void add_string(struct article_list *list, struct buf *before, const char *string)
{
	size_t shared = 0, len = strlen(string);
	while (shared < len && shared < before->len && string[shared] == before->ptr[shared])
		shared++;
	buf_add_varint(&list->columns[SHARED], shared);
	buf_add(&list->columns[NAMES], string + shared, len + 1 - shared);
	buf_reset(before);
	buf_add(before, string, len);
}

static int list_status(const struct article_list *list)
{
	const struct buf *strings[] = {&list->before.path, &list->before.id, &list->hashes};
	for (int i = 0; i < COLUMNS; i++)
		if (list->columns[i].status != LIM_OK)
			return list->columns[i].status;
	for (int i = 0; i < 3; i++)
		if (strings[i]->status != LIM_OK)
			return strings[i]->status;
	return columns_size(list) <= ARTICLES_MAX ? LIM_OK : LIM_E_LIMIT;
}

int article_add(struct article_list *list, const struct store_article *article)
{
	struct buf *columns = list->columns;
	const char *path = article->path, *id = article->id;
	unsigned char hash[HASH];
	bool own_id = id && (!path || strcmp(id, path) != 0);
	buf_add_varint(&columns[COUNTS], article->passages);
	buf_add_varint(&columns[FLAGS], (article->many ? MANY : 0) | (path ? HAS_PATH : 0) |
		(own_id ? OWN_ID : 0));
	add_signed(&columns[TIMES], article->mtime - list->before.mtime);
	buf_add_varint(&columns[SIZES], article->size);
	add_signed(&columns[TEXTS], article->text_bytes - article->size);
	if (path)
		add_string(list, &list->before.path, path);
	if (own_id)
		add_string(list, &list->before.id, id);
	be_put(hash, article->hash & STORE_HASH, HASH);
	buf_add(&list->hashes, hash, HASH);
	list->before.mtime = article->mtime;
	list->n++;
	return list_status(list);
}

/* All columns through one stream. */
static int deflate_columns(const struct article_list *list, struct buf *out)
{
	z_stream z = {0};
	if (deflateInit(&z, LEVEL) != Z_OK)
		return LIM_E_MEMORY;
	int status = buf_reserve(out, deflateBound(&z, columns_size(list)));
	z.next_out = (Bytef *)out->ptr + out->len;
	z.avail_out = (uInt)deflateBound(&z, columns_size(list));
	for (int i = 0; status == LIM_OK && i < COLUMNS; i++) {
		z.next_in = (Bytef *)list->columns[i].ptr;
		z.avail_in = (uInt)list->columns[i].len;
		int done = deflate(&z, i + 1 < COLUMNS ? Z_NO_FLUSH : Z_FINISH);
		if (done != (i + 1 < COLUMNS ? Z_OK : Z_STREAM_END) && z.avail_in > 0)
			status = LIM_E_MEMORY;
	}
	out->len += status == LIM_OK ? z.total_out : 0;
	deflateEnd(&z);
	return status;
}

int article_encode(const struct article_list *list, struct buf *out)
{
	unsigned char sum[CHECKSUM];
	buf_add(out, MAGIC, MAGIC_LEN);
	buf_add_varint(out, list->n);
	for (int i = 0; i < COLUMNS; i++)
		buf_add_varint(out, list->columns[i].len);
	int status = deflate_columns(list, out);
	if (status != LIM_OK)
		return status;
	buf_add(out, list->hashes.ptr, list->hashes.len);
	be_put(sum, XXH3_64bits(out->ptr, out->len), CHECKSUM);
	return buf_add(out, sum, CHECKSUM);
}

int article_write(const struct article_list *list, const char *segment_path, struct lim_error *err)
{
	struct buf out;
	buf_init(&out, ARTICLES_MAX);
	char *path = file_join(segment_path, ARTICLES_NAME);
	int status = !path || article_encode(list, &out) != LIM_OK ? error_memory(err) :
		file_replace(path, out.ptr, out.len, err);
	free(path);
	buf_done(&out);
	return status;
}

struct column {
	const char *pos, *end;
};

struct cursor {
	struct column columns[COLUMNS];
	const unsigned char *hash;
	struct article_before before;
};

static bool take(struct cursor *c, enum article_column column, uint64_t *n)
{
	return varint_get(&c->columns[column].pos, c->columns[column].end, n);
}

static bool take_signed(struct cursor *c, enum article_column column, uint64_t *n)
{
	if (!take(c, column, n))
		return false;
	*n = *n >> 1 ^ (*n & 1 ? UINT64_MAX : 0);
	return true;
}

static bool take_string(struct cursor *c, struct buf *before, const char **string)
{
	uint64_t shared;
	struct column *names = &c->columns[NAMES];
	const char *end = memchr(names->pos, 0, (size_t)(names->end - names->pos));
	if (!end || !take(c, SHARED, &shared) || shared > before->len)
		return false;
	buf_cut(before, shared);
	if (buf_add(before, names->pos, (size_t)(end - names->pos)) != LIM_OK)
		return false;
	names->pos = end + 1;
	*string = before->ptr;
	return true;
}

static bool take_article(struct cursor *c, struct store_article *article)
{
	uint64_t passages, flags, step;
	if (!take(c, COUNTS, &passages) || passages == 0 || passages > UINT32_MAX ||
	    !take(c, FLAGS, &flags) || !(flags & (HAS_PATH | OWN_ID)) ||
	    !take_signed(c, TIMES, &step) || !take(c, SIZES, &article->size) ||
	    !take_signed(c, TEXTS, &article->text_bytes))
		return false;
	if ((flags & HAS_PATH) && !take_string(c, &c->before.path, &article->path))
		return false;
	article->id = article->path;
	if ((flags & OWN_ID) && !take_string(c, &c->before.id, &article->id))
		return false;
	article->text_bytes += article->size;
	article->hash = be_get(c->hash, HASH);
	c->hash += HASH;
	c->before.mtime += step;
	article->mtime = c->before.mtime;
	article->passages = (uint32_t)passages;
	article->many = flags & MANY;
	return true;
}

static int take_articles(struct cursor *c, uint64_t n, article_fn *fn, void *ctx, struct lim_error *err)
{
	int status = LIM_OK;
	before_init(&c->before);
	for (uint64_t i = 0; status == LIM_OK && i < n; i++) {
		struct store_article article = {0};
		status = take_article(c, &article) ? fn(ctx, &article, err) : LIM_E_DAMAGED;
	}
	for (int i = 0; status == LIM_OK && i < COLUMNS; i++)
		if (c->columns[i].pos != c->columns[i].end)
			status = LIM_E_DAMAGED;
	before_done(&c->before);
	return status;
}

/* The lengths of the columns, which add up to *raw. False: they cannot be true. */
static bool take_lengths(const char **pos, const char *end, uint64_t lengths[COLUMNS], uint64_t *raw)
{
	*raw = 0;
	for (int i = 0; i < COLUMNS; i++) {
		if (!varint_get(pos, end, &lengths[i]) || lengths[i] > ARTICLES_MAX)
			return false;
		*raw += lengths[i];
	}
	return *raw <= ARTICLES_MAX && *raw / RATIO_MAX <= (uint64_t)(end - *pos);
}

int article_decode(const char *ptr, size_t len, article_fn *fn, void *ctx, struct lim_error *err)
{
	uint64_t n, lengths[COLUMNS], raw_len;
	if (len < MAGIC_LEN + CHECKSUM || memcmp(ptr, MAGIC, MAGIC_LEN) != 0)
		return LIM_E_DAMAGED;
	const char *pos = ptr + MAGIC_LEN, *end = ptr + len - CHECKSUM;
	if (be_get((const unsigned char *)end, CHECKSUM) != XXH3_64bits(ptr, len - CHECKSUM) ||
	    !varint_get(&pos, end, &n) || !take_lengths(&pos, end, lengths, &raw_len) ||
	    n > (uint64_t)(end - pos) / HASH)
		return LIM_E_DAMAGED;
	char *raw = malloc(raw_len + 1);
	if (!raw)
		return error_memory(err);
	struct cursor c = {.hash = (const unsigned char *)end - n * HASH};
	uLongf inflated = raw_len;
	int status = LIM_E_DAMAGED;
	if (uncompress((Bytef *)raw, &inflated, (const Bytef *)pos, (uLong)((const char *)c.hash - pos)) ==
	    Z_OK && inflated == raw_len) {
		char *column = raw;
		for (int i = 0; i < COLUMNS; column += lengths[i++])
			c.columns[i] = (struct column){column, column + lengths[i]};
		status = take_articles(&c, n, fn, ctx, err);
	}
	free(raw);
	return status;
}

int article_read(const char *segment_path, article_fn *fn, void *ctx, struct lim_error *err)
{
	struct buf bytes;
	buf_init(&bytes, ARTICLES_MAX);
	char *path = file_join(segment_path, ARTICLES_NAME);
	int status = path ? file_read(path, &bytes, err) : error_memory(err);
	if (status == LIM_OK) {
		status = article_decode(bytes.ptr, bytes.len, fn, ctx, err);
		if (status == LIM_E_DAMAGED)
			damaged_error(err, path);
	}
	free(path);
	buf_done(&bytes);
	return status;
}
