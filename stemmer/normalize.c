/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/normalize.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "stemmer/analyze.h"
#include "stemmer/glyph.h"

/* Bytes of a word that are looked at: decomposed text may need several for one of the result. */
#define LOOK_MAX (4 * TERM_MAX)

/* Room for what LOOK_MAX bytes decompose to; one Arabic ligature alone makes 18 characters. */
#define CHARS_MAX (4 * LOOK_MAX)

#define OPTIONS (UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)

/* The apostrophes have to be one before ´ decomposes to a blank with an accent. */
static utf8proc_int32_t map_apostrophe(utf8proc_int32_t c, void *data)
{
	(void)data;
	return c >= 0x80 && glyph_kind(c) == GLYPH_APOSTROPHE ? '\'' : c;
}

/* U+00C0 to U+00FF but the two signs and ß, and Œ œ: a lower case letter of two bytes that is
 * composed. */
static size_t lower_latin(const unsigned char *s, char *out)
{
	if (s[0] == 0xc3 && s[1] >= 0x80 && s[1] <= 0xbf && s[1] != 0x9f) {
		out[0] = (char)s[0];
		out[1] = (char)(s[1] < 0x9f && s[1] != 0x97 ? s[1] + 0x20 : s[1]);
		return 2;
	}
	if (s[0] == 0xc5 && (s[1] | 1) == 0x93) {
		memcpy(out, "œ", 2);
		return 2;
	}
	return 0;
}

/* Nearly all of French needs no tables: ASCII, the letters above, ’. out has room for len bytes.
 * Returns false where there is anything else. */
static bool normalize_simple(const char *text, size_t len, char *out, size_t *out_len)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = 0;
	for (size_t i = 0; i < len;) {
		size_t bytes = 1;
		if (s[i] < 0x80) {
			out[n] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] | 0x20 : s[i]);
			n++;
		} else if (i + 1 < len && (bytes = lower_latin(s + i, out + n)) > 0) {
			n += bytes;
		} else if (i + 2 < len && memcmp(text + i, "’", 3) == 0) {
			out[n++] = '\'';
			bytes = 3;
		} else {
			return false;
		}
		i += bytes;
	}
	*out_len = n;
	return true;
}

static utf8proc_ssize_t decompose(const char *text, size_t len, utf8proc_int32_t *chars, size_t cap)
{
	return utf8proc_decompose_custom((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len,
		chars, (utf8proc_ssize_t)cap, OPTIONS, map_apostrophe, NULL);
}

/* Some letters decompose to a blank and a mark, but a term has no blanks. */
static size_t drop_blanks(char *word, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)word[i] > ' ')
			word[n++] = word[i];
	return n;
}

static size_t normalize_hard(const char *word, size_t len, char *out)
{
	utf8proc_int32_t chars[CHARS_MAX + 1];	/* reencode adds a NUL */
	utf8proc_ssize_t n = decompose(word, len, chars, CHARS_MAX);
	while (n > CHARS_MAX) {
		len = utf8_cut(word, len, len / 2);
		n = decompose(word, len, chars, CHARS_MAX);
	}
	if (n > 0)
		n = utf8proc_reencode(chars, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	if (n <= 0)
		return 0;
	size_t bytes = drop_blanks((char *)chars, (size_t)n);
	bytes = utf8_cut((char *)chars, bytes, TERM_MAX);
	memcpy(out, chars, bytes);
	return bytes;
}

size_t normalize_word(const char *word, size_t len, char *out)
{
	char simple[LOOK_MAX];
	size_t n;
	len = utf8_cut(word, len, LOOK_MAX);
	if (!normalize_simple(word, len, simple, &n))
		return normalize_hard(word, len, out);
	n = utf8_cut(simple, n, TERM_MAX);
	memcpy(out, simple, n);
	return n;
}

static int normalize_valid(const char *text, size_t len, struct buf *buf)
{
	if (len == 0 || buf_reserve(buf, len) != LIM_OK)
		return buf->status;
	size_t simple;
	if (normalize_simple(text, len, buf->ptr + buf->len, &simple)) {
		buf->len += simple;
		buf->ptr[buf->len] = '\0';
		return buf->status;
	}
	utf8proc_uint8_t *bytes;
	utf8proc_ssize_t n = utf8proc_map_custom((const utf8proc_uint8_t *)text,
		(utf8proc_ssize_t)len, &bytes, OPTIONS | UTF8PROC_STABLE, map_apostrophe, NULL);
	if (n < 0)
		return buf->status = LIM_E_MEMORY;
	buf_add(buf, bytes, (size_t)n);
	free(bytes);
	return buf->status;
}

int normalize_text(const char *text, size_t len, struct buf *buf)
{
	size_t pos = 0;
	while (pos < len && buf->status == LIM_OK) {
		size_t valid = utf8_valid(text + pos, len - pos);
		normalize_valid(text + pos, valid, buf);
		pos += valid;
		if (pos < len) {
			size_t bytes;
			glyph_char(text, len, pos, &bytes);
			buf_addc(buf, ' ');
			pos += bytes;
		}
	}
	return buf->status;
}
