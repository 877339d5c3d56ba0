/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/files.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* Bytes of the list, of one path. */
#define FILES_MAX ((size_t)64 << 30)
#define PATH_MOST ((size_t)64 << 20)

static void before_init(struct files_before *before)
{
	*before = (struct files_before){0};
	buf_init(&before->path, PATH_MOST);
}

void files_init(struct files *files)
{
	*files = (struct files){0};
	buf_init(&files->packed, FILES_MAX);
	before_init(&files->before);
}

void files_done(struct files *files)
{
	buf_done(&files->packed);
	buf_done(&files->before.path);
}

/* As path, order, mtime (the difference, zigzag), size. */
int files_add(struct files *files, const char *path, uint32_t order, uint64_t mtime, uint64_t size)
{
	struct buf *out = &files->packed;
	struct files_before *before = &files->before;
	size_t start = out->len, shared = buf_become(&before->path, path);
	buf_add_varint(out, shared);
	buf_add(out, path + shared, strlen(path + shared) + 1);
	buf_add_varint(out, order - before->order);
	buf_add_varint(out, zigzag_put(mtime - before->mtime));
	buf_add_varint(out, size);
	if (out->status != LIM_OK || before->path.status != LIM_OK) {
		buf_cut(out, start);
		return LIM_E_MEMORY;
	}
	before->order = order;
	before->mtime = mtime;
	files->n++;
	files->bytes += size;
	return LIM_OK;
}

void files_begin(const struct files *files, struct files_cursor *cursor)
{
	*cursor = (struct files_cursor){.files = files, .pos = files->packed.ptr};
	before_init(&cursor->before);
}

void files_end(struct files_cursor *cursor)
{
	buf_done(&cursor->before.path);
}

bool files_left(const struct files_cursor *cursor)
{
	return cursor->pos < cursor->files->packed.ptr + cursor->files->packed.len;
}

/* What was written here is well formed. */
static uint64_t take(struct files_cursor *cursor)
{
	uint64_t n = 0;
	varint_get(&cursor->pos, cursor->files->packed.ptr + cursor->files->packed.len, &n);
	return n;
}

struct file *files_next(struct files_cursor *cursor)
{
	struct files_before *before = &cursor->before;
	buf_cut(&before->path, take(cursor));
	if (buf_adds(&before->path, cursor->pos) != LIM_OK)
		return NULL;
	cursor->pos += strlen(cursor->pos) + 1;
	before->order += (uint32_t)take(cursor);
	before->mtime += zigzag_get(take(cursor));
	struct file *file = malloc(sizeof *file + before->path.len + 1);
	if (!file)
		return NULL;
	file->order = before->order;
	file->mtime = before->mtime;
	file->size = take(cursor);
	memcpy(file->path, before->path.ptr, before->path.len + 1);
	return file;
}
