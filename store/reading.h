/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of a reader have in common: reader.c, passage.c, words.c, query.c, search.c. */
#ifndef STORE_READING_H
#define STORE_READING_H

#include "store/block.h"
#include "store/glossary.h"
#include "store/reader.h"
#include "store/unpack.h"
#include "xapian-c/xapian-c.h"

/* Blocks that stay open: hits of one article, or of one time, lie together. */
#define OPEN_BLOCKS 16

struct open_block {
	uint32_t shard, first;	/* id of the block's first passage; 0: unused */
	uint64_t used;		/* when, in openings */
	struct buf bytes;
	struct block block;	/* points into bytes */
};

struct shard {
	char *path;
	uint32_t passages;
};

struct reader {
	struct shard *shards;
	size_t n_shards;
	uint64_t passages, dead;
	struct xc_database *db;
	struct xc_ids *deleted;
	struct unpacker unpacker;
	struct open_block blocks[OPEN_BLOCKS];
	uint64_t clock;
	struct glossary glossary;
	struct xc_bytes scratch;
};

/* For messages about the whole: the first segment, "" in an empty index. */
const char *reader_name(const struct reader *reader);

/* In passage.c. */
void blocks_init(struct reader *reader);
void blocks_close(struct reader *reader);
/* Whether a passage is of the article; also false where that cannot be read. */
bool passage_is_of(struct reader *reader, struct passage_ref ref, const char *id);
/* The id of its article, to be freed, and its ordinal; NULL where that cannot be. */
char *passage_article(struct reader *reader, struct passage_ref ref, uint32_t *ordinal);

#endif
