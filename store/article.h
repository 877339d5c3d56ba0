/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The articles of a segment in the order of their passages: what a writer compares the files with. The
 * file seg-N/articles is read at one go, so it is packed as one: the engine does not compress its values,
 * and 100,000 paths in them would be a good part of an index.
 *
 *	8 bytes "limarts2", varint articles, varint bytes of each column, zlib stream of the columns,
 *	HASH bytes of each hash, 8 bytes XXH3 of all before
 *
 * The columns, in each what all articles have of (numbers are varints, signed ones zigzag):
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

enum article_column { COUNTS, FLAGS, TIMES, SIZES, TEXTS, SHARED, NAMES, COLUMNS };

/* What the next article is packed against. */
struct article_before {
	struct buf path, id;
	uint64_t mtime;
};

struct article_list {
	struct buf columns[COLUMNS], hashes;
	uint64_t n;
	struct article_before before;
};

void article_list_init(struct article_list *list);
void article_list_done(struct article_list *list);

/* Bytes that it holds. */
size_t article_list_size(const struct article_list *list);

/* id NULL: the path is the id. Other strings than these two are not kept. LIM_OK, LIM_E_MEMORY,
 * LIM_E_LIMIT. */
int article_add(struct article_list *list, const struct store_article *article);

/* The whole file: returns out's status, or LIM_E_MEMORY. */
int article_encode(const struct article_list *list, struct buf *out);
int article_write(const struct article_list *list, const char *segment_path, struct lim_error *err);

/*
 * Calls article for each; its strings are valid until it returns; id is never NULL. An error from it
 * stops and is returned, with *err its own. LIM_E_DAMAGED: what was handed out before is void.
 */
typedef int article_fn(void *ctx, const struct store_article *article, struct lim_error *err);
int article_decode(const char *ptr, size_t len, article_fn *article, void *ctx, struct lim_error *err);
int article_read(const char *segment_path, article_fn *article, void *ctx, struct lim_error *err);

#endif
