/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of a run have in common: writer.c, segment.c, join.c. */
#ifndef STORE_WRITING_H
#define STORE_WRITING_H

#include <pthread.h>

#include "base/map.h"
#include "store/catalogue_load.h"
#include "store/manifest.h"
#include "store/trainer.h"
#include "store/writer.h"

struct writer {
	char *dir;
	struct writer_options options;
	int lock;
	bool made_dir;		/* this run created the directory */
	bool fresh;		/* there is no manifest yet */
	bool published;		/* this run has committed, or joins: there is no catalogue any more */
	struct manifest manifest;	/* as on disk */
	struct dead_list *dead;		/* per segment of it, until this run commits */
	size_t n_dead;
	struct catalogue *catalogue;
	struct trainer trainer;	/* for the packers of all segments */
	uint64_t first_number;	/* of the segments of this run */
	uint64_t n_deleted;	/* articles deleted and not yet committed */
	uint64_t n_stamped;	/* calls of writer_stamp */
	struct map doubted;	/* see writer_doubt */

	pthread_mutex_t mutex;	/* guards what is below: segments are written by many threads */
	uint64_t next_number;
	struct manifest finished;	/* segments complete and not yet committed */
};

/* The catalogue goes: nothing can be deleted or stamped any more. */
void writer_forget(struct writer *writer);

/* A number for a new segment. Thread-safe. */
uint64_t writer_number(struct writer *writer);

/* Takes over a complete segment. Thread-safe. */
int writer_take(struct writer *writer, const struct manifest_segment *segment, struct lim_error *err);

/* In stamps.c: writes what writer_stamp has collected, what fails here leaves the old stamps; and takes those
 * from new articles that writer_doubt has named. */
void stamps_write(struct writer *writer);
int stamps_doubt(struct writer *writer, struct lim_error *err);

/*
 * Makes *next the manifest, under a new generation, and removes the files it does without. *next is taken
 * over, also after an error.
 */
int writer_publish(struct writer *writer, struct manifest *next, struct lim_error *err);

#endif
