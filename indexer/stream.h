/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Something that hands out many articles, one after another: a file of JSON lines, or a program. Several
 * workers draw from it; who gets an id is decided while an article is drawn, in their order.
 */
#ifndef INDEXER_STREAM_H
#define INDEXER_STREAM_H

#include "corpus/source.h"
#include "indexer/ledger.h"
#include "indexer/survey.h"

struct stream {
	struct stream *next;		/* in the queue of the workers */
	unsigned users;			/* workers that draw from it; theirs is the lock */
	bool ended;			/* theirs as well */

	struct file *file;	/* owned; NULL: articles of a program */
	struct source *source;		/* owned */
	int (*read)(void *ctx, struct document *doc, struct lim_error *err);
	void *ctx;

	pthread_mutex_t lock;		/* held by whoever draws; over what follows */
	bool over, unclear;		/* unclear: some article could not be told */
	uint64_t bytes;			/* reported as read */
};

/* file and source, or read and ctx, NULL or 0 the others. Takes over both, also where it returns NULL: no
 * memory. */
struct stream *stream_new(struct file *file, struct source *source);
void stream_free(struct stream *stream);

/*
 * Draws the next article that has to be written into doc; *facts is what else is known of it. Articles
 * that have not changed are passed over, bad ones reported. To be called with the stream's lock held.
 * LIM_OK; LIM_DONE; an error ends the run.
 */
int stream_draw(struct stream *stream, struct run *run, struct ledger *ledger, struct document *doc,
	struct store_article *facts, struct lim_error *err);

#endif
