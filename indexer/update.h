/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run that changes which articles an index has: opened, worked on, then finished or given up. */
#ifndef INDEXER_UPDATE_H
#define INDEXER_UPDATE_H

#include "indexer/ledger.h"
#include "indexer/run.h"
#include "indexer/workers.h"

struct update {
	struct run run;
	const char *dir;
	struct writer *writer;		/* NULL: a dry run without an index */
	struct ledger ledger;
	struct workers_result written;
};

/* create: make the index where there is none. Returns the run's status; update_close is needed in any
 * case. */
int update_open(struct update *update, const char *dir, const struct lim_index_options *options,
	bool create);

/* The writer for segments: none in a dry run. */
struct writer *update_target(const struct update *update);

/* Publishes what was done, unless the run has failed. *summary (may be NULL) is zeroed after an error.
 * Returns what the public function returns. */
int update_close(struct update *update, struct lim_summary *summary, struct lim_error *err);

#endif
