/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of a segment while it is written, with the number of passages they stand in. */
#ifndef STORE_VOCABULARY_H
#define STORE_VOCABULARY_H

#include "base/map.h"
#include "store/writer.h"
#include "xapian-c/xapian-c.h"

struct vocabulary_entry {
	struct lim_slice folded;
	uint32_t passages;
};

struct vocabulary {
	struct map words;		/* as written */
	struct vocabulary_entry *entries;	/* by their numbers */
	size_t cap;
};

/* max: ceiling in bytes of all words together. */
void vocabulary_init(struct vocabulary *vocabulary, size_t max);
void vocabulary_done(struct vocabulary *vocabulary);

/* A word of one more passage. Words longer than WORD_MAX are passed over. LIM_OK, LIM_E_MEMORY,
 * LIM_E_LIMIT. */
int vocabulary_add(struct vocabulary *vocabulary, const struct store_word *word);

/* Roughly, the bytes it holds. */
size_t vocabulary_memory(const struct vocabulary *vocabulary);

/* Writes the lists as metadata. path: of the segment, for messages. */
int vocabulary_write(const struct vocabulary *vocabulary, struct xc_builder *builder, const char *path,
	struct lim_error *err);

/* Merges the metadata of a key that several segments have: for xc_compact. */
int vocabulary_merge(void *ctx, const char *key, size_t key_len, const struct xc_slice *values, size_t n,
	struct xc_bytes *out);

#endif
