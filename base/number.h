/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as bytes: variable-length (7 bits a byte, low ones first, as in LEB128) and big-endian. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VARINT_MAX 10

/* Writes value and returns the number of bytes, at most VARINT_MAX. */
static inline size_t varint_put(unsigned char *out, uint64_t value)
{
	size_t n = 0;
	while (value >= 0x80) {
		out[n++] = (unsigned char)(value | 0x80);
		value >>= 7;
	}
	out[n++] = (unsigned char)value;
	return n;
}

/* Reads a number at *pos and moves *pos behind it; false where the bytes before end are none. */
static inline bool varint_get(const char **pos, const char *end, uint64_t *value)
{
	uint64_t result = 0;
	for (unsigned shift = 0; *pos < end && shift < 64; shift += 7) {
		unsigned char byte = (unsigned char)*(*pos)++;
		result |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*value = result;
			return true;
		}
	}
	return false;
}

/* A signed number (two's complement) as one that is small where that is near zero, and back. */
static inline uint64_t zigzag_put(uint64_t value)
{
	return value << 1 ^ (value >> 63 ? UINT64_MAX : 0);
}

static inline uint64_t zigzag_get(uint64_t coded)
{
	return coded >> 1 ^ (coded & 1 ? UINT64_MAX : 0);
}

/* Big-endian, so that byte order is number order. n: bytes, 1 to 8. */
static inline void be_put(unsigned char *out, uint64_t value, size_t n)
{
	while (n-- > 0) {
		out[n] = (unsigned char)value;
		value >>= 8;
	}
}

static inline uint64_t be_get(const unsigned char *in, size_t n)
{
	uint64_t value = 0;
	for (size_t i = 0; i < n; i++)
		value = value << 8 | in[i];
	return value;
}

#endif
