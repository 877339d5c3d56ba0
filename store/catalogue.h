/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every live article of an index, found by id or by source file: what a writer compares with. */
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include "store/store.h"

struct catalogue_entry {
	const char *id, *path;	/* path may be NULL; both live as long as the catalogue */
	uint64_t mtime, size, hash;
	uint32_t segment;	/* index of the segment in the manifest */
	uint32_t first;		/* id of its first passage there */
	uint32_t passages;
	uint64_t text_bytes;
	bool many;
	bool dead;		/* deleted by this run */
	uint32_t next_of_path;	/* the next entry of the same path, or CATALOGUE_NONE */
};

#define CATALOGUE_NONE UINT32_MAX

struct catalogue;

size_t catalogue_count(const struct catalogue *catalogue);
const struct catalogue_entry *catalogue_get(const struct catalogue *catalogue, uint32_t i);

/* The live entry of an id, or CATALOGUE_NONE. */
uint32_t catalogue_find(const struct catalogue *catalogue, const char *id);

/* The first entry that came from a source file, or CATALOGUE_NONE; go on with next_of_path. */
uint32_t catalogue_find_path(const struct catalogue *catalogue, const char *path);

#endif
