/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run did and what an index holds, for eyes and for scripts. */
#ifndef INDEXER_RENDER_REPORT_H
#define INDEXER_RENDER_REPORT_H

#include <stdbool.h>

#include "cli/json.h"
#include "limier.h"

/*
 * One object on standard output. errors: an array of {path, reason, line}, which stays the
 * caller's.
 */
void render_summary_json(const struct lim_summary *summary, json_t *errors);

/* One line on standard error. */
void render_summary_text(const struct lim_summary *summary, bool dry_run);

/* On standard output. */
void render_status_json(const struct lim_index_status *status);
void render_status_text(const struct lim_index_status *status);

#endif
