/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/sentence.h"

#include <stdbool.h>
#include <string.h>

#include "stemmer/abbreviation.h"
#include "stemmer/glyph.h"

/* What is being looked through; all positions are bytes of text. */
struct scan {
	const char *text;
	size_t len;
	size_t start;	/* of the sentence, blanks skipped */
};

static bool is_one_of(const char *set, int32_t c)
{
	return c > 0 && c < 0x80 && strchr(set, c);
}

static int32_t char_at(const struct scan *s, size_t at, size_t *bytes)
{
	*bytes = 0;
	return at < s->len ? glyph_char(s->text, s->len, at, bytes) : -1;
}

static size_t skip_blanks(const struct scan *s, size_t at)
{
	size_t bytes;
	while (at < s->len && glyph_is_blank(char_at(s, at, &bytes)))
		at += bytes;
	return at;
}

/* Is the line break at the byte followed by a line without anything? */
static bool is_empty_line(const struct scan *s, size_t at)
{
	size_t bytes;
	int32_t c;
	for (at++; at < s->len; at += bytes) {
		c = char_at(s, at, &bytes);
		if (c == '\n')
			return true;
		if (!glyph_is_blank(c))
			return false;
	}
	return false;
}

static bool is_mark(int32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026 /* … */;
}

/* The end of the run of marks at the byte; French puts a blank before each of "! !" and "? !". */
static size_t skip_marks(const struct scan *s, size_t at)
{
	for (;;) {
		size_t bytes, blank;
		while (is_mark(char_at(s, at, &bytes)))
			at += bytes;
		int32_t c = char_at(s, at, &blank);
		if (c < 0 || c == '\n' || !glyph_is_blank(c))
			return at;
		c = char_at(s, at + blank, &bytes);
		if (c != '!' && c != '?')
			return at;
		at += blank;
	}
}

static bool is_closer(int32_t c)
{
	switch (c) {
	case '"':
	case '\'':
	case ')':
	case ']':
	case '*':	/* Markdown's emphasis */
	case '_':
	case 0xbb:	/* » */
	case 0x2019:	/* ’ */
	case 0x201d:	/* ” */
	case 0x203a:	/* › */
		return true;
	default:
		return glyph_kind(c) == GLYPH_SUPERSCRIPT;
	}
}

/* Behind the call of a footnote, [12]; at where there is none. */
static size_t skip_call(const struct scan *s, size_t at)
{
	size_t end = at + 1;
	if (at >= s->len || s->text[at] != '[')
		return at;
	while (end < s->len && end - at <= 3 && glyph_is_digit(s->text[end]))
		end++;
	return end > at + 1 && end < s->len && s->text[end] == ']' ? end + 1 : at;
}

/* Behind what closes with the sentence: quotes and brackets, a blank before » and ›, footnotes, and
 * marks behind those again (« Oui ! ».). */
static size_t skip_closers(const struct scan *s, size_t at)
{
	for (;;) {
		size_t bytes, blank, next = skip_call(s, at);
		int32_t c = char_at(s, at, &bytes);
		if (next > at) {
			at = next;
		} else if (bytes > 0 && (is_closer(c) || is_mark(c))) {
			at += bytes;
		} else if (c >= 0 && c != '\n' && glyph_is_blank(c)) {
			c = char_at(s, at + bytes, &blank);
			if (c != 0xbb && c != 0x203a)
				return at;
			at += bytes + blank;
		} else {
			return at;
		}
	}
}

/* What comes behind a mark and its closers. */
struct next {
	size_t at;		/* the first that is no blank, dash or opening quote */
	int32_t first, c;	/* the first that is no blank; the one at at; -1 at the end */
	bool blank, line;	/* is there a blank between, a line break? */
};

static bool is_opener(int32_t c)
{
	return c == '"' || c == '(' || c == '[' || c == '-' || c == '*' || c == '_' || c == '#' ||
	       c == '\'' || c == 0xab /* « */ || c == 0x2013 || c == 0x2014 /* dashes */ ||
	       c == 0x2018 || c == 0x201c || c == 0x2039 || c == 0x2022 /* • */;
}

