/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "stemmer/analyze.h"

/* No character decomposes canonically to more than four. */
#define CHARS_MAX (4 * TERM_MAX)

#define COMPOSE (UTF8PROC_COMPOSE | UTF8PROC_STABLE)

/* U+00E0 to U+00FF, lower case: what their decomposition and the table below give. */
static const char latin[32][3] = {
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
};

/* Letters that Unicode does not decompose, as French texts write them without the letter. */
static const char *ascii_of(int32_t c)
{
	switch (c) {
	case 0xdf: return "ss";		/* ß Strauß */
	case 0xe6: return "ae";		/* æ ex æquo */
	case 0xf0: return "d";		/* ð */
	case 0xf8: return "o";		/* ø Søren */
	case 0xfe: return "th";		/* þ */
	case 0x111: return "d";		/* đ */
	case 0x127: return "h";		/* ħ */
	case 0x131: return "i";		/* ı Işık */
	case 0x138: return "k";		/* ĸ */
	case 0x142: return "l";		/* ł Łódź */
	case 0x14b: return "n";		/* ŋ */
	case 0x153: return "oe";	/* œ cœur */
	case 0x167: return "t";		/* ŧ */
	case 0x180: return "b";		/* ƀ */
	case 0x192: return "f";		/* ƒ */
	case 0x237: return "j";		/* ȷ */
	case 0x259: return "e";		/* ə Əliyev */
	default: return NULL;
	}
}

/* ASCII, U+00E0…U+00FF, œ: no letter gets longer, out has room for len. False: there is anything
 * else. */
static bool fold_simple(const char *text, size_t len, char *out, size_t *out_len)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < 0x80) {
			out[n++] = text[i];
			continue;
		}
		const char *to = NULL;
		if (i + 1 < len && s[i] == 0xc3 && s[i + 1] >= 0xa0)
			to = latin[s[i + 1] - 0xa0];
		else if (i + 1 < len && memcmp(text + i, "œ", 2) == 0)
			to = "oe";
		if (!to || !*to)
			return false;
		for (i++; *to; to++)
			out[n++] = *to;
	}
	*out_len = n;
	return true;
}

/* Puts what the table knows in the place of its letters. out has room for len: none gets longer. */
static size_t replace_letters(const char *text, size_t len, char *out)
{
	size_t n = 0;
	for (const char *pos = text, *end = text + len; pos < end;) {
		const char *start = pos, *to = ascii_of(utf8_next(&pos, end));
		size_t bytes = to ? strlen(to) : (size_t)(pos - start);
		memcpy(out + n, to ? to : start, bytes);
		n += bytes;
	}
	return n;
}

static size_t fold_hard(const char *word, size_t len, char *out)
{
	utf8proc_int32_t chars[CHARS_MAX + 1];
	utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)word,
		(utf8proc_ssize_t)len, chars, CHARS_MAX, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
	if (n > 0 && n <= CHARS_MAX)
		n = utf8proc_reencode(chars, n, COMPOSE);
	if (n <= 0 || n > CHARS_MAX) {
		memcpy(out, word, len);	/* nothing but marks: they are the word */
		return len;
	}
	size_t bytes = utf8_cut((char *)chars, (size_t)n, TERM_MAX);
	return replace_letters((char *)chars, bytes, out);
}

size_t fold_word(const char *word, size_t len, char *out)
{
	size_t n;
	return fold_simple(word, len, out, &n) ? n : fold_hard(word, len, out);
}

int fold_text(const char *text, size_t len, struct buf *buf)
{
	if (len == 0 || buf_reserve(buf, len) != LIM_OK)
		return buf->status;
	size_t simple;
	if (fold_simple(text, len, buf->ptr + buf->len, &simple)) {
		buf->len += simple;
		buf->ptr[buf->len] = '\0';
		return buf->status;
	}
	utf8proc_uint8_t *bytes;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len,
		&bytes, COMPOSE | UTF8PROC_STRIPMARK);
	if (n < 0)
		return buf->status = LIM_E_MEMORY;
	if (buf_reserve(buf, (size_t)n) == LIM_OK) {
		buf->len += replace_letters((char *)bytes, (size_t)n, buf->ptr + buf->len);
		buf->ptr[buf->len] = '\0';
	}
	free(bytes);
	return buf->status;
}
