/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terms by which an article is only filtered: author, type, folders, extension. */
#ifndef INDEXER_FILTERS_H
#define INDEXER_FILTERS_H

#include "base/map.h"
#include "stemmer/analyze.h"
#include "store/store.h"

struct filters {
	struct store_term *list;	/* valid until the next filters_fill */
	size_t n, cap;
	struct map seen;
	struct buf key, clean, folded;
};

void filters_init(struct filters *filters);
void filters_done(struct filters *filters);

/* type: as in struct document, or NULL. LIM_OK or LIM_E_MEMORY. */
int filters_fill(struct filters *filters, struct analyzer *analyzer,
	const struct store_article *article, const char *type);

#endif
