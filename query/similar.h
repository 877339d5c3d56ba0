/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text that others are to be like. */
#ifndef QUERY_SIMILAR_H
#define QUERY_SIMILAR_H

#include "query/searcher.h"

/* Adds the text of an article to *text, as far as there is room. LIM_E_NOT_FOUND: no such article. */
int article_text(struct lim_searcher *searcher, const char *id, struct buf *text, struct lim_error *err);

#endif
