/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dictionaries that the blocks of a segment are compressed with, see pack.h; each has the id that zstd
 * gives it by its content. The file seg-N/dictionaries is only there where a block needs it. It may be large
 * beside what a query needs: its head is read when the segment is opened, and the file stays open for what is
 * asked for then, whatever becomes of the segment. Numbers have 4 bytes, the highest first:
 *
 *	8 bytes "limdict2", number of dictionaries; of each the id and the length of its frame; 8 bytes
 *	XXH3 of all before; the frames of zstd one after the other, each with a checksum of its content
 */
#ifndef STORE_DICTIONARY_H
#define STORE_DICTIONARY_H

#include <stdbool.h>

#include "base/buf.h"

struct dictionary {
	uint32_t id, len;	/* of its frame, */
	uint64_t at;		/* which begins here */
	int file;		/* in this one; -1: in frames */
};

struct dictionary_list {
	struct dictionary *items;
	size_t n, cap;
	struct buf frames;
	int *files;		/* that are open */
	size_t n_files, files_cap;
};

void dictionary_list_init(struct dictionary_list *list);
void dictionary_list_done(struct dictionary_list *list);

/* Adds one that a trainer has made. LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT. */
int dictionary_add(struct dictionary_list *list, struct lim_slice dictionary);

/* Adds those of another list that this one has not. LIM_OK, LIM_E_DAMAGED, LIM_E_MEMORY, LIM_E_LIMIT. */
int dictionary_join(struct dictionary_list *list, const struct dictionary_list *other);

/* The dictionary of an id into *out. LIM_E_NOT_FOUND; LIM_E_DAMAGED, also where it passes out's ceiling;
 * LIM_E_MEMORY. */
int dictionary_get(const struct dictionary_list *list, uint32_t id, struct buf *out);

/* The whole file. Without dictionaries there is none. */
int dictionary_write(const struct dictionary_list *list, const char *segment_path, struct lim_error *err);

/* Adds those of a segment that the list has not. LIM_OK, LIM_E_DAMAGED, LIM_E_IO, LIM_E_MEMORY. */
int dictionary_open(struct dictionary_list *list, const char *segment_path, struct lim_error *err);

#endif
