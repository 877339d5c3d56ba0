/* SPDX-License-Identifier: GPL-2.0-or-later */
/* First bytes → whether they are text at all. */
#ifndef CORPUS_BINARY_H
#define CORPUS_BINARY_H

#include <stddef.h>

/* What a file is that holds no text to be read, such as "a PDF document", translated; NULL:
 * text. */
const char *binary_kind(const char *ptr, size_t len);

#endif
