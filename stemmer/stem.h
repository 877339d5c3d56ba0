/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folded word → its stem, by Snowball's French algorithm. */
#ifndef STEMMER_STEM_H
#define STEMMER_STEM_H

#include "limier.h"

struct stem;

/* NULL: no memory, or a libstemmer without French. One per thread. */
struct stem *stem_new(void);
void stem_free(struct stem *stem);

/* The stem, valid until the next call; ptr is NULL where memory ran out. Words with digits and
 * words that stemming would leave nothing of stay as they are. */
struct lim_slice stem_word(struct stem *stem, const char *word, size_t len);

#endif
