/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/dictionary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include <zdict.h>
#include <zstd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/grow.h"
#include "base/i18n.h"
#include "base/number.h"
#include "store/engine.h"
#include "store/layout.h"

#define MAGIC "limdict2"
#define MAGIC_LEN 8
#define NUMBER 4
#define ENTRY (2 * NUMBER)
#define CHECKSUM 8
#define LIST_MAX ((size_t)1 << 30)
#define FRAME_MAX ((size_t)16 << 20)
#define LEVEL 9

void dictionary_list_init(struct dictionary_list *list)
{
	*list = (struct dictionary_list){0};
	buf_init(&list->frames, LIST_MAX);
}

void dictionary_list_done(struct dictionary_list *list)
{
	for (size_t i = 0; i < list->n_files; i++)
		close(list->files[i]);
	free(list->files);
	free(list->items);
	buf_done(&list->frames);
}

static const struct dictionary *find(const struct dictionary_list *list, uint32_t id)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].id == id)
			return &list->items[i];
	return NULL;
}

/* One that the list has not. */
static int add_item(struct dictionary_list *list, struct dictionary item)
{
	int status = GROW(list->items, list->cap, list->n);
	if (status == LIM_OK)
		list->items[list->n++] = item;
	return status;
}

static int add_frame(struct dictionary_list *list, uint32_t id, struct lim_slice frame)
{
	struct dictionary item = {id, (uint32_t)frame.len, list->frames.len, -1};
	if (find(list, id))
		return LIM_OK;
	int status = buf_add(&list->frames, frame.ptr, frame.len);
	return status == LIM_OK ? add_item(list, item) : status;
}

/* ---- frames */

static size_t compress(struct lim_slice dictionary, char *out, size_t room)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();
	if (!context)
		return 0;
	ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
	ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
	size_t len = ZSTD_compress2(context, out, room, dictionary.ptr, dictionary.len);
	ZSTD_freeCCtx(context);
	return ZSTD_isError(len) ? 0 : len;
}

int dictionary_add(struct dictionary_list *list, struct lim_slice dictionary)
{
	size_t bound = ZSTD_compressBound(dictionary.len);
	char *frame = malloc(bound);
	size_t len = frame ? compress(dictionary, frame, bound) : 0;
	uint32_t id = ZDICT_getDictID(dictionary.ptr, dictionary.len);
	int status = len == 0 ? LIM_E_MEMORY : add_frame(list, id, (struct lim_slice){frame, len});
	free(frame);
	return status;
}

/* Where the frame is: in the list, or read into a buffer. */
static int find_frame(const struct dictionary_list *list, const struct dictionary *item, struct buf *buf,
	struct lim_slice *frame)
{
	if (item->file < 0) {
		*frame = (struct lim_slice){list->frames.ptr + item->at, item->len};
		return LIM_OK;
	}
	buf_reset(buf);
	if (buf_reserve(buf, item->len) != LIM_OK)
		return LIM_E_MEMORY;
	while (buf->len < item->len) {
		ssize_t n = pread(item->file, buf->ptr + buf->len, item->len - buf->len,
			(off_t)(item->at + buf->len));
		if (n <= 0)
			return LIM_E_DAMAGED;
		buf->len += (size_t)n;
	}
	*frame = (struct lim_slice){buf->ptr, buf->len};
	return LIM_OK;
}

int dictionary_join(struct dictionary_list *list, const struct dictionary_list *other)
{
	struct buf buf;
	struct lim_slice frame;
	int status = LIM_OK;
	buf_init(&buf, FRAME_MAX);
	for (size_t i = 0; i < other->n && status == LIM_OK; i++) {
		status = find_frame(other, &other->items[i], &buf, &frame);
		if (status == LIM_OK)
			status = add_frame(list, other->items[i].id, frame);
	}
	buf_done(&buf);
	return status;
}

static int decompress(struct lim_slice frame, uint32_t id, struct buf *out)
{
	unsigned long long len = ZSTD_getFrameContentSize(frame.ptr, frame.len);
	if (len > out->max)
		return LIM_E_DAMAGED;
	buf_reset(out);
	if (buf_reserve(out, len) != LIM_OK)
		return LIM_E_MEMORY;
	if (ZSTD_decompress(out->ptr, len, frame.ptr, frame.len) != len ||
	    ZDICT_getDictID(out->ptr, len) != id)
		return LIM_E_DAMAGED;
	out->len = len;
	return LIM_OK;
}

int dictionary_get(const struct dictionary_list *list, uint32_t id, struct buf *out)
{
	const struct dictionary *item = find(list, id);
	struct lim_slice frame;
	struct buf buf;
	if (!item)
		return LIM_E_NOT_FOUND;
	buf_init(&buf, FRAME_MAX);
	int status = find_frame(list, item, &buf, &frame);
	if (status == LIM_OK)
		status = decompress(frame, id, out);
	buf_done(&buf);
	return status;
}

/* ---- the file */

