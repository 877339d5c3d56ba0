/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking at an index from outside: its figures, and whether it is sound. */
#ifndef STORE_STATUS_H
#define STORE_STATUS_H

#include "limier.h"

int store_status(const char *dir, struct lim_index_status *status, struct lim_error *err);

/* Verifies manifest, deletion lists, segments (the engine's own check, then every record, text block,
 * article and vocabulary entry). problem may be NULL. Keeps writers out while it lasts. LIM_OK,
 * LIM_E_DAMAGED, or what prevented it: LIM_E_LOCKED, LIM_E_NOT_FOUND, LIM_E_VERSION, LIM_E_IO,
 * LIM_E_MEMORY. */
int store_check_index(const char *dir, void (*problem)(void *ctx, const struct lim_problem *), void *ctx,
	struct lim_error *err);

#endif
