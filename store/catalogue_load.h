/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making a catalogue: for the writer. */
#ifndef STORE_CATALOGUE_LOAD_H
#define STORE_CATALOGUE_LOAD_H

#include "store/catalogue.h"
#include "store/dead.h"

/* Of so many segments. NULL: no memory. */
struct catalogue *catalogue_new(size_t segments);
void catalogue_free(struct catalogue *catalogue);

/*
 * Adds the live articles of the next segment, whose list stays open. passages, articles: what the manifest
 * says it has; dead: its deleted passages, which must live as long. LIM_E_DAMAGED where these do not agree.
 */
struct catalogue_source {
	uint32_t passages, articles;
	const struct dead_list *dead;
	const char *path;
};
int catalogue_add(struct catalogue *catalogue, const struct catalogue_source *source,
	struct lim_error *err);

/* False: it is so already. */
bool catalogue_delete(struct catalogue *catalogue, uint32_t i);

void catalogue_stamp(struct catalogue *catalogue, uint32_t file, uint64_t mtime, uint64_t size);

#endif
