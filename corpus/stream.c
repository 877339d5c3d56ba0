/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/i18n.h"
#include "corpus/gzip.h"

#define PACKED_SIZE ((size_t)64 << 10)

int stream_open(struct stream *stream, const char *path, struct lim_error *err)
{
	/* Without O_NONBLOCK, a pipe that took the file's place would hold us up for ever. */
	*stream = (struct stream){.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
	if (stream->fd < 0)
		return error_errno(err, errno, _("cannot be opened"));
	struct stat st;
	int status = LIM_OK;
	if (fstat(stream->fd, &st) < 0)
		status = error_errno(err, errno, _("cannot be examined"));
	else if (!S_ISREG(st.st_mode))
		status = error_set(err, LIM_E_INPUT, S_ISDIR(st.st_mode) ? _("a folder, not a file")
			: _("neither a file nor a folder: only those are read"));
	else
		stream->size = (uint64_t)st.st_size;
	if (status != LIM_OK)
		stream_close(stream);
	return status;
}

void stream_close(struct stream *stream)
{
	if (stream->fd >= 0)
		close(stream->fd);
	stream->fd = -1;
	gzip_free(stream->gzip);
	stream->gzip = NULL;
	free(stream->packed);
	stream->packed = NULL;
}

/* Bytes as they lie on disk; *n is 0 at the end only. */
static int read_raw(struct stream *stream, char *ptr, size_t want, size_t *n, struct lim_error *err)
{
	ssize_t got;
	do
		got = read(stream->fd, ptr, want);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_errno(err, errno, _("cannot be read"));
	*n = (size_t)got;
	stream->bytes += *n;
	return LIM_OK;
}

static int read_plain(struct stream *stream, struct buf *buf, size_t want, struct lim_error *err)
{
	size_t n = 0;
	int status = read_raw(stream, buf->ptr + buf->len, want, &n, err);
	if (status != LIM_OK)
		return status;
	/* A regular file gives less than was asked for at its end only: one call is saved. */
	stream->end = n == 0 || (n < want && stream->bytes >= stream->size);
	buf->len += n;
	buf->ptr[buf->len] = '\0';
	return LIM_OK;
}

static int fill_packed(struct stream *stream, struct lim_error *err)
{
	int status = read_raw(stream, stream->packed, PACKED_SIZE, &stream->packed_len, err);
	stream->packed_pos = 0;
	if (status != LIM_OK || stream->packed_len > 0)
		return status;
	return gzip_finish(stream->gzip, err);
}

static int read_packed(struct stream *stream, struct buf *buf, size_t want, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t n = 0; n == 0 && status == LIM_OK;) {
		if (stream->packed_len == 0 && (status = fill_packed(stream, err)) != LIM_OK)
			break;
		const char *in = stream->packed + stream->packed_pos;
		n = want;
		status = gzip_inflate(stream->gzip, &in, &stream->packed_len, buf->ptr + buf->len,
			&n, err);
		stream->packed_pos = (size_t)(in - stream->packed);
		buf->len += n;
	}
	buf->ptr[buf->len] = '\0';
	if (status != LIM_DONE)
		return status;
	stream->end = true;
	return LIM_OK;
}

/* The first bytes that were read turn out to be gzip: they become the first to be unpacked. */
static int begin_packed(struct stream *stream, struct buf *buf, size_t start, struct lim_error *err)
{
	size_t len = buf->len - start;
	stream->gzip = gzip_new();
	stream->packed = malloc(len > PACKED_SIZE ? len : PACKED_SIZE);
	if (!stream->gzip || !stream->packed)
		return error_memory(err);
	memcpy(stream->packed, buf->ptr + start, len);
	stream->packed_len = len;
	stream->end = false;
	buf_cut(buf, start);
	return LIM_OK;
}

int stream_read(struct stream *stream, struct buf *buf, size_t want, struct lim_error *err)
{
	size_t start = buf->len;
	if (buf_reserve(buf, want) != LIM_OK)
		return error_memory(err);
	if (stream->gzip)
		return read_packed(stream, buf, want, err);
	int status = read_plain(stream, buf, want, err);
	if (status != LIM_OK || stream->begun)
		return status;
	stream->begun = true;
	if (!gzip_is(buf->ptr + start, buf->len - start))
		return LIM_OK;
	status = begin_packed(stream, buf, start, err);
	return status != LIM_OK ? status : read_packed(stream, buf, want, err);
}
