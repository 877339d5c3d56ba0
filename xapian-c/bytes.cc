/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The growing buffer that crosses the border in both directions. */
#include "xapian-c/guard.hh"

#include <cstdlib>
#include <cstring>
#include <new>

/* Room for len bytes and the closing zero. */
static int reserve(struct xc_bytes *b, size_t len)
{
	if (len < b->capacity)
		return XC_OK;
	size_t capacity = b->capacity < 32 ? 64 : b->capacity * 2;
	if (capacity <= len)
		capacity = len + 1;
	if (capacity <= len || capacity < b->capacity)
		return XC_E_MEMORY;
	void *data = realloc(b->data, capacity);
	if (data == nullptr)
		return XC_E_MEMORY;
	b->data = static_cast<char *>(data);
	b->capacity = capacity;
	return XC_OK;
}

/* data may lie inside b: then it moves along when the buffer does. */
static int store(struct xc_bytes *b, size_t at, const void *data, size_t len)
{
	const char *source = static_cast<const char *>(data);
	const bool inside = b->data != nullptr && source >= b->data &&
		source < b->data + b->capacity;
	const size_t offset = inside ? static_cast<size_t>(source - b->data) : 0;

	if (len > SIZE_MAX - at || reserve(b, at + len) != XC_OK)
		return XC_E_MEMORY;
	if (len > 0)
		memmove(b->data + at, inside ? b->data + offset : source, len);
	b->len = at + len;
	b->data[b->len] = '\0';
	return XC_OK;
}

int xc_bytes_set(struct xc_bytes *b, const void *data, size_t len)
{
	return store(b, 0, data, len);
}

int xc_bytes_append(struct xc_bytes *b, const void *data, size_t len)
{
	return store(b, b->len, data, len);
}

void xc_bytes_done(struct xc_bytes *b)
{
	if (b == nullptr)
		return;
	free(b->data);
	*b = {nullptr, 0, 0};
}

void xc::reserve(struct xc_bytes *out, size_t len)
{
	if (::reserve(out, len) != XC_OK)
		throw std::bad_alloc();
}

void xc::put(struct xc_bytes *out, const std::string &s)
{
	if (xc_bytes_set(out, s.data(), s.size()) != XC_OK)
		throw std::bad_alloc();
}
