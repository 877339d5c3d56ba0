/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of a segment while it is written, with the number of passages they stand in. */
#ifndef STORE_VOCABULARY_H
#define STORE_VOCABULARY_H

#include "base/map.h"

struct xc_builder;
struct xc_bytes;
struct xc_slice;

struct vocabulary_entry {
	struct lim_slice folded;
	uint32_t passages;
	uint32_t last;			/* passage that it was counted for, 0: none */
};

struct vocabulary {
	struct map words;		/* as written */
	struct vocabulary_entry *entries;	/* by their numbers */
	size_t cap;
};

/* max: ceiling in bytes of all words together. */
void vocabulary_init(struct vocabulary *vocabulary, size_t max);
void vocabulary_done(struct vocabulary *vocabulary);

#define VOCABULARY_NONE MAP_NONE

/* The number of a word as written (normalised, accents kept), or VOCABULARY_NONE. */
uint32_t vocabulary_find(const struct vocabulary *vocabulary, struct lim_slice word);

/* The same for a word that may be new, with its folded form; VOCABULARY_NONE for one that is longer than
 * WORD_MAX, which is passed over. LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT. */
int vocabulary_number(struct vocabulary *vocabulary, struct lim_slice word, struct lim_slice folded,
	uint32_t *number);

/* Counts a passage for its words. passage: another number than 0 and than the passage before. */
void vocabulary_count(struct vocabulary *vocabulary, uint32_t passage, const uint32_t *words, size_t n);

/* Roughly, the bytes it holds. */
size_t vocabulary_memory(const struct vocabulary *vocabulary);

/* Writes the lists as metadata. path: of the segment, for messages. */
int vocabulary_write(const struct vocabulary *vocabulary, struct xc_builder *builder, const char *path,
	struct lim_error *err);

/* Merges the metadata of a key that several segments have: for xc_compact. */
int vocabulary_merge(void *ctx, const char *key, size_t key_len, const struct xc_slice *values, size_t n,
	struct xc_bytes *out);

#endif
