/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of deleted passages: 8 bytes "limdead1", varint count, varint first id, varint differences,
 * 8 bytes XXH3 of all before, big-endian.
 */
#ifndef STORE_DEAD_H
#define STORE_DEAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "limier.h"

/* Ids of one segment, strictly ascending. {0} is empty. */
struct dead_list {
	uint32_t *ids;
	size_t n, cap;
};

void dead_done(struct dead_list *list);

/* Adds n ids from first on, above all before. LIM_OK or LIM_E_MEMORY. */
int dead_add(struct dead_list *list, uint32_t first, uint32_t n);

bool dead_has(const struct dead_list *list, uint32_t id);

/* *out = a and b together; the lists share no id. */
int dead_merge(const struct dead_list *a, const struct dead_list *b, struct dead_list *out);

/* Returns buf's status. */
int dead_encode(const struct dead_list *list, struct buf *buf);

/* last: the highest id the segment has. LIM_OK, LIM_E_DAMAGED, LIM_E_MEMORY. */
int dead_decode(const char *ptr, size_t len, uint32_t last, struct dead_list *list);

int dead_read(const char *path, uint32_t last, struct dead_list *list, struct lim_error *err);
int dead_write(const char *path, const struct dead_list *list, struct lim_error *err);

#endif
