/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The token signature of a passage: one byte per token that is no stop word, other readings of a word behind
 * it, in order. Scanned to find phrases and neighbours without a position table; a match is confirmed on the
 * text. */
#ifndef STORE_SIGNATURE_H
#define STORE_SIGNATURE_H

#include <xxhash.h>

/* The byte of a term. */
static inline char signature_byte(const char *term, size_t len)
{
	return (char)(XXH3_64bits(term, len) >> 56);
}

#endif
