/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The articles of a segment in the order of their passages: what a writer compares the files with. Of
 * millions, neither who writes the list nor who reads it holds more than a chunk. A chunk is packed as a
 * whole: the engine does not compress its values, and 100,000 paths in them would be a good part of an index.
 *
 *	8 bytes "limarts3", chunks, 4 zero bytes, 8 bytes number of articles, 8 bytes XXH3 of these 12
 *
 *	chunk	4 bytes length of the body, body, 8 bytes XXH3 of both
 *	body	varint articles, varint bytes of each column, zlib stream of them, HASH bytes of each hash
 *
 * The columns, in each what all articles have of (numbers are varints, signed ones zigzag; "before" is
 * within the chunk):
 *	COUNTS	passages
 *	FLAGS	1 = many, 2 = has a path, 4 = its id is not its path
 *	TIMES	mtime less the one before
 *	SIZES	size
 *	TEXTS	text bytes less size
 *	SHARED	of path, id (by the flags): bytes shared with the path (id) before
 *	NAMES	the rest of it, a zero byte
 */
#ifndef STORE_ARTICLE_H
#define STORE_ARTICLE_H

#include "base/buf.h"
#include "store/store.h"

#define ARTICLES_MAGIC "limarts3"
#define ARTICLES_MAGIC_LEN 8

/* Of the numbers in the file: a length, a count, a sum, and, SYNC: STORE_HASH, a hash. */
enum { ARTICLES_LENGTH = 4, ARTICLES_COUNT = 8, ARTICLES_SUM = 8, ARTICLES_HASH = 5 };

/* Bytes of columns that make a chunk full, and that one can have: with the article that fills it, whose
 * strings are limited only by what a chunk may be. */
#define ARTICLES_CHUNK ((size_t)256 << 10)
#define ARTICLES_CHUNK_MAX ((size_t)64 << 20)

enum article_flag { ARTICLE_MANY = 1, ARTICLE_HAS_PATH = 2, ARTICLE_OWN_ID = 4 };

enum article_column { COUNTS, FLAGS, TIMES, SIZES, TEXTS, SHARED, NAMES, COLUMNS };

/* What the next article is packed against. */
struct article_before {
	struct buf path, id;
	uint64_t mtime;
};

/* A list while it is written. It grows beside the segment, where the next writer would sweep it. */
struct article_list {
	char *segment, *beside;		/* paths */
	bool begun;			/* there is a file beside */
	int fd;				/* of it */
	struct buf columns[COLUMNS], hashes, packed;
	uint64_t n, total;		/* articles of the chunk at hand, of those before */
	struct article_before before;
};

/* LIM_OK or LIM_E_MEMORY. article_list_done, which removes what is not finished, is needed in any case; it
 * may be called for {0}. */
int article_list_init(struct article_list *list, const char *segment_path);
void article_list_done(struct article_list *list);

/* id NULL: the path is the id. Other strings than these two are not kept. LIM_OK, LIM_E_MEMORY,
 * LIM_E_LIMIT (an article too large for a chunk), LIM_E_IO. */
int article_add(struct article_list *list, const struct store_article *article, struct lim_error *err);

/* Appends another list of the same kind, which is not finished and cannot be any more. */
int article_list_append(struct article_list *list, struct article_list *other, struct lim_error *err);

/* Moves the list to its segment, where it may take the place of another one, and brings it to the disk. */
int article_list_finish(struct article_list *list, struct lim_error *err);

/*
 * Reads a list. The article's strings are valid until the next call; id is never NULL. articles_next:
 * LIM_OK, LIM_DONE, LIM_E_DAMAGED (what was handed out before is void), LIM_E_IO, LIM_E_MEMORY.
 */
struct article_reader;
int articles_open(const char *segment_path, struct article_reader **reader, struct lim_error *err);
int articles_next(struct article_reader *reader, struct store_article *article, struct lim_error *err);
void articles_close(struct article_reader *reader);

/* From the first one again. */
int articles_rewind(struct article_reader *reader, struct lim_error *err);

/* Calls article for each. An error from it stops and is returned, with *err its own; and those above. */
typedef int article_fn(void *ctx, const struct store_article *article, struct lim_error *err);
int article_read(const char *segment_path, article_fn *article, void *ctx, struct lim_error *err);

#endif
