/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index made anew from its own stored text: the same passages, analysed again, without the deleted. */
#ifndef INDEXER_REWRITE_H
#define INDEXER_REWRITE_H

#include "indexer/run.h"
#include "indexer/workers.h"

/* Fails the run where it cannot, and returns its status; the index is then as it was. *result may be
 * NULL. */
int rewrite_index(struct run *run, const char *dir, struct workers_result *result);

#endif
