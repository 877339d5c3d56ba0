/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The manifest: which segments make up an index. A Xapian stub file, so that Xapian's own tools open
 * the directory; what is Limier's stands in its comment lines. For example
 *
 *	# limier format 1
 *	# limier analysis 1
 *	# limier generation 7
 *	# limier next 4
 *	# limier by 0.1.0
 *	# limier segment 3 passages 50 articles 20 bytes 31000 dead 7 passages 3 articles 1 bytes 900 …
 *	auto seg-3
 *	# limier end 0123456789abcdef
 *
 * "dead 7": the list is dead-3-7; 0: none. The line ends with "packed 1" where the segment was made as small
 * as can be, else with "packed 0". The last line is the XXH3 of all lines before it, so that a cut or damaged
 * manifest is noticed. The first line stays as it is in all future formats. Comment lines that are not known
 * are passed over.
 */
#ifndef STORE_MANIFEST_H
#define STORE_MANIFEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "limier.h"

/* A number of passages, of articles, of bytes of their text. */
struct tally {
	uint32_t passages, articles;
	uint64_t bytes;
};

struct manifest_segment {
	uint64_t number;
	struct tally all, dead;	/* dead are among all */
	uint64_t dead_generation;	/* of the list; 0: nothing is dead */
	unsigned packed;	/* 1: made as small as can be */
};

struct manifest {
	unsigned format, analysis;
	uint64_t generation;	/* commits so far */
	uint64_t next;		/* number of the next segment */
	char by[32];		/* the version that wrote it */
	struct manifest_segment *segments;
	size_t n;
};

/* {0} is an empty manifest. */
void tally_add(struct tally *to, const struct tally *from);

void manifest_done(struct manifest *manifest);

/* On LIM_OK *to is a copy of its own. */
int manifest_copy(const struct manifest *from, struct manifest *to, struct lim_error *err);
int manifest_add(struct manifest *manifest, const struct manifest_segment *segment,
	struct lim_error *err);

/* The segment of a number, or NULL. */
const struct manifest_segment *manifest_find(const struct manifest *manifest, uint64_t number);

/* path is for messages. LIM_E_DAMAGED, LIM_E_VERSION (newer format), LIM_E_MEMORY. */
int manifest_parse(const char *text, size_t len, const char *path, struct manifest *manifest,
	struct lim_error *err);

/* LIM_E_VERSION: made with another version of the analysis; no matter where it has no segments. */
int manifest_check_analysis(const struct manifest *manifest, const char *dir, unsigned analysis,
	struct lim_error *err);

/* Writes the manifest with this version as the writing one. Returns buf's status. */
int manifest_print(const struct manifest *manifest, struct buf *buf);

/* LIM_E_NOT_FOUND: no directory, or no manifest in it. */
int manifest_read(const char *dir, struct manifest *manifest, struct lim_error *err);

/* The commit. After an error the old or the new manifest may be there, never a part of one. */
int manifest_write(const char *dir, const struct manifest *manifest, struct lim_error *err);

/* The path of a segment's directory, of its list of deletions; to be freed. NULL: no memory. */
char *manifest_segment_path(const char *dir, uint64_t number);
char *manifest_dead_path(const char *dir, uint64_t number, uint64_t generation);

/*
 * Removes from dir what looks like ours and is not in the manifest: segments, finished or not, with
 * numbers below `below`, deletion lists, a manifest not yet renamed. Failures are passed over: the next
 * writer tries again.
 */
void manifest_sweep(const char *dir, const struct manifest *manifest, uint64_t below);

#endif
