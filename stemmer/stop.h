/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stop words, decided while the accents are still there: des is one, dés is not. */
#ifndef STEMMER_STOP_H
#define STEMMER_STOP_H

#include <stdbool.h>

#include "stemmer/table.h"

/* The kind of a normalised word, 0 where it is no stop word. raw: the word as written, because some
 * in capitals are other words: EST the point of the compass, vitamine C. */
int stop_kind(const char *word, size_t len, const char *raw, size_t raw_len);

/* Whether a word as written is one of those in capitals. */
bool stop_has_meaning(const char *raw, size_t len);

#endif
