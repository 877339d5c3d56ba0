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
	bool look;		/* only to look at the catalogue: no lock is taken, nothing swept */
	bool pack;		/* joins make a segment as small as can be: 15 s for 170 MB of text */
	unsigned analysis;	/* version of the analysis that makes the terms */
};

/*
 * Takes the lock, sweeps what a crashed run left, reads manifest and catalogue. With look, what a writer
 * at work takes away while it is read is noticed, and read again.
 * LIM_E_LOCKED names the process that holds the lock; LIM_E_NOT_FOUND: no index there, and not create;
 * LIM_E_VERSION: newer format, or an analysis version that is not ours and not replace_all (the message
 * says: limier-index rebuild); LIM_E_DAMAGED, LIM_E_IO, LIM_E_MEMORY.
 */
int writer_open(const char *dir, const struct writer_options *options, struct writer **writer,
	struct lim_error *err);

/* Also discards what was not committed. NULL is allowed. */
void writer_close(struct writer *writer);

/* NULL after a commit or a join: it is history. */
const struct catalogue *writer_catalogue(const struct writer *writer);

/* The directory of the index, absolute. */
const char *writer_dir(const struct writer *writer);

/* Marks an article of the catalogue as deleted in the next commit; twice is once. Not after a commit. */
int writer_delete(struct writer *writer, uint32_t article, struct lim_error *err);

/*
 * A source file has another time or size than the index knows, but what its articles were made from is the
 * same. The next commit notes it where that costs less than it saves: a file that is not known
 * by its stamp is read in each run. Not after a commit.
 */
int writer_stamp(struct writer *writer, uint32_t file, uint64_t mtime, uint64_t size,
	struct lim_error *err);

/* A source file could not be read to its end: articles that this run has made from it must not let the next
 * one take it for known. LIM_OK or LIM_E_MEMORY. Not after a commit. */
int writer_doubt(struct writer *writer, const char *path);

/*
 * A new segment, written by one thread; several may be written at once. memory: bytes it may hold
 * before it goes to disk. Finishing hands it to the writer (thread-safe); it is then only to be freed.
 * Freeing an unfinished one removes its files. A segment without passages is dropped.
 */
struct segment;
int segment_new(struct writer *writer, size_t memory, struct segment **segment, struct lim_error *err);
int segment_finish(struct segment *segment, struct lim_error *err);
void segment_free(struct segment *segment);

/*
 * Several segments of one writer are finished as one where the engine can do that: to join them later means
 * to write all twice. What each can do by itself, by its thread, it does when it is ended, before.
 */
int segment_end(struct segment *segment, struct lim_error *err);
int segments_finish(struct segment *const *segments, size_t n, struct lim_error *err);

/*
 * Begins an article; its passages follow with segment_add, ordinals 0, 1, 2 …; one without any is
 * not kept. filters: terms that every passage gets, without weight. Everything is copied. That an id is
 * live only once in an index is the caller's care. LIM_E_ARGUMENT: neither id nor path. After an error only
 * segment_free is left to do; that is true of segment_add as well.
 */
int segment_article(struct segment *segment, const struct store_article *article,
	const struct store_term *filters, size_t n_filters, struct lim_error *err);

/* A segment has numbers for terms and words, of which its passages are made; they last as long as it does. */
struct lexicon *segment_lexicon(struct segment *segment);
struct vocabulary *segment_vocabulary(struct segment *segment);

struct store_posting {
	uint32_t term;		/* lexicon_number */
	uint32_t frequency;	/* within the passage; at least 1 */
	enum store_field field;
};

/* What the analysis made of a passage. */
struct segment_terms {
	const struct store_posting *terms;	/* each term once, any order */
	size_t n_terms;
	uint32_t length;	/* tokens, title and heading included: for the weights */
	struct lim_slice signature;	/* see signature.h */
	const uint32_t *words;	/* vocabulary_number; more than once is once */
	size_t n_words;
};

int segment_add(struct segment *segment, const struct store_passage *passage,
	const struct segment_terms *terms, struct lim_error *err);

/*
 * Whether it is time to finish this segment and begin another: what it must keep in memory until it is
 * finished (words, terms) has outgrown its share, or it cannot number many more passages. To be asked
 * between articles; LIM_E_LIMIT from segment_add comes only far later.
 */
bool segment_full(const struct segment *segment);

/* Passages added so far. */
uint32_t segment_passages(const struct segment *segment);

/*
 * Publishes finished segments and deletions by one rename. When it returns LIM_OK, all of it is on disk
 * and visible to readers that open afterwards. With options.replace_all, all older segments go. Where
 * nothing was changed, nothing is written. The catalogue is gone.
 */
int writer_commit(struct writer *writer, struct lim_error *err);

/* What merging is decided by: a committed segment. */
struct segment_facts {
	uint32_t passages, deleted;	/* the deleted are among the passages */
	uint64_t bytes, deleted_bytes;	/* of text */
	bool fresh;			/* written by this run */
};

size_t writer_segments(const struct writer *writer);
struct segment_facts writer_segment(const struct writer *writer, size_t i);

/*
 * Joins committed segments into one without touching their passages (deleted ones stay, remapped;
 * purge them by a rewrite) and commits. chosen: numbers for writer_segment, ascending; NULL: all. Does
 * nothing where fewer than two are chosen, unless the only one of all is still to be packed. Other
 * segments keep their order, before the new one.
 */
int writer_join(struct writer *writer, const size_t *chosen, size_t n, struct lim_error *err);

/* Passages deleted but still on disk. */
uint64_t writer_deleted(const struct writer *writer);

#endif
