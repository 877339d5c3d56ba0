/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What query.c and search.c have in common. */
#ifndef STORE_QUERYING_H
#define STORE_QUERYING_H

#include "store/reading.h"
#include "store/search.h"

/* A check of a query; the engine's query points to it. */
struct asked {
	store_check *check;
	void *ctx;
	struct asked *next;
	struct reader *reader;	/* of the article that is asked for: */
	char id[];
};

struct store_query {
	struct xc_query *xc;
	struct asked *asked;	/* all of the tree */
};

struct candidate {
	const struct xc_candidate *xc;
};

/* In places.c: the passages of the places that answer, see place_answers. NULL: no memory, or damage. */
struct xc_query *places_query(struct reader *reader, enum store_field field, const char *name, size_t len);

#endif
