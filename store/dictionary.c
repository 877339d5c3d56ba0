/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/dictionary.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zdict.h>
#include <zstd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "store/engine.h"
#include "store/layout.h"

#define MAGIC "limdict1"
#define MAGIC_LEN 8
#define CHECKSUM 8
#define LIST_MAX ((size_t)1 << 30)
#define LEVEL 9

void dictionary_list_init(struct dictionary_list *list)
{
	buf_init(&list->entries, LIST_MAX);
}

void dictionary_list_done(struct dictionary_list *list)
{
	buf_done(&list->entries);
}

struct entry {
	uint32_t id;
	struct lim_slice frame;
};

/* LIM_DONE at the end. */
static int next_entry(const char **pos, const char *end, struct entry *entry)
{
	uint64_t id, len;
	if (*pos == end)
		return LIM_DONE;
	if (!varint_get(pos, end, &id) || id == 0 || id > UINT32_MAX || !varint_get(pos, end, &len) ||
	    len > (uint64_t)(end - *pos))
		return LIM_E_DAMAGED;
	*entry = (struct entry){(uint32_t)id, {*pos, len}};
	*pos += len;
	return LIM_OK;
}

static int find(const struct dictionary_list *list, uint32_t id, struct entry *entry)
{
	const char *pos = list->entries.ptr, *end = pos + list->entries.len;
	int status;
	while ((status = next_entry(&pos, end, entry)) == LIM_OK)
		if (entry->id == id)
			return LIM_OK;
	return status == LIM_DONE ? LIM_E_NOT_FOUND : status;
}

static int add_entry(struct dictionary_list *list, const struct entry *entry)
{
	buf_add_varint(&list->entries, entry->id);
	buf_add_varint(&list->entries, entry->frame.len);
	return buf_add(&list->entries, entry->frame.ptr, entry->frame.len);
}

int dictionary_add(struct dictionary_list *list, struct lim_slice dictionary)
{
	struct entry entry;
	struct buf frame;
	size_t bound = ZSTD_compressBound(dictionary.len);
	uint32_t id = ZDICT_getDictID(dictionary.ptr, dictionary.len);
	if (find(list, id, &entry) == LIM_OK)
		return LIM_OK;
	buf_init(&frame, bound);
	int status = buf_reserve(&frame, bound);
	if (status == LIM_OK) {
		size_t len = ZSTD_compress(frame.ptr, bound, dictionary.ptr, dictionary.len, LEVEL);
		entry = (struct entry){id, {frame.ptr, len}};
		status = ZSTD_isError(len) ? LIM_E_MEMORY : add_entry(list, &entry);
	}
	buf_done(&frame);
	return status;
}

int dictionary_get(const struct dictionary_list *list, uint32_t id, struct buf *out)
{
	struct entry entry;
	int status = find(list, id, &entry);
	if (status != LIM_OK)
		return status;
	unsigned long long len = ZSTD_getFrameContentSize(entry.frame.ptr, entry.frame.len);
	if (len > out->max)
		return LIM_E_DAMAGED;
	buf_reset(out);
	status = buf_reserve(out, len);
	if (status != LIM_OK)
		return status;
	if (ZSTD_decompress(out->ptr, len, entry.frame.ptr, entry.frame.len) != len ||
	    ZDICT_getDictID(out->ptr, len) != id)
		return LIM_E_DAMAGED;
	out->len = len;
	return LIM_OK;
}

int dictionary_encode(const struct dictionary_list *list, struct buf *out)
{
	unsigned char sum[CHECKSUM];
	buf_add(out, MAGIC, MAGIC_LEN);
	if (buf_add(out, list->entries.ptr, list->entries.len) != LIM_OK)
		return out->status;
	be_put(sum, XXH3_64bits(out->ptr, out->len), CHECKSUM);
	return buf_add(out, sum, CHECKSUM);
}

/* Adds the entries that the list has not. */
static int add_new(struct dictionary_list *list, const char *pos, const char *end)
{
	struct entry entry, known;
	int status;
	while ((status = next_entry(&pos, end, &entry)) == LIM_OK)
		if (find(list, entry.id, &known) != LIM_OK && add_entry(list, &entry) != LIM_OK)
			return list->entries.status;
	return status == LIM_DONE ? LIM_OK : status;
}

int dictionary_join(struct dictionary_list *list, const struct dictionary_list *other)
{
	return add_new(list, other->entries.ptr, other->entries.ptr + other->entries.len);
}

int dictionary_decode(struct dictionary_list *list, const char *ptr, size_t len)
{
	if (len < MAGIC_LEN + CHECKSUM || memcmp(ptr, MAGIC, MAGIC_LEN) != 0)
		return LIM_E_DAMAGED;
	const char *pos = ptr + MAGIC_LEN, *end = ptr + len - CHECKSUM;
	if (be_get((const unsigned char *)end, CHECKSUM) != XXH3_64bits(ptr, len - CHECKSUM))
		return LIM_E_DAMAGED;
	int status = add_new(list, pos, end);
	return status == LIM_OK || status == LIM_E_DAMAGED ? status : LIM_E_MEMORY;
}

int dictionary_write(const struct dictionary_list *list, const char *segment_path, struct lim_error *err)
{
	struct buf out;
	if (list->entries.len == 0)
		return LIM_OK;
	buf_init(&out, LIST_MAX);
	char *path = file_join(segment_path, DICTIONARIES_NAME);
	int status = !path || dictionary_encode(list, &out) != LIM_OK ? error_memory(err) :
		file_replace(path, out.ptr, out.len, err);
	free(path);
	buf_done(&out);
	return status;
}

int dictionary_read(struct dictionary_list *list, const char *segment_path, struct lim_error *err)
{
	struct buf bytes;
	buf_init(&bytes, LIST_MAX);
	char *path = file_join(segment_path, DICTIONARIES_NAME);
	int status = path ? file_read(path, &bytes, err) : error_memory(err);
	if (status == LIM_OK) {
		status = dictionary_decode(list, bytes.ptr, bytes.len);
		if (status == LIM_E_DAMAGED)
			damaged_error(err, path);
		else if (status != LIM_OK)
			error_memory(err);
	} else if (status == LIM_E_NOT_FOUND) {
		status = LIM_OK;
	}
	free(path);
	buf_done(&bytes);
	return status;
}
