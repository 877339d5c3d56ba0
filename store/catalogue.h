/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every live article of an index, found by id or by source file: what a writer compares with. */
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include "store/store.h"

struct catalogue_entry {
	const char *id, *path;	/* path may be NULL; both live as long as the catalogue */
	uint64_t mtime, size, hash;
	uint32_t segment;	/* shard, in a reader of this index alone, opened before the commit */
	uint32_t first;		/* id of its first passage there; the others follow */
	uint32_t passages;	/* at least 1 */
	uint64_t text_bytes;
	bool many;
	bool dead;		/* deleted by this run */
	bool stamped;		/* mtime and size are news to the index */
	uint32_t next_of_path;	/* the next entry of the same path, or CATALOGUE_NONE */
};

#define CATALOGUE_NONE UINT32_MAX

struct catalogue;

size_t catalogue_count(const struct catalogue *catalogue);
const struct catalogue_entry *catalogue_get(const struct catalogue *catalogue, uint32_t i);

/* The entry of an id, or CATALOGUE_NONE; not one that this run has deleted. */
uint32_t catalogue_find(const struct catalogue *catalogue, const char *id);

/* An entry that came from a source file, deleted by this run or not, or CATALOGUE_NONE; the others
 * follow by next_of_path. */
uint32_t catalogue_find_path(const struct catalogue *catalogue, const char *path);

#endif
