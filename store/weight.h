/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The weight of a term in a passage, computed when it is written: what a search adds up. */
#ifndef STORE_WEIGHT_H
#define STORE_WEIGHT_H

#include <stdint.h>

#include "store/store.h"

/* SYNC: query/features.c: what is stored as WEIGHT_MAX stands for 1. */
#define WEIGHT_MAX 127

/*
 * frequency: of the term in the passage; 0 gives 0. length: tokens of the passage. The result is stored
 * as the engine's wdf; a search multiplies it by what the term is worth in the query, such as log(N / n), its
 * inverse document frequency.
 */
uint32_t weight_of(enum store_field field, uint32_t frequency, uint32_t length);

#endif
