/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all threads of a run share: its options, its callbacks, its figures, and how it ends. */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "limier.h"

struct run {
	struct lim_index_options options;	/* with the defaults filled in */
	struct timespec began;
	pthread_mutex_t lock;			/* over what follows, and around callbacks */
	struct lim_progress progress;
	uint64_t skipped;
	struct lim_error error;			/* the first that ended the run */
	atomic_int status;			/* LIM_OK while the run goes on; an error ends it */
};

/* options may be NULL. */
void run_init(struct run *run, const struct lim_index_options *options);
void run_done(struct run *run);

/* Bytes that the segments of one worker may hold, beside what is held for the run as a whole (an eighth of
 * all at least, or there would be countless segments); and that documents in work may hold together. */
size_t run_segment_memory(const struct run *run, size_t held);
size_t run_document_memory(const struct run *run);

/* Reports a document, or something else, that is skipped. */
void run_problem(struct run *run, const char *path, size_t line, const char *reason);

/* Enters a stage. Returns the run's status, as do the next two. */
int run_stage(struct run *run, enum lim_stage stage, uint64_t total);

/* So many more files (or articles of a rebuild) are done, so many bytes read. The callback may end it. */
int run_advance(struct run *run, uint64_t done, uint64_t bytes);

int run_status(const struct run *run);

/* Ends the run with an error. The first one counts. */
void run_fail(struct run *run, int status, const struct lim_error *error);

/* What the whole function returns: the run's error into *err, LIM_SKIPPED, or LIM_OK. */
int run_result(struct run *run, struct lim_error *err);

/* Since run_init, by a clock that nobody sets. */
double run_seconds(const struct run *run);

#endif
