/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making a catalogue: for the writer. */
#ifndef STORE_CATALOGUE_LOAD_H
#define STORE_CATALOGUE_LOAD_H

#include "store/catalogue.h"
#include "store/dead.h"

/* NULL: no memory. */
struct catalogue *catalogue_new(void);
void catalogue_free(struct catalogue *catalogue);

/*
 * Adds the live articles of a segment. index: its place in the manifest; passages, articles: what the
 * manifest says it has; dead: its deleted passages. LIM_E_DAMAGED where these do not agree.
 */
struct catalogue_source {
	uint32_t index, passages, articles;
	const struct dead_list *dead;
	const char *path;
};
int catalogue_add(struct catalogue *catalogue, const struct catalogue_source *source,
	struct lim_error *err);

/* The same, to be changed. */
struct catalogue_entry *catalogue_entry(struct catalogue *catalogue, uint32_t i);

#endif
