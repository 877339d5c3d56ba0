/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/glyph.h"

#include <utf8proc.h>

#include "base/utf8.h"

static bool is_apostrophe(int32_t c)
{
	switch (c) {
	case '\'':
	case 0xb4:	/* ´ acute accent, from keyboards */
	case 0x2b9:	/* ʹ modifier prime */
	case 0x2bc:	/* ʼ modifier apostrophe */
	case 0x2018:	/* ‘ */
	case 0x2019:	/* ’ */
	case 0x201b:	/* ‛ */
	case 0x2032:	/* ′ prime */
	case 0xff07:	/* full width */
		return true;
	default:
		return false;
	}
}

static enum glyph kind_of_category(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
		return GLYPH_LETTER;
	case UTF8PROC_CATEGORY_ND:
		return GLYPH_DIGIT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return GLYPH_MARK;
	default:
		return GLYPH_OTHER;
	}
}

enum glyph glyph_kind(int32_t c)
{
	if (c < 0)
		return GLYPH_OTHER;
	if (is_apostrophe(c))
		return GLYPH_APOSTROPHE;
	if (c == '-' || c == 0x2010 || c == 0x2011)
		return GLYPH_HYPHEN;
	if (c == 0xb9 || c == 0xb2 || c == 0xb3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
		return GLYPH_SUPERSCRIPT;
	if (c >= 0x2080 && c <= 0x2089)
		return GLYPH_DIGIT;
	if (utf8proc_get_property(c)->ignorable)
		return GLYPH_IGNORABLE;
	return kind_of_category(c);
}

int32_t glyph_char(const char *text, size_t len, size_t at, size_t *bytes)
{
	const char *pos = text + at;
	int32_t c = utf8_next(&pos, text + len);
	*bytes = (size_t)(pos - (text + at));
	return c;
}

size_t glyph_at(const char *text, size_t len, size_t at, enum glyph *kind)
{
	size_t bytes;
	*kind = glyph_kind(glyph_char(text, len, at, &bytes));
	return bytes;
}

bool glyph_is_blank(int32_t c)
{
	return (c >= '\t' && c <= '\r') || (c >= 0 && utf8proc_category(c) == UTF8PROC_CATEGORY_ZS);
}

bool glyph_is_upper(int32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	utf8proc_category_t category = utf8proc_category(c);
	return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool glyph_is_lower(int32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z';
	return utf8proc_category(c) == UTF8PROC_CATEGORY_LL;
}
