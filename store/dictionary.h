/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dictionaries that the blocks of a segment are compressed with, see pack.h; each has the id that
 * zstd gives it by its content. The file seg-N/dictionaries is only there where a block needs it:
 *
 *	8 bytes "limdict1", for each: varint id, varint bytes, so many of a zstd frame of it;
 *	8 bytes XXH3 of all before
 */
#ifndef STORE_DICTIONARY_H
#define STORE_DICTIONARY_H

#include <stdbool.h>

#include "base/buf.h"

struct dictionary_list {
	struct buf entries;	/* as in the file */
};

void dictionary_list_init(struct dictionary_list *list);
void dictionary_list_done(struct dictionary_list *list);

/* Adds one that a trainer has made. LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT. */
int dictionary_add(struct dictionary_list *list, struct lim_slice dictionary);

/* The dictionary of an id into *out. LIM_E_NOT_FOUND; LIM_E_DAMAGED, also where it passes out's ceiling;
 * LIM_E_MEMORY. */
int dictionary_get(const struct dictionary_list *list, uint32_t id, struct buf *out);

/* Adds those of another list that this one has not. LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT. */
int dictionary_join(struct dictionary_list *list, const struct dictionary_list *other);

/* The file's bytes. Decoding adds those that the list has not. LIM_E_DAMAGED, LIM_E_MEMORY. */
int dictionary_encode(const struct dictionary_list *list, struct buf *out);
int dictionary_decode(struct dictionary_list *list, const char *ptr, size_t len);

/* Without dictionaries there is no file. Reading adds to the list. */
int dictionary_write(const struct dictionary_list *list, const char *segment_path, struct lim_error *err);
int dictionary_read(struct dictionary_list *list, const char *segment_path, struct lim_error *err);

#endif