static struct next look_ahead(const struct scan *s, size_t at)
{
	struct next next = {.at = skip_blanks(s, at)};
	size_t bytes;
	next.blank = next.at > at || at == s->len;
	next.line = memchr(s->text + at, '\n', next.at - at) != NULL;
	next.first = next.c = char_at(s, next.at, &bytes);
	for (int i = 0; i < 8 && (is_opener(next.c) || (i > 0 && glyph_is_blank(next.c))); i++) {
		next.at += bytes;
		next.c = char_at(s, next.at, &bytes);
	}
	return next;
}

/* Marks but a single point: the sentence goes on where a small letter or a comma follows. */
static bool ends_strongly(const struct scan *s, size_t mark, size_t end, const struct next *next)
{
	if (mark > s->start && is_one_of("([", s->text[mark - 1]) &&
	    is_one_of(")]", s->text[end - 1]))
		return false;	/* […], (?) */
	if (!next->blank && !glyph_is_upper(next->c) && !is_opener(next->first))
		return false;
	if (next->line && next->first != next->c)
		return true;	/* a list's next item */
	return !glyph_is_lower(next->c) && next->first != ',' && next->first != ';';
}

/* Is nothing in front of the point but a number or a letter: "1. ", "b. ", "IV. "? */
static bool is_list_label(const struct scan *s, size_t mark)
{
	size_t len = mark - s->start;
	if (len == 0 || len > 5)
		return false;
	const char *label = s->text + s->start;
	bool digits = true, roman = true;
	for (size_t i = 0; i < len; i++) {
		digits = digits && glyph_is_digit(label[i]);
		roman = roman && is_one_of("IVXLC", label[i]);
	}
	return digits || roman || (len == 1 && (glyph_is_upper(*label) || glyph_is_lower(*label)));
}

static bool ends_with_point(const struct scan *s, size_t mark, size_t end, const struct next *next)
{
	if (!next->blank)
		return false;	/* 12.5, exemple.fr */
	if (next->c < 0)
		return true;
	if (next->line && next->first != next->c)
		return true;
	if (glyph_is_lower(next->c) || is_one_of(",;:!?)]", next->first))
		return false;
	if (end > mark + 1)
		return true;	/* something has closed behind the point */
	return !is_list_label(s, mark) &&
	       abbreviation_ends(s->text, s->len, s->start, mark, next->at);
}

static bool is_single_point(const struct scan *s, size_t mark, size_t marks_end)
{
	return s->text[mark] == '.' && marks_end == mark + 1;
}

/* The end of the sentence where the mark ends one; 0 where it does not, then *after is behind the
 * marks. */
static size_t end_at(const struct scan *s, size_t mark, size_t *after)
{
	size_t marks_end = skip_marks(s, mark), end = skip_closers(s, marks_end);
	struct next next = look_ahead(s, end);
	bool ends = is_single_point(s, mark, marks_end) ? ends_with_point(s, mark, end, &next) :
		ends_strongly(s, mark, end, &next);
	*after = marks_end;
	return ends ? end : 0;
}

static size_t trim(const struct scan *s, size_t end)
{
	while (end > s->start && is_one_of(" \t\r\n", s->text[end - 1]))
		end--;
	return end;
}

size_t sentence_end(const char *text, size_t len, size_t start)
{
	struct scan s = {text, len, start};
	s.start = skip_blanks(&s, start);
	for (size_t pos = s.start; pos < len;) {
		size_t bytes, end = 0, after = pos + 1;
		int32_t c = text[pos];
		if (c == '\n' && is_empty_line(&s, pos))
			return trim(&s, pos);
		if ((unsigned char)c == 0xe2)
			c = char_at(&s, pos, &bytes);
		if (is_mark(c))
			end = end_at(&s, pos, &after);
		if (end > 0)
			return end;
		pos = after;
	}
	return len;
}
