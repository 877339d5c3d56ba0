/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that a run has to read, in their order: some 20 bytes each, for there may be millions. A path is
 * packed against the one before.
 */
#ifndef INDEXER_FILES_H
#define INDEXER_FILES_H

#include "base/buf.h"

struct file {
	uint64_t mtime, size;	/* nanoseconds, bytes */
	uint32_t order;		/* among all files found, from 1 */
	char path[];		/* absolute */
};

/* What the next one is packed against. */
struct files_before {
	struct buf path;
	uint64_t mtime;
	uint32_t order;
};

struct files {
	struct buf packed;
	struct files_before before;
	size_t n;
	uint64_t bytes;		/* of all of them */
};

void files_init(struct files *files);
void files_done(struct files *files);

/* LIM_OK or LIM_E_MEMORY. */
int files_add(struct files *files, const char *path, uint32_t order, uint64_t mtime, uint64_t size);

/* A reader of the whole list, which must not grow meanwhile. */
struct files_cursor {
	const struct files *files;
	const char *pos;
	struct files_before before;
};

void files_begin(const struct files *files, struct files_cursor *cursor);
void files_end(struct files_cursor *cursor);
bool files_left(const struct files_cursor *cursor);

/* The next one, of those that are left, to be freed. NULL: no memory. */
struct file *files_next(struct files_cursor *cursor);

#endif
