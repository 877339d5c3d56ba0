/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/words.h"

#include <string.h>
#include <strings.h>

#include "stemmer/glyph.h"

/* The longest word that an apostrophe without anything behind it can be an elision of: "lorsqu'
 * il". */
#define ELISION_MAX 6

/* What a byte says without being decoded. C3…C9 lead U+00C0…U+027F: letters all but × and ÷. */
enum { REST, WORD, JOINER, LATIN, MORE };

static const unsigned char byte_class[256] = {
	['0' ... '9'] = WORD, ['A' ... 'Z'] = WORD, ['a' ... 'z'] = WORD,
	['\''] = JOINER, ['-'] = JOINER, ['.'] = JOINER, ['@'] = JOINER, ['_'] = JOINER,
	[0x80 ... 0xc2] = MORE, [0xc3 ... 0xc9] = LATIN, [0xca ... 0xff] = MORE,
};

static unsigned class_at(const char *text, size_t at)
{
	return byte_class[(unsigned char)text[at]];
}

static bool is_latin_letter(const char *text, size_t len, size_t at)
{
	return at + 1 < len && ((unsigned char)text[at + 1] & 0xc0) == 0x80 &&
	       memcmp(text + at, "\xc3\x97", 2) != 0 && memcmp(text + at, "\xc3\xb7", 2) != 0;
}

/* As glyph_at, quick for what most of French is made of. */
static size_t kind_at(const char *text, size_t len, size_t at, enum glyph *kind)
{
	switch (class_at(text, at)) {
	case WORD:
		*kind = glyph_is_digit(text[at]) ? GLYPH_DIGIT : GLYPH_LETTER;
		return 1;
	case JOINER:
		*kind = text[at] == '\'' ? GLYPH_APOSTROPHE :
			text[at] == '-' ? GLYPH_HYPHEN : GLYPH_OTHER;
		return 1;
	case LATIN:
		if (!is_latin_letter(text, len, at))
			break;
		*kind = GLYPH_LETTER;
		return 2;
	case REST:
		*kind = GLYPH_OTHER;
		return 1;
	}
	return glyph_at(text, len, at, kind);
}

static bool is_numero_sign(const char *text, size_t len, size_t at)
{
	return text[at] == '\xe2' && at + 3 <= len && memcmp(text + at, "№", 3) == 0;
}

size_t words_find(const char *text, size_t len, size_t pos)
{
	while (pos < len) {
		enum glyph kind;
		size_t bytes = kind_at(text, len, pos, &kind);
		if (glyph_is_word(kind) || is_numero_sign(text, len, pos))
			return pos;
		pos += bytes;
	}
	return len;
}

/* Ignorable characters belong to the run only where it goes on behind them. */
static size_t skip_ignorable(const char *text, size_t len, size_t pos)
{
	size_t p = pos;
	enum glyph kind = GLYPH_IGNORABLE;
	while (p < len && kind == GLYPH_IGNORABLE) {
		size_t bytes = glyph_at(text, len, p, &kind);
		if (glyph_is_word(kind) || kind == GLYPH_MARK)
			return p;
		p += bytes;
	}
	return pos;
}

/* The end of the character at pos where it belongs to the run that begins at start, else pos. */
static size_t step_run(const char *text, size_t len, size_t start, size_t pos)
{
	enum glyph kind;
	size_t bytes = glyph_at(text, len, pos, &kind);
	if (glyph_is_word(kind) || kind == GLYPH_MARK)
		return pos + bytes;
	if (kind == GLYPH_SUPERSCRIPT && pos - start <= 2)
		return pos + bytes;
	if (kind == GLYPH_IGNORABLE)
		return skip_ignorable(text, len, pos);
	return pos;
}

size_t words_run(const char *text, size_t len, size_t start)
{
	size_t pos = start;
	if (len - start > WORDS_RUN)
		len = start + WORDS_RUN;
	while (pos < len) {
		unsigned class = class_at(text, pos);
		if (class == WORD) {
			pos++;
		} else if (class == LATIN && is_latin_letter(text, len, pos)) {
			pos += 2;
		} else if (class == REST || class == JOINER) {
			break;
		} else {
			size_t next = step_run(text, len, start, pos);
			if (next == pos)
				break;
			pos = next;
		}
	}
	return pos - start;
}

