/* SPDX-License-Identifier: GPL-2.0-or-later */
/* French telephone numbers: 01 23 45 67 89, 01.23.45.67.89, 0123456789, +33 1 23 45 67 89. */
#ifndef STEMMER_PHONE_H
#define STEMMER_PHONE_H

#include "stemmer/reading.h"

/* Adds the number that begins with the digit at text + start in its one form, and for documents its
 * groups, so that a part of it is found; returns its bytes, 0 where it is none. */
size_t phone_read(struct reading *reading, const char *text, size_t len, size_t start);

#endif
