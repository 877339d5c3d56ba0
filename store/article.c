/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/article.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>
#include <zlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/number.h"
#include "store/layout.h"

/* Level 6 is 3 % smaller and takes three times as long. */
#define LEVEL 3

int article_list_init(struct article_list *list, const char *segment_path)
{
	*list = (struct article_list){.segment = strdup(segment_path)};
	for (int i = 0; i < COLUMNS; i++)
		buf_init(&list->columns[i], ARTICLES_CHUNK_MAX);
	buf_init(&list->hashes, ARTICLES_CHUNK_MAX);
	buf_init(&list->packed, 2 * ARTICLES_CHUNK_MAX);
	buf_init(&list->before.path, ARTICLES_CHUNK_MAX);
	buf_init(&list->before.id, ARTICLES_CHUNK_MAX);
	if (asprintf(&list->beside, "%s.tmp-%s", segment_path, ARTICLES_NAME) < 0)
		list->beside = NULL;
	return list->segment && list->beside ? LIM_OK : LIM_E_MEMORY;
}

void article_list_done(struct article_list *list)
{
	if (list->begun) {
		close(list->fd);
		unlink(list->beside);
	}
	list->begun = false;
	for (int i = 0; i < COLUMNS; i++)
		buf_done(&list->columns[i]);
	buf_done(&list->hashes);
	buf_done(&list->packed);
	buf_done(&list->before.path);
	buf_done(&list->before.id);
	free(list->segment);
	free(list->beside);
	list->segment = list->beside = NULL;
}

static size_t columns_size(const struct article_list *list)
{
	size_t size = 0;
	for (int i = 0; i < COLUMNS; i++)
		size += list->columns[i].len;
	return size;
}

/* ---- a chunk goes to the disk */

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

static int add_sum(struct buf *out, size_t start)
{
	unsigned char sum[ARTICLES_SUM];
	be_put(sum, XXH3_64bits(out->ptr + start, out->len - start), sizeof sum);
	return buf_add(out, sum, sizeof sum);
}

static int encode_chunk(const struct article_list *list, struct buf *out)
{
	size_t start = out->len;
	unsigned char length[ARTICLES_LENGTH] = {0};
	buf_add(out, length, sizeof length);
	buf_add_varint(out, list->n);
	for (int i = 0; i < COLUMNS; i++)
		buf_add_varint(out, list->columns[i].len);
	int status = deflate_columns(list, out);
	if (status == LIM_OK)
		status = buf_add(out, list->hashes.ptr, list->hashes.len);
	if (status != LIM_OK)
		return status;
	be_put((unsigned char *)out->ptr + start, out->len - start - sizeof length, sizeof length);
	return add_sum(out, start);
}

static int encode_end(const struct article_list *list, struct buf *out)
{
	size_t start = out->len;
	unsigned char end[ARTICLES_LENGTH + ARTICLES_COUNT] = {0};
	be_put(end + ARTICLES_LENGTH, list->total, ARTICLES_COUNT);
	buf_add(out, end, sizeof end);
	return add_sum(out, start);
}

static void begin_chunk(struct article_list *list)
{
	list->total += list->n;
	list->n = 0;
	for (int i = 0; i < COLUMNS; i++)
		buf_reset(&list->columns[i]);
	buf_reset(&list->hashes);
	buf_reset(&list->before.path);
	buf_reset(&list->before.id);
	list->before.mtime = 0;
}