/* Bytes at pos that hang the run behind them on the one before; 0: the chunk ends. An apostrophe in
 * front of a digit ends it, for l'11 begins a number: what is behind has to be read as one.
 * SYNC: find_joiner */
static size_t joiner_length(const char *text, size_t len, size_t pos)
{
	enum glyph kind;
	char c = text[pos];
	size_t bytes = kind_at(text, len, pos, &kind);
	bool apostrophe = kind == GLYPH_APOSTROPHE;
	if (!apostrophe && kind != GLYPH_HYPHEN && c != '.' && c != '@' && c != '_')
		return 0;
	if (c == '.' && pos + 1 < len && text[pos + 1] == '-')
		bytes++;	/* J.-C. */
	if (pos + bytes >= len)
		return 0;
	kind_at(text, len, pos + bytes, &kind);
	return kind == GLYPH_LETTER || (kind == GLYPH_DIGIT && !apostrophe) ? bytes : 0;
}

/* Bytes of the sign at pos that ends the chunk, 0: none. run: the first byte of its last run. */
static size_t tail_length(const char *text, size_t len, size_t start, size_t run, size_t pos)
{
	enum glyph kind;
	/* The last point of O.N.U. */
	if (text[pos] == '.' && pos - run == 1 && run - start >= 2)
		return text[run - 1] == '.' || (text[run - 1] == '-' && text[run - 2] == '.');
	size_t bytes = kind_at(text, len, pos, &kind);
	if (kind == GLYPH_APOSTROPHE)
		return run == start && pos - start <= ELISION_MAX ? bytes : 0;
	if (pos - start == 1 && (text[start] | 0x20) == 'n' && pos + 2 <= len &&
	    memcmp(text + pos, "°", 2) == 0)
		return 2;	/* n° */
	if (glyph_is_digit(text[pos - 1]))
		return 0;
	/* C++, Notepad++, C# */
	bytes = pos + 1 < len && text[pos] == '+' && text[pos + 1] == '+' ? 2 :
		text[pos] == '#' && pos - start == 1;
	if (bytes == 0 || pos + bytes == len)
		return bytes;
	kind_at(text, len, pos + bytes, &kind);
	return glyph_is_word(kind) || text[pos + bytes] == '+' ? 0 : bytes;
}

bool words_is_article(const char *chunk, size_t len)
{
	return (len >= 4 && strncasecmp(chunk + len - 4, "art.", 4) == 0) ||
	       (len >= 5 && strncasecmp(chunk + len - 5, "arts.", 5) == 0);
}

/* Whether the run before the point at pos is art. with the number of an article behind it, art. 12 or
 * art. L. 121-1, and not the end of a sentence. */
static bool article_at(const char *text, size_t len, size_t run, size_t pos)
{
	enum glyph kind;
	bool short_enough = pos - run == 3 || pos - run == 4;
	if (!short_enough || text[pos] != '.' || !words_is_article(text + run, pos + 1 - run))
		return false;
	for (pos++; pos < len && glyph_is_blank(glyph_char(text, len, pos, &run)); pos += run)
		;
	if (pos + 1 >= len)
		return pos < len && glyph_is_digit(text[pos]);
	kind_at(text, len, pos + 1, &kind);
	return glyph_is_digit(text[pos]) ||
	       (memchr("LRDA", text[pos], 4) && (kind == GLYPH_DIGIT || text[pos + 1] == '.'));
}

size_t words_length(const char *text, size_t len, size_t start)
{
	if (is_numero_sign(text, len, start))
		return 3;
	size_t run = start, pos = start + words_run(text, len, start);
	while (pos < len && class_at(text, pos) != REST && pos - start < WORDS_CHUNK) {
		if (article_at(text, len, run, pos))
			return pos + 1 - start;
		size_t bytes = joiner_length(text, len, pos);
		if (bytes == 0)
			break;
		run = pos + bytes;
		pos = run + words_run(text, len, run);
	}
	if (pos < len && (class_at(text, pos) != REST || text[pos] == '+' || text[pos] == '#'))
		pos += tail_length(text, len, start, run, pos);
	return pos - start;
}
