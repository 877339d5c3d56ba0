/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When segments are joined and the deleted purged. */
#ifndef INDEXER_TIDY_H
#define INDEXER_TIDY_H

#include "limier.h"
#include "store/writer.h"

/*
 * After a run that has written so many bytes of text: what tiers.h says. writer has
 * committed; it is closed. What fails here leaves the index as the run made it.
 */
void tidy_index(struct writer *writer, uint64_t written, const struct lim_index_options *options);

/* Joins all segments into one, as small as can be. */
int tidy_join(const char *dir, struct lim_error *err);

#endif
