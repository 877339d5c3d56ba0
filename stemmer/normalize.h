/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The same word written alike: compatibility-composed (NFKC), case folded, soft hyphens and
 * zero-width characters gone, every apostrophe ASCII. Accents stay.
 */
#ifndef STEMMER_NORMALIZE_H
#define STEMMER_NORMALIZE_H

#include "base/buf.h"

/* Normalises a word into out and returns its bytes, at most TERM_MAX: what is longer is cut at a
 * character. word: valid UTF-8. 0 where nothing of the word is left. */
size_t normalize_word(const char *word, size_t len, char *out);

/* Adds a text of any length to buf; invalid bytes become blanks. Returns buf's status. */
int normalize_text(const char *text, size_t len, struct buf *buf);

#endif
