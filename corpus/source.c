/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/i18n.h"
#include "corpus/binary.h"
#include "corpus/encoding.h"
#include "corpus/lines.h"
#include "corpus/reader.h"
#include "corpus/stream.h"

/* Bytes that readers bid on, and bytes of the first read. */
#define HEAD_MAX ((size_t)8 << 10)
#define FIRST_MAX ((size_t)64 << 10)

static const struct reader *const readers[] = {
	&text_reader, &markdown_reader, &html_reader, &jsonl_reader,
};

struct source {
	struct stream stream;
	struct buf raw;		/* the file unpacked; for many articles, what was read ahead */
	struct lines lines;	/* of a file that holds many */
	const struct reader *reader;
	size_t max;
	uint64_t hash;
	char claim[ENCODING_NAME_SIZE];
	bool over;		/* nothing is left, or can be reached */
};

bool reader_name_ends(const char *name, const char *end)
{
	size_t len = strlen(name), n = strlen(end);
	return len > n && strcasecmp(name + len - n, end) == 0;
}

static int fail_limit(const struct source *source, struct lim_error *err)
{
	if (source->stream.gzip)
		return error_set(err, LIM_E_LIMIT,
			_("unpacks to more than %zu bytes, the ceiling: raise it with --max-file"),
			source->max);
	return error_set(err, LIM_E_LIMIT,
		_("%ju bytes, over the ceiling of %zu: raise it with --max-file"),
		(uintmax_t)source->stream.size, source->max);
}

static int read_first(struct source *source, struct lim_error *err)
{
	/* One byte more than a small file has: its first read is the last as well. */
	uint64_t size = source->stream.size;
	size_t want = size > 0 && size < FIRST_MAX ? (size_t)size + 1 : FIRST_MAX;
	source->raw.max = source->max + FIRST_MAX;
	return stream_read(&source->stream, &source->raw, want, err);
}

static int read_rest(struct source *source, struct lim_error *err)
{
	struct stream *stream = &source->stream;
	struct buf *raw = &source->raw;
	if (!stream->gzip && stream->size > source->max)
		return fail_limit(source, err);
	while (!stream->end && raw->len <= source->max) {
		/* All that is missing where the size is known; else twice what there is. */
		size_t want = raw->len < FIRST_MAX ? FIRST_MAX : raw->len;
		if (!stream->gzip && stream->size > raw->len)
			want = (size_t)stream->size - raw->len + 1;
		size_t room = source->max + 1 - raw->len;
		int status = stream_read(stream, raw, want < room ? want : room, err);
		if (status != LIM_OK)
			return status;
	}
	return raw->len > source->max ? fail_limit(source, err) : LIM_OK;
}

/* The first bytes without mark; of UTF-16 those that are not zero, which is enough for a bid. */
static size_t make_head(const struct buf *raw, char head[HEAD_MAX])
{
	const char *name;
	size_t start = encoding_mark(raw->ptr, raw->len, &name), len = 0;
	const char *pos = raw->ptr + start, *end = raw->ptr + raw->len;
	while (pos < end && len < HEAD_MAX - 1) {
		size_t left = (size_t)(end - pos), room = HEAD_MAX - 1 - len;
		size_t n = strnlen(pos, left < room ? left : room);
		memcpy(head + len, pos, n);
		len += n;
		pos += n + (n < left);
	}
	head[len] = '\0';
	return len;
}

static char *bare_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = strdup(slash ? slash + 1 : path);
	if (name && reader_name_ends(name, ".gz"))
		name[strlen(name) - 3] = '\0';
	return name;
}

static int choose_reader(struct source *source, const char *path, enum lim_format format,
	struct lim_error *err)
{
	char head[HEAD_MAX];
	size_t len = make_head(&source->raw, head);
	char *name = bare_name(path);
	if (!name)
		return error_memory(err);
	int best = -1;
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		const struct reader *reader = readers[i];
		int bid = format == reader->format ? 101 :
			format == LIM_FORMAT_AUTO ? reader->bid(name, head, len) : -1;
		if (bid > best) {
			best = bid;
			source->reader = reader;
		}
	}
	free(name);
	if (!source->reader)
		return error_set(err, LIM_E_ARGUMENT, _("unknown format %d"), (int)format);
	if (!source->reader->claim ||
		!source->reader->claim(head, len, source->claim, ENCODING_NAME_SIZE))
		source->claim[0] = '\0';
	return LIM_OK;
}

static bool is_blank(const struct buf *buf)
{
	for (size_t i = 0; i < buf->len; i++)
		if (buf->ptr[i] != ' ' && (buf->ptr[i] < '\t' || buf->ptr[i] > '\r'))
			return false;
	return true;
}

static int begin_one(struct source *source, struct lim_error *err)
{
	int status = read_rest(source, err);
	if (status != LIM_OK)
		return status;
	if (is_blank(&source->raw))
		return error_set(err, LIM_E_INPUT, _("empty"));
	source->hash = XXH3_64bits(source->raw.ptr, source->raw.len);
	return LIM_OK;
}

