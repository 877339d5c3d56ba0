/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What fails below the store, in Limier's words. */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "limier.h"
#include "xapian-c/xapian-c.h"

/* Writes "action: cause; what to do" and returns the status of ours that stands for the engine's.
 * status: negative, as returned by an xc_ function that filled cause. */
int engine_error(struct lim_error *err, int status, const struct xc_error *cause, const char *action,
	const char *path);

/* "path is not what Limier wrote", and what to do; returns LIM_E_DAMAGED. */
int damaged_error(struct lim_error *err, const char *path);

/* The name and version of the engine, into out. */
void engine_name(char *out, size_t size);

#endif
