/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a character is to a French reader: part of a word, or what may stand between two parts. */
#ifndef STEMMER_GLYPH_H
#define STEMMER_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum glyph {
	GLYPH_OTHER,		/* separates words: punctuation, blanks, symbols, invalid bytes */
	GLYPH_LETTER,
	GLYPH_DIGIT,		/* of any script, subscripts too: H₂O */
	GLYPH_SUPERSCRIPT,	/* ¹ ² ³: of a unit (m²), or the call of a footnote behind a word */
	GLYPH_MARK,		/* combining: continues a word, never begins one */
	GLYPH_IGNORABLE,	/* soft hyphen, zero width: counts for nothing */
	GLYPH_APOSTROPHE,	/* ' ’ ‘ ‛ ʼ ′ ´ and the full-width one */
	GLYPH_HYPHEN		/* - and U+2010, U+2011; dashes separate */
};

/* c: a character, or -1 for invalid bytes. */
enum glyph glyph_kind(int32_t c);

/* The bytes of the character at text + at (at < len), at least 1, and what it is. */
size_t glyph_at(const char *text, size_t len, size_t at, enum glyph *kind);

/* The character at text + at (at < len), -1 for invalid bytes, and its bytes. */
int32_t glyph_char(const char *text, size_t len, size_t at, size_t *bytes);

bool glyph_is_blank(int32_t c);
bool glyph_is_upper(int32_t c);
bool glyph_is_lower(int32_t c);

static inline bool glyph_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool glyph_is_word(enum glyph kind)
{
	return kind == GLYPH_LETTER || kind == GLYPH_DIGIT;
}

#endif
