/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers that read files, or draw from a stream, and write what they find into segments of their own. */
#ifndef INDEXER_WORKERS_H
#define INDEXER_WORKERS_H

#include "indexer/survey.h"
#include "indexer/stream.h"

struct workers_result {
	uint64_t articles, passages, bytes;	/* written */
};

/*
 * Works off the survey, or the stream (NULL where there is a survey; taken over); what is found out about
 * the articles of the index goes into the ledger. writer NULL: a dry run. Fails the run where it cannot.
 * Returns the run's status.
 */
int workers_run(struct run *run, const struct survey *survey, struct stream *stream,
	struct ledger *ledger, struct writer *writer, struct workers_result *result);

#endif
