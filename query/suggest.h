/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Another spelling of a query. */
#ifndef QUERY_SUGGEST_H
#define QUERY_SUGGEST_H

#include "query/plan.h"

/* Adds to *out the query with each unknown word replaced by the nearest one of the vocabulary, and each
 * doubtful one by what was searched as well; leaves it empty where nothing is near, or so
 * far that the word may be meant. LIM_OK, or what reading the vocabulary gave. */
int suggest_query(const struct plan *plan, struct buf *out, struct lim_error *err);

#endif