/* last: with the end of the list. */
static int write_chunk(struct article_list *list, bool last, struct lim_error *err)
{
	struct buf *out = &list->packed;
	buf_reset(out);
	if (!list->begun) {
		list->fd = open(list->beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
		if (list->fd < 0)
			return error_errno(err, errno, _("cannot create %s"), list->beside);
		list->begun = true;
		buf_add(out, ARTICLES_MAGIC, ARTICLES_MAGIC_LEN);
	}
	if (list->n > 0 && encode_chunk(list, out) != LIM_OK)
		return error_memory(err);
	begin_chunk(list);
	if (last)
		encode_end(list, out);
	return out->status != LIM_OK ? error_memory(err) :
		file_write_all(list->fd, out->ptr, out->len, list->beside, err);
}

/* ---- articles */

static void add_signed(struct buf *column, uint64_t n)
{
	buf_add_varint(column, zigzag_put(n));
}

static void add_string(struct article_list *list, struct buf *before, const char *string)
{
	size_t shared = buf_become(before, string);
	buf_add_varint(&list->columns[SHARED], shared);
	buf_add(&list->columns[NAMES], string + shared, strlen(string + shared) + 1);
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
	return columns_size(list) <= ARTICLES_CHUNK_MAX ? LIM_OK : LIM_E_LIMIT;
}

static int add_columns(struct article_list *list, const struct store_article *article)
{
	struct buf *columns = list->columns;
	const char *path = article->path, *id = article->id;
	unsigned char hash[ARTICLES_HASH];
	bool own_id = id && (!path || strcmp(id, path) != 0);
	buf_add_varint(&columns[COUNTS], article->passages);
	buf_add_varint(&columns[FLAGS], (article->many ? ARTICLE_MANY : 0) |
		(path ? ARTICLE_HAS_PATH : 0) | (own_id ? ARTICLE_OWN_ID : 0));
	add_signed(&columns[TIMES], article->mtime - list->before.mtime);
	buf_add_varint(&columns[SIZES], article->size);
	add_signed(&columns[TEXTS], article->text_bytes - article->size);
	if (path)
		add_string(list, &list->before.path, path);
	if (own_id)
		add_string(list, &list->before.id, id);
	be_put(hash, article->hash & STORE_HASH, sizeof hash);
	buf_add(&list->hashes, hash, sizeof hash);
	list->before.mtime = article->mtime;
	list->n++;
	return list_status(list);
}

int article_add(struct article_list *list, const struct store_article *article, struct lim_error *err)
{
	int status = add_columns(list, article);
	if (status == LIM_E_LIMIT)
		return error_set(err, status, _("an id or a path is too long for the list of articles"));
	if (status != LIM_OK)
		return error_memory(err);
	return columns_size(list) < ARTICLES_CHUNK ? LIM_OK : write_chunk(list, false, err);
}

static int copy_chunks(int from, const char *path, struct article_list *list, struct lim_error *err)
{
	struct buf *piece = &list->packed;
	buf_reset(piece);
	if (buf_reserve(piece, ARTICLES_CHUNK) != LIM_OK)
		return error_memory(err);
	for (off_t at = ARTICLES_MAGIC_LEN;;) {
		ssize_t n = pread(from, piece->ptr, ARTICLES_CHUNK, at);
		if (n < 0)
			return error_errno(err, errno, _("cannot read %s"), path);
		if (n == 0)
			return LIM_OK;
		int status = file_write_all(list->fd, piece->ptr, (size_t)n, list->beside, err);
		if (status != LIM_OK)
			return status;
		at += n;
	}
}

int article_list_append(struct article_list *list, struct article_list *other, struct lim_error *err)
{
	int status = write_chunk(list, false, err);
	if (status == LIM_OK)
		status = write_chunk(other, false, err);
	if (status != LIM_OK)
		return status;
	int from = open(other->beside, O_RDONLY | O_CLOEXEC);
	if (from < 0)
		return error_errno(err, errno, _("cannot open %s"), other->beside);
	status = copy_chunks(from, other->beside, list, err);
	close(from);
	list->total += other->total;
	return status;
}

int article_list_finish(struct article_list *list, struct lim_error *err)
{
	char *path = file_join(list->segment, ARTICLES_NAME);
	int status = path ? write_chunk(list, true, err) : error_memory(err);
	if (status == LIM_OK && fsync(list->fd) != 0)
		status = error_errno(err, errno, _("cannot write %s"), list->beside);
	if (status == LIM_OK && rename(list->beside, path) != 0)
		status = error_errno(err, errno, _("cannot rename %s to %s"), list->beside, path);
	if (status == LIM_OK) {
		close(list->fd);
		list->begun = false;
		status = file_sync_dir(list->segment, err);
	}
	free(path);
	return status;
}
