/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Accents and ligatures off: how those write who have no accents at hand. */
#ifndef STEMMER_FOLD_H
#define STEMMER_FOLD_H

#include "base/buf.h"

/* Folds a normalised word of at most TERM_MAX bytes into out and returns its bytes, at most
 * TERM_MAX. */
size_t fold_word(const char *word, size_t len, char *out);

/* Adds a normalised text of any length to buf, folded. Returns buf's status. */
int fold_text(const char *text, size_t len, struct buf *buf);

#endif
