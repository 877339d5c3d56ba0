/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Of what type the articles of an index are: the one fact that it keeps only as a term. */
#ifndef INDEXER_TYPES_H
#define INDEXER_TYPES_H

#include "store/catalogue.h"

/* *types, to be freed, has the static name of each article's type, or NULL. */
int types_find(const char *dir, const struct catalogue *catalogue, const char ***types,
	struct lim_error *err);

#endif
