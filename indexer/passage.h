/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An article → passages, the things that are found: spans of its text of about 100 words, in order and
 * without overlap, which end where sentences end. Headings stay with what follows them.
 */
#ifndef INDEXER_PASSAGE_H
#define INDEXER_PASSAGE_H

#include "corpus/document.h"

/* Words of a passage. Only where an article is shorter, or where sentences leave no choice, has a
 * passage less than PASSAGE_MIN; none has more than PASSAGE_MAX. */
#define PASSAGE_MIN 60
#define PASSAGE_GOAL 100
#define PASSAGE_MAX 180

/* A word counts once more for each so many bytes of it, so that text without blanks is cut as well. */
#define PASSAGE_WORD 32

struct passage {
	size_t start, end;	/* bytes of the document's text; no blanks at either end */
	size_t line;		/* of the source file, where it starts; 0: none */
	size_t heading;		/* which block (from 1) is the nearest heading above its text; 0: none */
};

struct passages {
	struct passage *list;
	size_t n, cap;
};

/* Takes what *passages holds away and fills it anew (begin with zeroes). one_line: the whole document
 * stands on one line of its file, whatever line breaks its text has. LIM_OK or LIM_E_MEMORY. The time is
 * linear in the length of the text. */
int passage_pack(const struct document *doc, bool one_line, struct passages *passages);

void passages_done(struct passages *passages);

/* Words between two bytes of a text, counted as above. */
size_t passage_words(const char *ptr, size_t len);

/* The heading of a passage; empty: none. */
struct lim_slice passage_heading(const struct document *doc, const struct passage *passage);

#endif
