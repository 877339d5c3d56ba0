/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory for large tables that are read here and there. In pages of 4 KB nearly each look-up waits for the
 * address of its page as well; in pages of 2 MB, where the system has them (Linux), it does not.
 */
#ifndef BASE_HUGE_H
#define BASE_HUGE_H

#include <stddef.h>

/* Bytes, from which on a table is worth it: the last page may be used in part only. */
#define HUGE_MIN ((size_t)2 << 20)

/* As malloc, calloc and realloc; what they return is freed by free. size: bytes of what is there. */
void *huge_alloc(size_t size);
void *huge_zeroed(size_t size);
void *huge_realloc(void *ptr, size_t size, size_t more);

#endif
