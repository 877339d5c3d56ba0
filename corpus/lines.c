/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/lines.h"

#include <string.h>

#include "base/error.h"
#include "base/i18n.h"

#define CHUNK_SIZE ((size_t)64 << 10)

void lines_init(struct lines *lines, struct stream *stream, struct buf *buf, size_t max)
{
	*lines = (struct lines){.stream = stream, .chunk = *buf, .max = max};
	buf_init(buf, buf->max);
	/* A whole line, its end, and what came in one piece with it. */
	lines->chunk.max = max + buf->max + 2 * CHUNK_SIZE;
}

void lines_done(struct lines *lines)
{
	buf_done(&lines->chunk);
}

/* Reads on behind what is left, which moves to the front. */
static int read_more(struct lines *lines, struct lim_error *err)
{
	struct buf *chunk = &lines->chunk;
	if (lines->pos > 0)
		memmove(chunk->ptr, chunk->ptr + lines->pos, chunk->len - lines->pos);
	chunk->len -= lines->pos;
	lines->pos = 0;
	int status = stream_read(lines->stream, chunk, CHUNK_SIZE, err);
	lines->broken = status != LIM_OK;
	return status;
}

/* Reads on until the next line is complete, or too long. len: without its end. */
static int find_end(struct lines *lines, size_t *len, struct lim_error *err)
{
	struct buf *chunk = &lines->chunk;
	/* seen: bytes known to hold no line end, so that a long line costs one look. */
	for (size_t seen = 0;;) {
		size_t left = chunk->len - lines->pos;
		char *start = chunk->ptr + lines->pos;
		char *end = left > seen ? memchr(start + seen, '\n', left - seen) : NULL;
		*len = end ? (size_t)(end - start) : left;
		if (end || lines->stream->end || left > lines->max)
			return LIM_OK;
		seen = left;
		int status = read_more(lines, err);
		if (status != LIM_OK)
			return status;
	}
}

/* Reads over the rest of a line that is too long. */
static int skip_line(struct lines *lines, struct lim_error *err)
{
	struct buf *chunk = &lines->chunk;
	for (;;) {
		char *start = chunk->ptr + lines->pos;
		char *end = memchr(start, '\n', chunk->len - lines->pos);
		if (end || lines->stream->end) {
			lines->pos = end ? (size_t)(end + 1 - chunk->ptr) : chunk->len;
			return LIM_OK;
		}
		lines->pos = chunk->len;
		int status = read_more(lines, err);
		if (status != LIM_OK)
			return status;
	}
}

int lines_next(struct lines *lines, struct lim_slice *line, struct lim_error *err)
{
	size_t len;
	int status = find_end(lines, &len, err);
	if (status == LIM_OK && lines->pos == lines->chunk.len)
		return LIM_DONE;
	lines->number++;
	bool too_long = status == LIM_OK && len > lines->max;
	if (too_long)
		status = skip_line(lines, err);
	if (status != LIM_OK)
		return status;
	if (too_long)
		return error_set(err, LIM_E_LIMIT,
			_("a line of more than %zu bytes, the ceiling: raise it with --max-file"),
			lines->max);
	*line = (struct lim_slice){lines->chunk.ptr + lines->pos, len};
	lines->pos += len < lines->chunk.len - lines->pos ? len + 1 : len;
	line->len -= len > 0 && line->ptr[len - 1] == '\r';
	return LIM_OK;
}