static void add_number(struct buf *buf, uint64_t number, size_t size)
{
	unsigned char bytes[8];
	be_put(bytes, number, size);
	buf_add(buf, bytes, size);
}

static int encode(const struct dictionary_list *list, struct buf *out)
{
	struct lim_slice frame;
	struct buf buf;
	int status = LIM_OK;
	buf_add(out, MAGIC, MAGIC_LEN);
	add_number(out, list->n, NUMBER);
	for (size_t i = 0; i < list->n; i++) {
		add_number(out, list->items[i].id, NUMBER);
		add_number(out, list->items[i].len, NUMBER);
	}
	if (out->status == LIM_OK)
		add_number(out, XXH3_64bits(out->ptr, out->len), CHECKSUM);
	buf_init(&buf, FRAME_MAX);
	for (size_t i = 0; i < list->n && status == LIM_OK; i++) {
		status = find_frame(list, &list->items[i], &buf, &frame);
		if (status == LIM_OK)
			status = buf_add(out, frame.ptr, frame.len);
	}
	buf_done(&buf);
	return status == LIM_OK ? out->status : status;
}

int dictionary_write(const struct dictionary_list *list, const char *segment_path, struct lim_error *err)
{
	struct buf out;
	if (list->n == 0)
		return LIM_OK;
	buf_init(&out, LIST_MAX);
	char *path = file_join(segment_path, DICTIONARIES_NAME);
	int status = path ? encode(list, &out) : LIM_E_MEMORY;
	if (status == LIM_OK)
		status = file_replace(path, out.ptr, out.len, err);
	else if (status == LIM_E_DAMAGED)
		damaged_error(err, path);
	else
		error_memory(err);
	free(path);
	buf_done(&out);
	return status;
}

/* Reads the head into buf: to the first frame. LIM_E_DAMAGED, LIM_E_MEMORY. */
static int read_head(int file, uint64_t size, struct buf *buf)
{
	size_t len = MAGIC_LEN + NUMBER;
	if (buf_reserve(buf, len) != LIM_OK)
		return LIM_E_MEMORY;
	if (pread(file, buf->ptr, len, 0) != (ssize_t)len || memcmp(buf->ptr, MAGIC, MAGIC_LEN) != 0)
		return LIM_E_DAMAGED;
	len += ENTRY * (size_t)be_get((const unsigned char *)buf->ptr + MAGIC_LEN, NUMBER);
	if (len + CHECKSUM > size || len > LIST_MAX)
		return LIM_E_DAMAGED;
	if (buf_reserve(buf, len + CHECKSUM) != LIM_OK)
		return LIM_E_MEMORY;
	if (pread(file, buf->ptr, len + CHECKSUM, 0) != (ssize_t)(len + CHECKSUM) ||
	    be_get((const unsigned char *)buf->ptr + len, CHECKSUM) != XXH3_64bits(buf->ptr, len))
		return LIM_E_DAMAGED;
	buf->len = len + CHECKSUM;
	return LIM_OK;
}

static int add_items(struct dictionary_list *list, int file, uint64_t size, const struct buf *head)
{
	const unsigned char *p = (const unsigned char *)head->ptr + MAGIC_LEN + NUMBER;
	const unsigned char *end = (const unsigned char *)head->ptr + head->len - CHECKSUM;
	struct dictionary item = {.at = head->len, .file = file};
	int status = LIM_OK;
	for (; p < end && status == LIM_OK; p += ENTRY, item.at += item.len) {
		item.id = (uint32_t)be_get(p, NUMBER);
		item.len = (uint32_t)be_get(p + NUMBER, NUMBER);
		if (item.id == 0 || item.len > FRAME_MAX || item.len > size - item.at)
			return LIM_E_DAMAGED;
		if (!find(list, item.id))
			status = add_item(list, item);
	}
	return status;
}

/* The list owns the file from here on. */
static int add_file(struct dictionary_list *list, int file)
{
	struct stat st;
	struct buf head;
	buf_init(&head, LIST_MAX + CHECKSUM);
	if (GROW(list->files, list->files_cap, list->n_files) != LIM_OK) {
		close(file);
		return LIM_E_MEMORY;
	}
	list->files[list->n_files++] = file;
	int status = fstat(file, &st) == 0 ? read_head(file, (uint64_t)st.st_size, &head) : LIM_E_DAMAGED;
	if (status == LIM_OK)
		status = add_items(list, file, (uint64_t)st.st_size, &head);
	buf_done(&head);
	return status;
}

int dictionary_open(struct dictionary_list *list, const char *segment_path, struct lim_error *err)
{
	int status = LIM_OK;
	char *path = file_join(segment_path, DICTIONARIES_NAME);
	if (!path)
		return error_memory(err);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 && errno != ENOENT)
		status = error_errno(err, errno, _("cannot open %s"), path);
	if (file >= 0)
		status = add_file(list, file);
	if (status == LIM_E_DAMAGED)
		damaged_error(err, path);
	else if (status == LIM_E_MEMORY)
		error_memory(err);
	free(path);
	return status;
}
