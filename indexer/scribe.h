/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles → segments. One scribe per worker; it owns what the work needs, and keeps it. */
#ifndef INDEXER_SCRIBE_H
#define INDEXER_SCRIBE_H

#include "indexer/filters.h"
#include "indexer/passage.h"
#include "indexer/terms.h"

struct scribe {
	struct writer *writer;	/* NULL: everything is counted, nothing written */
	size_t memory;		/* bytes of a segment before it goes to disk; may be changed at any time */
	size_t granted;		/* the same, when the segment was begun */
	struct terms terms;
	struct filters filters;
	struct passages passages;
	struct segment *segment;	/* NULL: none begun */
	uint64_t articles, n_passages, bytes;	/* written */
};

int scribe_init(struct scribe *scribe, struct writer *writer, size_t memory, struct lim_error *err);

/* A segment that is not finished is discarded. */
void scribe_done(struct scribe *scribe);

/* Writes a whole article. facts: all but the strings that doc has. A document without blocks consists of
 * its title. LIM_OK, LIM_E_INPUT: there is no text at all; or what stops the run. */
int scribe_document(struct scribe *scribe, struct document *doc, struct store_article facts,
	struct lim_error *err);

/* Writes an article passage by passage. type: see filters_fill. */
int scribe_article(struct scribe *scribe, const struct store_article *article, const char *type,
	struct lim_error *err);
int scribe_passage(struct scribe *scribe, const struct store_passage *passage, struct lim_error *err);

/* Nothing more will be written: does by itself what need not wait for other scribes, and lets go of what it
 * needed for its work. */
int scribe_end(struct scribe *scribe, struct lim_error *err);

/* Hands what n scribes have written to the writer, as one segment where that can be. */
int scribes_finish(struct scribe *const *scribes, size_t n, struct lim_error *err);

#endif
