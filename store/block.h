/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A block: consecutive passages of one segment, everything about them that is read but not searched.
 *
 *	varint version, varint passages; for each passage, numbers being varints:
 *		text length × 4 + flags: 1 = begins its article, 2 = its heading differs
 *		ordinal	(only the block's first, where it does not begin its article)
 *		path, id, title, author, url, date (only with flag 1): 0 absent, 1 as that of the article
 *			which began before in the block; else its length + 2, bytes that it shares with
 *			that one, the rest
 *		start	less the end of the passage before
 *		line	less the line of the passage before, also that of another article of the same file
 *		heading: length, bytes (only with flag 2)
 *	then the texts.
 *
 * "Before" is 0, and the heading empty, where the block or the article begins; differences are modulo 2^64.
 * Nothing is compressed here, see pack.h.
 */
#ifndef STORE_BLOCK_H
#define STORE_BLOCK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/store.h"

/* Bytes of a block that is read. */
#define BLOCK_MAX ((size_t)1 << 30)

enum fact { FACT_PATH, FACT_ID, FACT_TITLE, FACT_AUTHOR, FACT_URL, FACT_DATE, FACT_COUNT };

/* ---- making one */

struct block_maker {
	struct buf head, text;
	size_t passages;
	uint64_t end, line;		/* of the passage before */
	char *heading;
	size_t heading_len, heading_cap;
	struct buf facts[FACT_COUNT];	/* of the article that began last; empty: absent */
};

/* max: ceiling in bytes of each half. */
void block_init(struct block_maker *maker, size_t max);
void block_done(struct block_maker *maker);

/* passage->ordinal 0 begins an article, whose facts are article. LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT. */
int block_add(struct block_maker *maker, const struct store_passage *passage,
	const struct store_article *article);

/* Bytes that the block has so far. */
size_t block_size(const struct block_maker *maker);

/* Adds the block to out and empties the maker. Returns out's status. */
int block_finish(struct block_maker *maker, struct buf *out);

/* ---- reading one */

struct block_passage {
	struct store_passage passage;
	bool begins_article;
	struct lim_slice facts[FACT_COUNT];	/* ptr NULL: absent */
};

/* Slices point into the bytes that were decoded, or belong to the block. */
struct block {
	struct block_passage *passages;
	size_t n;
	struct arena strings;
};

/* LIM_OK, LIM_E_DAMAGED, LIM_E_MEMORY; bytes must stay while *block is used. */
int block_decode(const char *ptr, size_t len, struct block *block);
void block_free(struct block *block);

#endif
