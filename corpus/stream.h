/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a file, unpacked where it is gzip, piece by piece. */
#ifndef CORPUS_STREAM_H
#define CORPUS_STREAM_H

#include <stdbool.h>

#include "base/buf.h"

struct stream {
	int fd;
	bool begun, end;	/* end: all bytes have been handed out */
	uint64_t size, bytes;	/* on disk: in all, read so far */
	struct gzip *gzip;	/* NULL: not packed */
	char *packed;		/* bytes read but not yet unpacked */
	size_t packed_pos, packed_len;
};

/*
 * Opens a regular file. Messages do not name it: the caller does.
 * LIM_OK, LIM_E_INPUT (no regular file), LIM_E_NOT_FOUND, LIM_E_IO.
 */
int stream_open(struct stream *stream, const char *path, struct lim_error *err);
void stream_close(struct stream *stream);

/*
 * Adds up to want bytes (at least one, unless the end is reached) to buf, which must have room for
 * them below its ceiling. LIM_OK; LIM_E_INPUT, LIM_E_LIMIT: broken gzip, a bomb; LIM_E_IO,
 * LIM_E_MEMORY.
 */
int stream_read(struct stream *stream, struct buf *buf, size_t want, struct lim_error *err);

#endif
