/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a chunk of text reads: the tokens it gives, in spans relative to its first byte. */
#ifndef STEMMER_READING_H
#define STEMMER_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stemmer/stem.h"

/* What a token says about its neighbours, beside the public enum token_flag. */
enum reading_flag {
	READING_MUTE = 0x10,		/* an alternate of documents, not of queries: être finds
					 * été, but été does not find what is in every text */
	READING_CONTENT = 0x20,		/* no stop word, whatever it looks like: L.A. */
	READING_ARTICLE = 0x40,		/* a noun comes next */
	READING_HOMOGRAPH = 0x80	/* a stop word, unless an article is directly before it */
};

struct reading_token {
	uint32_t start, len;		/* bytes within the chunk */
	uint16_t term, word;		/* where they begin in the reading's bytes */
	uint8_t term_len, word_len;
	uint8_t flags;
	uint32_t memo;			/* see struct token */
};

/* Parts and alternates of a chunk: more than words_length lets through. */
#define READING_TOKENS 256
#define READING_BYTES (READING_TOKENS * 128)

struct reading {
	size_t count, used;
	int status;			/* LIM_E_MEMORY where a stem could not be made */
	struct stem *stem;		/* borrowed */
	const char *chunk;		/* what the spans are relative to */
	struct reading_token tokens[READING_TOKENS];
	char bytes[READING_BYTES];
};

/* Begins an empty reading of the chunk. */
void reading_reset(struct reading *reading, const char *chunk);

/* Reads a chunk as stemmer/words finds them, of at least one byte, into an empty reading. Returns
 * reading->status. */
int reading_make(struct reading *reading, const char *chunk, size_t len);

/* Adds a token; raw points into the chunk. word and term have 1 to TERM_MAX bytes (0: nothing is
 * added). */
void reading_add(struct reading *reading, const char *raw, size_t len, struct lim_slice word,
	struct lim_slice term, unsigned flags);

/* Adds the word raw, normalised, marked, folded and stemmed. word: its normalised form where that
 * is known already (a compound joined), or NULL. */
void reading_add_word(struct reading *reading, const char *raw, size_t len,
	const struct lim_slice *word, unsigned flags);

/* Adds what raw reads like: apostrophes are looked at, hyphens and points are not. */
void reading_add_part(struct reading *reading, const char *raw, size_t len, unsigned flags);

#endif
