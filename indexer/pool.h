/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who does what next: a queue of files, streams that are drawn from one after another, and the memory
 * that documents in work hold together.
 *
 * A stream begins only when every file before it has been opened, for it may be a stream that comes
 * first: so the order in which articles are drawn is that of the files.
 */
#ifndef INDEXER_POOL_H
#define INDEXER_POOL_H

#include "indexer/survey.h"
#include "indexer/stream.h"

struct pool {
	struct run *run;
	const struct survey *survey;	/* NULL: only a stream */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct files_cursor files;	/* that nobody has taken yet */
	uint32_t *opening;		/* per worker: the order of the file that it opens; 0: none */
	unsigned jobs;
	struct stream *streams;		/* by order; the first may be in use */
	size_t room;			/* bytes that documents in work may still take */
	uint64_t handed_out;		/* what the work so far counts as, see POOL_SHARE */
};

/* What one worker is worth beginning: bytes of files, each file counting FILE_COST more. */
#define POOL_SHARE ((uint64_t)2 << 20)
#define POOL_FILE_COST 4096

int pool_init(struct pool *pool, struct run *run, const struct survey *survey, struct stream *stream);
void pool_done(struct pool *pool);

/* How many workers may be of use. */
unsigned pool_workers(const struct pool *pool);

/* Waits for something to do; worker counts from 0. Exactly one of *file (to be freed) and *stream is set
 * where true is returned. The file has to be opened and pool_opened called, the stream drawn from and
 * left. */
bool pool_take(struct pool *pool, unsigned worker, struct file **file, struct stream **stream);

/* The file of this worker has turned out to be a stream, which the pool takes over; NULL: it is none. */
void pool_opened(struct pool *pool, unsigned worker, struct stream *stream);

/* Nothing more comes from the stream, or this worker ends. */
void pool_leave(struct pool *pool, struct stream *stream);

/* Work that came from a stream. */
void pool_count(struct pool *pool, uint64_t bytes);

/* Takes so many bytes for a document, or all where that is less; wait: not before they are there.
 * Returns what is to be given back. */
size_t pool_borrow(struct pool *pool, size_t bytes, bool wait);
void pool_return(struct pool *pool, size_t bytes);

#endif
