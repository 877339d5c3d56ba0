/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One run that changes an index: opened under the lock, collecting new segments and deletions beside
 * what is there, made visible by one rename. Closed without a commit, it leaves the index as it was.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/catalogue.h"
#include "store/store.h"

struct writer;

struct writer_options {
	bool create;		/* make the directory where there is none */
	bool replace_all;	/* a rebuild: an older analysis version is no obstacle */
	unsigned analysis;	/* version of the analysis that makes the terms */
};

/*
 * Takes the lock, sweeps what a crashed run left, reads manifest and catalogue.
 * LIM_E_LOCKED names the process that holds the lock; LIM_E_NOT_FOUND: no index there, and not create;
 * LIM_E_VERSION: newer format, or an analysis version that is not ours and not replace_all (the message
 * says: limier-index rebuild); LIM_E_DAMAGED, LIM_E_IO, LIM_E_MEMORY.
 */
int writer_open(const char *dir, const struct writer_options *options, struct writer **writer,
	struct lim_error *err);

/* Also discards what was not committed. NULL is allowed. */
void writer_close(struct writer *writer);

const struct catalogue *writer_catalogue(const struct writer *writer);

/* The directory of the index, absolute. */
const char *writer_dir(const struct writer *writer);

/* Marks an article of the catalogue as deleted in the next commit. */
int writer_delete(struct writer *writer, uint32_t entry, struct lim_error *err);

/*
 * A new segment, written by one thread; several may be written at once. memory: bytes it may hold
 * before it goes to disk. Finishing hands it to the writer (thread-safe); freeing an unfinished one
 * removes its files. A segment without passages is dropped.
 */
struct segment;
int segment_new(struct writer *writer, size_t memory, struct segment **segment, struct lim_error *err);
int segment_finish(struct segment *segment, struct lim_error *err);
void segment_free(struct segment *segment);

/*
 * Begins an article; its passages follow with segment_add. filters: terms that every passage gets.
 * Everything is copied.
 */
int segment_article(struct segment *segment, const struct store_article *article,
	const struct store_term *filters, size_t n_filters, struct lim_error *err);

/* What the analysis made of a passage. */
struct segment_terms {
	const struct store_term *terms;	/* each (field, term) once, any order */
	size_t n_terms;
	uint32_t length;	/* tokens, title and heading included: the length that weights are made from */
	struct lim_slice signature;	/* see signature_byte */
	const struct lim_slice *words;	/* distinct words as written, for the vocabulary */
	size_t n_words;
};

int segment_add(struct segment *segment, const struct store_passage *passage,
	const struct segment_terms *terms, struct lim_error *err);

/* Passages added so far. */
uint32_t segment_passages(const struct segment *segment);

/*
 * Publishes finished segments and deletions by one rename. When it returns LIM_OK, all of it is on disk
 * and visible to readers that open afterwards. With options.replace_all, all older segments go.
 */
int writer_commit(struct writer *writer, struct lim_error *err);

/*
 * Joins all segments into one without touching their passages (deleted ones stay, remapped; purge them
 * by a rewrite) and commits. Does nothing where there is one segment already.
 */
int writer_join(struct writer *writer, struct lim_error *err);

/* Passages deleted but still on disk. */
uint64_t writer_deleted(const struct writer *writer);

#endif
