/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Of what type the articles of an index are: the one fact that it keeps only as a term. */
#ifndef INDEXER_TYPES_H
#define INDEXER_TYPES_H

#include "store/writer.h"

/* {0} is empty. */
struct types {
	struct segment_types {
		uint8_t *of;	/* a byte per passage, from 1 */
		uint32_t passages;
	} *segments;
	size_t n;
};

/* Of all passages of the writer's index. types_done is needed in any case. */
int types_find(const char *dir, const struct writer *writer, struct types *types, struct lim_error *err);
void types_done(struct types *types);

/* The static name of the type of a passage's article, or NULL. */
const char *types_get(const struct types *types, uint32_t segment, uint32_t passage);

#endif
