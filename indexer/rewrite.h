/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index, or some segments of it, made anew from the stored text: the same passages, analysed again,
 * without the deleted. */
#ifndef INDEXER_REWRITE_H
#define INDEXER_REWRITE_H

#include "indexer/run.h"
#include "indexer/workers.h"

/* All of it. Fails the run where it cannot, and returns its status; the index is then as it was. Unless out
 * is NULL, *out is the writer, which has committed, to be closed by the caller; NULL after an error. */
int rewrite_index(struct run *run, const char *dir, struct workers_result *result, struct writer **out);

/* Those that tiers_purges names, written being UINT64_MAX: all that have anything deleted. out: as
 * above. */
int rewrite_segments(struct run *run, const char *dir, uint64_t written, struct writer **out);

#endif
