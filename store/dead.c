/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/dead.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "store/engine.h"

#define MAGIC "limdead1"
#define MAGIC_LEN 8
#define CHECKSUM 8
#define DEAD_MAX ((size_t)4 << 30)

void dead_done(struct dead_list *list)
{
	free(list->ids);
	*list = (struct dead_list){0};
}

static int reserve(struct dead_list *list, size_t n)
{
	if (n <= list->cap - list->n)
		return LIM_OK;
	size_t cap = 2 * list->cap > list->n + n ? 2 * list->cap : list->n + n;
	uint32_t *ids = realloc(list->ids, cap * sizeof *ids);
	if (!ids)
		return LIM_E_MEMORY;
	list->ids = ids;
	list->cap = cap;
	return LIM_OK;
}

int dead_add(struct dead_list *list, uint32_t first, uint32_t n)
{
	if (reserve(list, n) != LIM_OK)
		return LIM_E_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		list->ids[list->n++] = first + i;
	return LIM_OK;
}

bool dead_has(const struct dead_list *list, uint32_t id)
{
	size_t low = 0, high = list->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < list->n && list->ids[low] == id;
}

int dead_merge(const struct dead_list *a, const struct dead_list *b, struct dead_list *out)
{
	struct dead_list merged = {0};
	if (reserve(&merged, a->n + b->n) != LIM_OK)
		return LIM_E_MEMORY;
	for (size_t i = 0, j = 0; i < a->n || j < b->n;)
		merged.ids[merged.n++] = j == b->n || (i < a->n && a->ids[i] < b->ids[j]) ?
			a->ids[i++] : b->ids[j++];
	*out = merged;
	return LIM_OK;
}

int dead_encode(const struct dead_list *list, struct buf *buf)
{
	unsigned char sum[CHECKSUM];
	size_t start = buf->len;
	buf_add(buf, MAGIC, MAGIC_LEN);
	buf_add_varint(buf, list->n);
	for (size_t i = 0; i < list->n; i++)
		buf_add_varint(buf, list->ids[i] - (i > 0 ? list->ids[i - 1] : 0));
	if (buf->status != LIM_OK)
		return buf->status;
	be_put(sum, XXH3_64bits(buf->ptr + start, buf->len - start), CHECKSUM);
	return buf_add(buf, sum, CHECKSUM);
}

static int decode_ids(const char *pos, const char *end, uint32_t last, struct dead_list *list)
{
	uint64_t n, difference, id = 0;
	/* Every id takes a byte at least, which bounds what is reserved. */
	if (!varint_get(&pos, end, &n) || n > (size_t)(end - pos))
		return LIM_E_DAMAGED;
	if (reserve(list, n) != LIM_OK)
		return LIM_E_MEMORY;
	while (list->n < n) {
		if (!varint_get(&pos, end, &difference) || difference == 0 || difference > last - id)
			return LIM_E_DAMAGED;
		id += difference;
		list->ids[list->n++] = (uint32_t)id;
	}
	return pos == end ? LIM_OK : LIM_E_DAMAGED;
}

int dead_decode(const char *ptr, size_t len, uint32_t last, struct dead_list *list)
{
	struct dead_list found = {0};
	if (len < MAGIC_LEN + CHECKSUM || memcmp(ptr, MAGIC, MAGIC_LEN) != 0)
		return LIM_E_DAMAGED;
	const char *end = ptr + len - CHECKSUM;
	if (be_get((const unsigned char *)end, CHECKSUM) != XXH3_64bits(ptr, len - CHECKSUM))
		return LIM_E_DAMAGED;
	int status = decode_ids(ptr + MAGIC_LEN, end, last, &found);
	if (status == LIM_OK)
		*list = found;
	else
		dead_done(&found);
	return status;
}

int dead_read(const char *path, uint32_t last, struct dead_list *list, struct lim_error *err)
{
	struct buf bytes;
	buf_init(&bytes, DEAD_MAX);
	int status = file_read(path, &bytes, err);
	if (status == LIM_OK) {
		status = dead_decode(bytes.ptr, bytes.len, last, list);
		if (status == LIM_E_MEMORY)
			error_memory(err);
		else if (status != LIM_OK)
			damaged_error(err, path);
	}
	buf_done(&bytes);
	return status;
}

int dead_write(const char *path, const struct dead_list *list, struct lim_error *err)
{
	struct buf bytes;
	buf_init(&bytes, DEAD_MAX);
	int status = dead_encode(list, &bytes) == LIM_OK ? file_replace(path, bytes.ptr, bytes.len, err) :
		error_memory(err);
	buf_done(&bytes);
	return status;
}
