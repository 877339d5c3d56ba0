/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a point end a sentence, or only an abbreviation? */
#ifndef STEMMER_ABBREVIATION_H
#define STEMMER_ABBREVIATION_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the point at text + point ends the sentence that began at start. next: the first byte of
 * the word behind it, blanks and opening quotes skipped (< len); no small letter stands there. */
bool abbreviation_ends(const char *text, size_t len, size_t start, size_t point, size_t next);

#endif
