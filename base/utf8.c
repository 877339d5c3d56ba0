/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/utf8.h"

#include <endian.h>
#include <string.h>
#include <utf8proc.h>

static const char replacement[] = "\xef\xbf\xbd";

/* The bytes of the longest start of a valid sequence, at least 1: what one U+FFFD replaces. */
static size_t bad_length(const unsigned char *s, size_t len)
{
	size_t want = s[0] >= 0xf0 && s[0] <= 0xf4 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 1;
	unsigned char low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
	unsigned char high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
	size_t n = 1;
	if (n < len && s[1] >= low && s[1] <= high)
		for (n = 2; n < len && n < want && (s[n] & 0xc0) == 0x80;)
			n++;
	return n;
}

int32_t utf8_next(const char **pos, const char *end)
{
	const unsigned char *s = (const unsigned char *)*pos;
	size_t len = (size_t)(end - *pos);
	if (s[0] < 0x80) {
		(*pos)++;
		return s[0];
	}
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate(s, len > 4 ? 4 : (utf8proc_ssize_t)len, &c);
	if (n > 0) {
		*pos += n;
		return c;
	}
	*pos += bad_length(s, len);
	return -1;
}

/* Bytes below 0x80 at the start, eight at a time. */
static size_t ascii_length(const char *ptr, size_t len)
{
	size_t n = 0;
	uint64_t word;
	for (; n + sizeof word <= len; n += sizeof word) {
		memcpy(&word, ptr + n, sizeof word);
		word = le64toh(word) & 0x8080808080808080u;
		if (word)
			return n + (size_t)__builtin_ctzll(word) / 8;
	}
	while (n < len && (unsigned char)ptr[n] < 0x80)
		n++;
	return n;
}

/* Most of what French has beyond ASCII. */
static bool is_pair(const char *ptr, size_t len)
{
	const unsigned char *s = (const unsigned char *)ptr;
	return len >= 2 && s[0] >= 0xc2 && s[0] <= 0xdf && (s[1] & 0xc0) == 0x80;
}

size_t utf8_valid(const char *ptr, size_t len)
{
	const char *pos = ptr, *end = ptr + len;
	for (;;) {
		pos += ascii_length(pos, (size_t)(end - pos));
		if (pos == end)
			break;
		if (is_pair(pos, (size_t)(end - pos))) {
			pos += 2;
			continue;
		}
		const char *start = pos;
		if (utf8_next(&pos, end) < 0)
			return (size_t)(start - ptr);
	}
	return len;
}

int utf8_repair(struct buf *buf, const char *ptr, size_t len, size_t *replaced)
{
	const char *pos = ptr, *end = ptr + len, *good = ptr;
	size_t count = 0;
	while (pos < end) {
		const char *start = pos;
		if (utf8_next(&pos, end) > 0)
			continue;
		buf_add(buf, good, (size_t)(start - good));
		buf_add(buf, replacement, 3);
		good = pos;
		count++;
	}
	if (replaced)
		*replaced = count;
	return buf_add(buf, good, (size_t)(end - good));
}

size_t utf8_cut(const char *ptr, size_t len, size_t at)
{
	if (at >= len)
		return len;
	while (at > 0 && ((unsigned char)ptr[at] & 0xc0) == 0x80)
		at--;
	return at;
}

size_t utf8_put(char out[4], int32_t c)
{
	return (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out);
}

size_t utf8_count(const char *ptr, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)ptr[i] & 0xc0) != 0x80;
	return n;
}
