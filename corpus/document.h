/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What readers make of a file: the text of an article and what is known of it.
 *
 * The text is one run of valid UTF-8 without NUL; blocks tile what matters of it, in order, apart
 * by line breaks. Offsets of blocks, and later of passages, are bytes of this text.
 */
#ifndef CORPUS_DOCUMENT_H
#define CORPUS_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING };

struct block {
	size_t start, len;	/* bytes of the text; no blanks at either end */
	size_t line; /* 1-based line of the source file where it begins; 0: lines mean nothing */
	enum block_kind kind;
};

struct document {
	/* NULL where unknown; all in the arena. */
	const char *id;		/* given by the source (JSON lines); else the path is the id */
	const char *title, *author, *url;
	const char *date; /* ISO 8601, cut to what is known: "2021-11-16", "2021-11", "2021" */
	const char *type;	/* "text", "markdown", "html", "jsonl"; static */
	uint64_t hash;		/* of the bytes it was made from */
	struct buf text;
	struct block *blocks;
	size_t n_blocks, cap_blocks;
	struct arena arena;
};

/* Bytes of the longest fact; what is longer is cut at a character. */
#define DOCUMENT_FACT_MAX 1024

/* max: ceiling of the text in bytes. */
void document_init(struct document *doc, size_t max);
void document_reset(struct document *doc);
void document_done(struct document *doc);

/* For readers. They return LIM_OK, LIM_E_MEMORY, or LIM_E_LIMIT where the text passes its
 * ceiling. */

/* Facts are trimmed, blanks folded, repaired to UTF-8; empty ones stay NULL. */
int document_set(struct document *doc, const char **fact, const char *ptr, size_t len);

/* Reads "16/11/2021", "2021-11-16T10:00:00Z" and their like into the form of doc->date; anything
 * else leaves it alone. */
int document_set_date(struct document *doc, const char *ptr, size_t len);

/* Adds a block with its text, one empty line behind the block before; blanks at its ends are
 * dropped, an empty one is no block. */
int document_add_block(struct document *doc, enum block_kind kind, size_t line, const char *ptr,
	size_t len);

/* Records a block of text that is already in doc->text, without the blanks at its ends; an empty
 * one is no block. */
int document_mark_block(struct document *doc, enum block_kind kind, size_t line, size_t start,
	size_t len);

/* Makes text, valid UTF-8 without NUL, the document's without copying it; what doc->text held
 * before is in text afterwards. */
int document_take_text(struct document *doc, struct buf *text);

/* Bytes of the blank (ASCII, no-break, of a fixed width, zero-width) at the start or the end; 0:
 * none. */
size_t document_blank(const char *ptr, size_t len);
size_t document_blank_before(const char *ptr, size_t len);

#endif
