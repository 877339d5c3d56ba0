/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lives as long as a searcher: the snapshot, and memory that serves one query
 * after another. */
#ifndef QUERY_SEARCHER_H
#define QUERY_SEARCHER_H

#include "base/arena.h"
#include "base/map.h"
#include "query/verify.h"
#include "query/view.h"

struct lim_searcher {
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena arena;	/* of the query that is answered */
	struct map terms, words, articles;
	struct viewer viewer;
	struct verifier verifier;
};

#endif
