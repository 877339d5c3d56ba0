/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every live article of an index, and every file they came from: what a writer compares with. Of an article
 * some 30 bytes are in memory, found by a fingerprint of its id (prints.h); all that is known of it, which
 * stays on disk, is handed out by a walk.
 */
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include "store/store.h"

#define CATALOGUE_NONE UINT32_MAX

/* In memory of an article. */
struct catalogue_article {
	uint64_t hash;
	uint32_t file;		/* its number, or CATALOGUE_NONE */
	bool many;
	bool dead;		/* deleted by this run */
};

/* Of a file: as the newest of its articles knows it. */
struct catalogue_file {
	uint64_t mtime, size;
	bool many;
	bool stamped;		/* mtime and size are news to the index */
};

struct catalogue;

/* Articles are numbered in the order of segments and their passages; files too, by their first article. */
size_t catalogue_count(const struct catalogue *catalogue);
size_t catalogue_files(const struct catalogue *catalogue);
struct catalogue_article catalogue_get(const struct catalogue *catalogue, uint32_t i);
const struct catalogue_file *catalogue_file(const struct catalogue *catalogue, uint32_t file);

/* The first article of a segment, or of the next one that has any; of the number of segments: the count. */
uint32_t catalogue_begin(const struct catalogue *catalogue, size_t segment);

/* The article of an id, or CATALOGUE_NONE; not one that this run has deleted. */
uint32_t catalogue_find(const struct catalogue *catalogue, const char *id);

/* A file, of which all articles may have been deleted by this run, or CATALOGUE_NONE. */
uint32_t catalogue_find_file(const struct catalogue *catalogue, const char *path);

/* Bytes that it holds. */
size_t catalogue_memory(const struct catalogue *catalogue);

/* What a walk meets. The strings are valid until the next one. */
struct catalogue_entry {
	struct store_article article;
	uint32_t number, file;
	uint32_t segment;	/* shard, in a reader of this index alone, opened before the commit */
	uint32_t first;		/* id of its first passage there; the others follow */
};

/* One walk at a time, over segments first … end - 1 of the manifest. {0} is over. */
struct catalogue_walk {
	const struct catalogue *catalogue;
	size_t segment, end;
	bool begun;		/* the segment */
	uint32_t number;
	uint64_t next;		/* passage */
};

struct catalogue_walk catalogue_walk(const struct catalogue *catalogue, size_t first, size_t end);
struct catalogue_walk catalogue_walk_all(const struct catalogue *catalogue);

/* LIM_OK, LIM_DONE, or an error of reading. */
int catalogue_next(struct catalogue_walk *walk, struct catalogue_entry *entry, struct lim_error *err);

#endif