/* Lines can be told apart in bytes of ASCII kind only: a file in UTF-16 is decoded as a whole. */
static int begin_many(struct source *source, struct lim_error *err)
{
	struct buf *raw = &source->raw;
	const char *mark;
	size_t len = encoding_mark(raw->ptr, raw->len, &mark);
	bool wide = encoding_zeros(raw->ptr, raw->len) != NULL;
	if (wide || (len > 0 && strcmp(mark, "UTF-8") != 0)) {
		int status = read_rest(source, err);
		if (status != LIM_OK)
			return status;
		if (encoding_decode(raw, NULL) != LIM_OK)
			return error_memory(err);
		len = 0;
	}
	lines_init(&source->lines, &source->stream, raw, source->max);
	source->lines.pos = len;
	return LIM_OK;
}

static int open_source(struct source *source, const char *path, enum lim_format format,
	struct lim_error *err)
{
	int status = stream_open(&source->stream, path, err);
	if (status == LIM_OK)
		status = read_first(source, err);
	if (status != LIM_OK)
		return status;
	if (source->raw.len == 0)
		return error_set(err, LIM_E_INPUT, _("empty"));
	size_t head = source->raw.len < HEAD_MAX ? source->raw.len : HEAD_MAX;
	const char *kind = binary_kind(source->raw.ptr, head);
	if (kind)
		return error_set(err, LIM_E_INPUT,
			_("%s, no text: make text, Markdown or HTML of it first"), kind);
	status = choose_reader(source, path, format, err);
	if (status != LIM_OK)
		return status;
	return source->reader->many ? begin_many(source, err) : begin_one(source, err);
}

int source_open(const char *path, enum lim_format format, size_t max, struct source **source,
	struct lim_error *err)
{
	*source = NULL;
	struct source *new = calloc(1, sizeof *new);
	if (!new)
		return error_memory(err);
	/* Ceilings are added up further on. */
	new->max = max < SIZE_MAX / 8 ? max : SIZE_MAX / 8;
	buf_init(&new->raw, new->max);
	buf_init(&new->lines.chunk, 0);
	new->stream.fd = -1;
	int status = open_source(new, path, format, err);
	if (status != LIM_OK) {
		source_close(new);
		return status;
	}
	*source = new;
	return LIM_OK;
}

void source_close(struct source *source)
{
	if (!source)
		return;
	stream_close(&source->stream);
	lines_done(&source->lines);
	buf_done(&source->raw);
	free(source);
}

bool source_is_many(const struct source *source)
{
	return source->reader->many;
}

uint64_t source_hash(const struct source *source)
{
	return source->hash;
}

bool source_is_broken(const struct source *source)
{
	return source->lines.broken;
}

uint64_t source_bytes(const struct source *source)
{
	return source->stream.bytes;
}

/* Bytes, of any encoding → doc. */
static int read_document(struct source *source, struct buf *bytes, struct document *doc,
	struct lim_error *err)
{
	int status = encoding_decode(bytes, source->claim[0] ? source->claim : NULL);
	doc->type = source->reader->name;
	if (status == LIM_OK)
		status = source->reader->read(doc, bytes, err);
	if (status == LIM_OK)
		status = doc->text.status;
	if (status == LIM_E_MEMORY)
		return error_memory(err);
	if (status == LIM_E_LIMIT)
		return error_set(err, LIM_E_LIMIT,
			_("more than %zu bytes of text, the ceiling: raise it with --max-file"),
			doc->text.max);
	if (status == LIM_OK && doc->n_blocks == 0)
		return error_set(err, LIM_E_INPUT, _("no text in it"));
	return status;
}

static int next_line(struct source *source, struct document *doc, size_t *number,
	struct lim_error *err)
{
	struct lim_slice line;
	int status;
	do
		status = lines_next(&source->lines, &line, err);
	while (status == LIM_OK && line.len <= strspn(line.ptr, " \t\r\v\f"));
	*number = status == LIM_DONE ? 0 : source->lines.number;
	if (status != LIM_OK) {
		source->over = status == LIM_DONE || source->lines.broken;
		return status;
	}
	doc->hash = XXH3_64bits(line.ptr, line.len);
	struct buf bytes;
	buf_init(&bytes, source->max);
	buf_add(&bytes, line.ptr, line.len);
	status = read_document(source, &bytes, doc, err);
	buf_done(&bytes);
	for (size_t i = 0; i < doc->n_blocks; i++)
		doc->blocks[i].line = *number;
	return status;
}

int source_next(struct source *source, struct document *doc, size_t *line, struct lim_error *err)
{
	document_reset(doc);
	*line = 0;
	if (source->over)
		return LIM_DONE;
	if (source->reader->many)
		return next_line(source, doc, line, err);
	source->over = true;
	doc->hash = source->hash;
	return read_document(source, &source->raw, doc, err);
}
