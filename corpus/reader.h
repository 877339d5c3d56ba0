/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a format is to source.c: a bid and a way to read. A new format is a new struct reader. */
#ifndef CORPUS_READER_H
#define CORPUS_READER_H

#include "corpus/document.h"

struct reader {
	const char *name;	/* becomes doc->type */
	enum lim_format format;
	bool many;		/* every line of the file is an article, given to read one by one */

	/* How sure a reader is that a file is its own, from 0 to 100. name: of the file, without
	 * ".gz"; head: its first bytes, made narrow where they were UTF-16, without byte order
	 * mark. */
	int (*bid)(const char *name, const char *head, size_t len);

	/* Copies the name of the encoding that the document claims; NULL: this format has no such
	 * claims. */
	bool (*claim)(const char *head, size_t len, char *name, size_t size);

	/* Fills doc. text is what encoding_decode makes; the reader may take it. LIM_OK, also where
	 * nothing was found; LIM_E_INPUT, LIM_E_MEMORY, or LIM_E_LIMIT, whose sentence the caller
	 * writes. */
	int (*read)(struct document *doc, struct buf *text, struct lim_error *err);
};

extern const struct reader text_reader, markdown_reader, html_reader, jsonl_reader;

/* For bids: whether a name ends so, case ignored. */
bool reader_name_ends(const char *name, const char *end);

#endif
