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

#define MAGIC "limarts1"
#define MAGIC_LEN 8
#define CHECKSUM 8
#define HASH 8
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
	buf_init(&list->raw, ARTICLES_MAX);
	list->n = 0;
	before_init(&list->before);
}

void article_list_done(struct article_list *list)
{
	buf_done(&list->raw);
	before_done(&list->before);
}

static void add_string(struct buf *raw, struct buf *before, const char *string)
{
	size_t shared = 0, len = strlen(string);
	while (shared < len && shared < before->len && string[shared] == before->ptr[shared])
		shared++;
	buf_add_varint(raw, shared);
	buf_add_varint(raw, len - shared);
	buf_add(raw, string + shared, len - shared);
	buf_reset(before);
	buf_add(before, string, len);
}

int article_add(struct article_list *list, const struct store_article *article)
{
	struct buf *raw = &list->raw;
	const char *path = article->path, *id = article->id;
	unsigned char hash[HASH];
	bool own_id = id && (!path || strcmp(id, path) != 0);
	uint64_t step = article->mtime - list->before.mtime;
	buf_add_varint(raw, article->passages);
	buf_add_varint(raw, article->text_bytes);
	buf_add_varint(raw, (article->many ? MANY : 0) | (path ? HAS_PATH : 0) | (own_id ? OWN_ID : 0));
	if (path)
		add_string(raw, &list->before.path, path);
	if (own_id)
		add_string(raw, &list->before.id, id);
	buf_add_varint(raw, step << 1 ^ (step >> 63 ? UINT64_MAX : 0));
	buf_add_varint(raw, article->size);
	be_put(hash, article->hash, HASH);
	buf_add(raw, hash, HASH);
	list->before.mtime = article->mtime;
	list->n++;
	if (list->before.path.status != LIM_OK)
		return list->before.path.status;
	return list->before.id.status != LIM_OK ? list->before.id.status : raw->status;
}

int article_encode(const struct article_list *list, struct buf *out)
{
	unsigned char sum[CHECKSUM];
	uLongf packed = compressBound(list->raw.len);
	buf_add(out, MAGIC, MAGIC_LEN);
	buf_add_varint(out, list->n);
	buf_add_varint(out, list->raw.len);
	if (buf_reserve(out, packed) != LIM_OK)
		return out->status;
	if (compress2((Bytef *)out->ptr + out->len, &packed, (const Bytef *)list->raw.ptr,
			list->raw.len, LEVEL) != Z_OK)
		return LIM_E_MEMORY;
	out->len += packed;
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

struct cursor {
	const char *pos, *end;
	struct article_before before;
};

static bool take_string(struct cursor *c, struct buf *before, const char **string)
{
	uint64_t shared, rest;
	if (!varint_get(&c->pos, c->end, &shared) || !varint_get(&c->pos, c->end, &rest) ||
	    shared > before->len || rest > (uint64_t)(c->end - c->pos) || memchr(c->pos, 0, rest))
		return false;
	before->len = shared;
	if (buf_add(before, c->pos, rest) != LIM_OK)
		return false;
	c->pos += rest;
	*string = before->ptr;
	return true;
}

static bool take_hash(struct cursor *c, uint64_t *hash)
{
	if (c->end - c->pos < HASH)
		return false;
	*hash = be_get((const unsigned char *)c->pos, HASH);
	c->pos += HASH;
	return true;
}

static bool take_article(struct cursor *c, struct store_article *article)
{
	uint64_t passages, flags, step;
	if (!varint_get(&c->pos, c->end, &passages) || passages == 0 || passages > UINT32_MAX ||
	    !varint_get(&c->pos, c->end, &article->text_bytes) ||
	    !varint_get(&c->pos, c->end, &flags) || !(flags & (HAS_PATH | OWN_ID)))
		return false;
	if ((flags & HAS_PATH) && !take_string(c, &c->before.path, &article->path))
		return false;
	article->id = article->path;
	if ((flags & OWN_ID) && !take_string(c, &c->before.id, &article->id))
		return false;
	if (!varint_get(&c->pos, c->end, &step) || !varint_get(&c->pos, c->end, &article->size) ||
	    !take_hash(c, &article->hash))
		return false;
	c->before.mtime += step >> 1 ^ (step & 1 ? UINT64_MAX : 0);
	article->mtime = c->before.mtime;
	article->passages = (uint32_t)passages;
	article->many = flags & MANY;
	return true;
}

static int take_articles(const char *raw, size_t len, uint64_t n, article_fn *fn, void *ctx,
	struct lim_error *err)
{
	struct cursor c = {.pos = raw, .end = raw + len};
	int status = LIM_OK;
	before_init(&c.before);
	for (uint64_t i = 0; status == LIM_OK && i < n; i++) {
		struct store_article article = {0};
		status = take_article(&c, &article) ? fn(ctx, &article, err) : LIM_E_DAMAGED;
	}
	if (status == LIM_OK && c.pos != c.end)
		status = LIM_E_DAMAGED;
	before_done(&c.before);
	return status;
}

int article_decode(const char *ptr, size_t len, article_fn *fn, void *ctx, struct lim_error *err)
{
	uint64_t n, raw_len;
	if (len < MAGIC_LEN + CHECKSUM || memcmp(ptr, MAGIC, MAGIC_LEN) != 0)
		return LIM_E_DAMAGED;
	const char *pos = ptr + MAGIC_LEN, *end = ptr + len - CHECKSUM;
	if (be_get((const unsigned char *)end, CHECKSUM) != XXH3_64bits(ptr, len - CHECKSUM) ||
	    !varint_get(&pos, end, &n) || !varint_get(&pos, end, &raw_len) ||
	    raw_len > ARTICLES_MAX || raw_len / RATIO_MAX > (uint64_t)(end - pos))
		return LIM_E_DAMAGED;
	char *raw = malloc(raw_len + 1);
	if (!raw)
		return error_memory(err);
	uLongf inflated = raw_len;
	int status = LIM_E_DAMAGED;
	if (uncompress((Bytef *)raw, &inflated, (const Bytef *)pos, (uLong)(end - pos)) == Z_OK &&
	    inflated == raw_len)
		status = take_articles(raw, raw_len, n, fn, ctx, err);
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
