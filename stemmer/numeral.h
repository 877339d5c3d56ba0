/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as French texts write them: 1 000 000, 12,5 and 12.5, 20h30 and 20 h 30, 2e and 2ème. */
#ifndef STEMMER_NUMERAL_H
#define STEMMER_NUMERAL_H

#include "stemmer/reading.h"

/* Adds the number that begins with the digit at text + start and returns its bytes; 0 where it is
 * none of these forms, but for instance 2021-1109 or 3D: then it is a chunk like others. */
size_t numeral_read(struct reading *reading, const char *text, size_t len, size_t start);

/* The ending of an ordinal as today's rules prescribe it: "er" for 1er, 1re, 1ère, "e" for 2e, 2ème,
 * 2nde; NULL: it is none. */
const char *numeral_ordinal(const char *ending, size_t len);

#endif
