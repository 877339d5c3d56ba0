/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in whatever encoding → UTF-8. No bytes are an error. */
#ifndef CORPUS_ENCODING_H
#define CORPUS_ENCODING_H

#include "base/buf.h"

#define ENCODING_NAME_SIZE 32

/*
 * Makes valid UTF-8 of all bytes in buf: without NUL, without byte order mark, lines ended by "\n"
 * alone. declared: the encoding's name as the document itself gives it, or NULL; it counts where
 * it is plausible. LIM_OK, LIM_E_MEMORY, or LIM_E_LIMIT where the text passes three times buf's
 * ceiling.
 */
int encoding_decode(struct buf *buf, const char *declared);

/* Makes "\n" of each "\r\n" and "\r". */
void encoding_fold_lines(struct buf *buf);

/*
 * Finds out the encoding: its name for iconv(3), "UTF-8" also for text that is so but for a few
 * bytes. Costs one pass where the bytes are valid UTF-8.
 */
void encoding_guess(const char *ptr, size_t len, const char *declared,
	char name[ENCODING_NAME_SIZE]);

/* Bytes of the byte order mark at the start, and the encoding it stands for; 0: none. */
size_t encoding_mark(const char *ptr, size_t len, const char **name);

/* "UTF-16LE" or "UTF-16BE" where every second byte tells so, without a mark; else NULL. */
const char *encoding_zeros(const char *ptr, size_t len);

#endif
