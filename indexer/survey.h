/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths → what there is to do: files to be read, what has not changed, articles whose file is gone. */
#ifndef INDEXER_SURVEY_H
#define INDEXER_SURVEY_H

#include "base/map.h"
#include "base/prints.h"
#include "indexer/files.h"
#include "indexer/ledger.h"
#include "indexer/run.h"

struct survey {
	struct run *run;
	struct ledger *ledger;
	struct files files;		/* to be read */
	struct prints paths;		/* of these */
	uint32_t found;			/* files, unchanged ones too */
	struct map roots;		/* named paths that were walked */
	struct map unread;		/* files and folders that could not be looked at */
};

void survey_init(struct survey *survey, struct run *run, struct ledger *ledger);
void survey_done(struct survey *survey);

/* Walks the named paths, leaving out the index directory, and settles in the ledger what is unchanged
 * and what is gone. Fails the run where it cannot. Returns the run's status. */
int survey_make(struct survey *survey, const char *const *paths, size_t n, const char *index_dir);

#endif
