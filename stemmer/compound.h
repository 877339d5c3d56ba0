/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Chunks of several parts. The parts are tokens one after the other, as if blanks were between them
 * (arc-en-ciel = arc en ciel); what is also known as a whole gets an alternate beside the first
 * part: week-end (weekend), nom@exemple.fr, 1914-1918. Only acronyms with points are one token:
 * O.N.U. = ONU.
 */
#ifndef STEMMER_COMPOUND_H
#define STEMMER_COMPOUND_H

#include "stemmer/reading.h"

/* Adds the tokens of a chunk; one that has no parts is read as a single word. */
void compound_add(struct reading *reading, const char *chunk, size_t len);

/* Adds raw as two parts, the first of first_len bytes, the second from byte second on, and the
 * whole. */
void compound_add_pair(struct reading *reading, const char *raw, size_t len, size_t first_len,
	size_t second);

#endif
