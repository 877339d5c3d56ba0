/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stream → its lines, one held at a time. */
#ifndef CORPUS_LINES_H
#define CORPUS_LINES_H

#include "corpus/stream.h"

struct lines {
	struct stream *stream;
	struct buf chunk;	/* bytes read and not yet handed out, from pos on */
	size_t pos;
	size_t number;		/* of the line handed out last, 1-based */
	size_t max;
	bool broken;		/* the stream has failed */
};

/* Takes over buf, the bytes read so far, with its memory. max: ceiling of one line in bytes. */
void lines_init(struct lines *lines, struct stream *stream, struct buf *buf, size_t max);
void lines_done(struct lines *lines);

/*
 * The next line, without its end ("\n" or "\r\n"), valid until the next call. LIM_OK; LIM_DONE;
 * LIM_E_LIMIT: longer than the ceiling, passed over without being held; the next call goes on
 * behind it. Errors of the stream, which set broken: there is nothing behind them.
 */
int lines_next(struct lines *lines, struct lim_slice *line, struct lim_error *err);

#endif
