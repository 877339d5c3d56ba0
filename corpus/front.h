/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The YAML block in front of a Markdown file → title, author, date. */
#ifndef CORPUS_FRONT_H
#define CORPUS_FRONT_H

#include "corpus/document.h"

/*
 * Reads the facts of a front matter, if the text begins with one, and gives its length in bytes (0:
 * there is none). Understands scalars, plain, quoted and folded, and lists of them: what YAML has
 * beyond that does not occur in titles and dates.
 */
int front_read(struct document *doc, const char *ptr, size_t len, size_t *front_len);

#endif
