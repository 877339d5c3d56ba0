/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms, article keys and dates as they stand in the engine. */
#ifndef STORE_TERM_H
#define STORE_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "store/store.h"

/* Bytes that a field adds in front of a term, at most. */
#define TERM_PREFIX_MAX 2

/* Writes prefix and term to out (len + TERM_PREFIX_MAX bytes of room) and returns the bytes written. */
size_t term_put(char *out, enum store_field field, const char *term, size_t len);

/* Writes the value of SLOT_ARTICLE, ARTICLE_KEY bytes. */
void article_key(const char *id, char *out);

#define DATE_MAX 8

/* "2021-11-16" → "20211116", "2021-11" → "202111", "2021" → "2021"; what follows a day is passed
 * over. Returns the bytes written, 0 where it is no such date. */
size_t date_digits(const char *date, char out[DATE_MAX]);

#endif
