/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The part of a passage that shows best why it was found. */
#ifndef QUERY_SNIPPET_H
#define QUERY_SNIPPET_H

#include "query/view.h"

#define SNIPPET_CHARACTERS 240

/*
 * A stretch of at most SNIPPET_CHARACTERS with most of the query's rare words in it, from the
 * beginning of a sentence where that fits, to the end of one, otherwise of words. marks: see
 * highlight_mark.
 */
struct lim_span snippet_choose(const struct plan *plan, struct lim_slice text,
	const struct view_tokens *tokens, const unsigned char *marks);

#endif
