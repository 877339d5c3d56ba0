/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 as bytes: is it, and make it so. What characters mean is not known here. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

/* Reads one character at *pos (before end) and moves *pos behind it. An invalid sequence gives -1 and
 * moves over as many bytes as one U+FFFD should replace (Unicode 15, section 3.9). */
int32_t utf8_next(const char **pos, const char *end);

/* Bytes at the start that are valid UTF-8: len where all is. */
size_t utf8_valid(const char *ptr, size_t len);

/* Adds the text to buf with each invalid sequence, and each NUL, replaced by U+FFFD; *replaced (may be
 * NULL) counts them. Returns buf's status. */
int utf8_repair(struct buf *buf, const char *ptr, size_t len, size_t *replaced);

/* Characters of valid text. */
size_t utf8_count(const char *ptr, size_t len);

/* The largest length <= at that does not cut a character of valid text. len: of the whole, in bytes. */
size_t utf8_cut(const char *ptr, size_t len, size_t at);

/* Writes a character (<= U+10FFFF, no surrogate) and returns its bytes, 1 to 4. */
size_t utf8_put(char out[4], int32_t c);

#endif
