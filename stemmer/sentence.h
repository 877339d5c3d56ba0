/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where French sentences end. */
#ifndef STEMMER_SENTENCE_H
#define STEMMER_SENTENCE_H

#include <stddef.h>

/* The end of the sentence that begins at start: the byte behind its last mark, closing quote or bracket,
 * before the blanks that follow; len where no end comes before. A line break alone ends no sentence; an
 * empty line does. text: UTF-8, len and start in bytes. */
size_t sentence_end(const char *text, size_t len, size_t start);

#endif
