/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* What an empty buffer points at: ptr is a string from the first moment on. */
static char nothing[1];

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){.ptr = nothing, .max = max};
}

void buf_done(struct buf *buf)
{
	if (buf->cap > 0)
		free(buf->ptr);
	buf_init(buf, buf->max);
}

void buf_reset(struct buf *buf)
{
	buf->status = LIM_OK;
	buf_cut(buf, 0);
}

void buf_cut(struct buf *buf, size_t len)
{
	buf->len = len;
	if (buf->cap > 0)
		buf->ptr[len] = '\0';
}

int buf_reserve(struct buf *buf, size_t len)
{
	if (buf->status != LIM_OK)
		return buf->status;
	if (len > buf->max - buf->len)
		return buf->status = LIM_E_LIMIT;
	size_t need = buf->len + len + 1;
	if (need <= buf->cap)
		return LIM_OK;
	size_t cap = buf->cap < 32 ? 64 : buf->cap + buf->cap / 2;
	if (cap > buf->max + 1)
		cap = buf->max + 1;
	if (cap < need)
		cap = need;
	char *ptr = realloc(buf->cap > 0 ? buf->ptr : NULL, cap);
	if (!ptr)
		return buf->status = LIM_E_MEMORY;
	ptr[buf->len] = '\0';
	buf->ptr = ptr;
	buf->cap = cap;
	return LIM_OK;
}

int buf_add(struct buf *buf, const void *ptr, size_t len)
{
	if (len == 0 || buf_reserve(buf, len) != LIM_OK)
		return buf->status;
	memcpy(buf->ptr + buf->len, ptr, len);
	buf->len += len;
	buf->ptr[buf->len] = '\0';
	return LIM_OK;
}

int buf_addc(struct buf *buf, char c)
{
	return buf_add(buf, &c, 1);
}

int buf_adds(struct buf *buf, const char *string)
{
	return buf_add(buf, string, strlen(string));
}

size_t buf_become(struct buf *buf, const char *string)
{
	size_t shared = 0;
	while (shared < buf->len && string[shared] && string[shared] == buf->ptr[shared])
		shared++;
	buf_cut(buf, shared);
	buf_adds(buf, string + shared);
	return shared;
}

int buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return buf->status = LIM_E_INTERNAL;
	if (buf_reserve(buf, (size_t)len) != LIM_OK)
		return buf->status;
	va_start(args, format);
	vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
	return LIM_OK;
}

int buf_add_varint(struct buf *buf, uint64_t value)
{
	unsigned char bytes[VARINT_MAX];
	return buf_add(buf, bytes, varint_put(bytes, value));
}

char *buf_detach(struct buf *buf)
{
	if (buf_reserve(buf, 0) != LIM_OK)
		return NULL;
	char *ptr = buf->ptr;
	buf_init(buf, buf->max);
	return ptr;
}
