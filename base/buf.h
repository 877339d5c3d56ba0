/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A growing run of bytes, always followed by a NUL that does not count.
 *
 * A buffer is born with a ceiling, and its first failure sticks: later additions do nothing and return
 * that status again, so a caller may add a hundred times and look once, at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

#include "limier.h"

struct buf {
	char *ptr;	/* never NULL after buf_init; valid until the next addition */
	size_t len;	/* bytes, the NUL not counted */
	size_t cap;
	size_t max;	/* len never passes it */
	int status;	/* LIM_OK, LIM_E_MEMORY or LIM_E_LIMIT */
};

/* Makes an empty buffer in the caller's storage; allocates nothing. max: ceiling in bytes. */
void buf_init(struct buf *buf, size_t max);
void buf_done(struct buf *buf);

/* Empties it, keeps the memory, forgets a failure. */
void buf_reset(struct buf *buf);

/* Leaves the first len bytes, of which it has so many at least, as a string. */
void buf_cut(struct buf *buf, size_t len);

/* Makes it the string, and returns how many bytes both begin with. */
size_t buf_become(struct buf *buf, const char *string);

/* All return buf->status. */
int buf_add(struct buf *buf, const void *ptr, size_t len);
int buf_addc(struct buf *buf, char c);
int buf_adds(struct buf *buf, const char *string);
int buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
int buf_add_varint(struct buf *buf, uint64_t value);

/* Makes room for len more bytes at ptr + len, which the caller fills and counts himself. */
int buf_reserve(struct buf *buf, size_t len);

/* Hands the bytes to the caller (free them with free) and leaves the buffer empty. NULL after a failure. */
char *buf_detach(struct buf *buf);

#endif
