/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/numeral.h"

#include <string.h>

#include "stemmer/analyze.h"
#include "stemmer/glyph.h"
#include "stemmer/normalize.h"
#include "stemmer/phone.h"
#include "stemmer/table.h"
#include "stemmer/words.h"

/* Groups of three digits: milliards of milliards. */
#define GROUPS_MAX 6

/* What is being read. All positions are bytes of the text. */
struct numeral {
	const char *text;
	size_t len, start;
	size_t end;		/* behind what has been read so far */
	char term[TERM_MAX];	/* in the one form that all spellings share */
	size_t term_len;
};

static void add(struct numeral *n, const char *ptr, size_t len)
{
	if (len > TERM_MAX - n->term_len)
		len = TERM_MAX - n->term_len;
	memcpy(n->term + n->term_len, ptr, len);
	n->term_len += len;
}

static size_t digits_at(const struct numeral *n, size_t at)
{
	size_t end = at;
	while (end < n->len && glyph_is_digit(n->text[end]))
		end++;
	return end - at;
}

/* Does a word go on at the byte? */
static bool word_at(const struct numeral *n, size_t at)
{
	enum glyph kind;
	if (at >= n->len)
		return false;
	glyph_at(n->text, n->len, at, &kind);
	return glyph_is_word(kind) || kind == GLYPH_MARK;
}

/* Bytes of the blank at the byte that may stand within a number: plain, no-break, thin, figure. */
static size_t blank_at(const struct numeral *n, size_t at)
{
	static const char *const blanks[] = {" ", "\u00a0", "\u202f", "\u2009", "\u2007"};
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
		size_t bytes = strlen(blanks[i]);
		if (at + bytes < n->len && memcmp(n->text + at, blanks[i], bytes) == 0)
			return bytes;
	}
	return 0;
}

/* Bytes of what parts groups of thousands: a blank, or the apostrophe of Switzerland. */
static size_t separator_at(const struct numeral *n, size_t at)
{
	enum glyph kind;
	size_t bytes = blank_at(n, at);
	if (bytes > 0 || at >= n->len)
		return bytes;
	bytes = glyph_at(n->text, n->len, at, &kind);
	return kind == GLYPH_APOSTROPHE ? bytes : 0;
}

/* The end of a group of three digits that a separator hangs on what ends at the byte; 0: none. */
static size_t group_at(const struct numeral *n, size_t at)
{
	size_t group = at + separator_at(n, at);
	return group > at && digits_at(n, group) == 3 && !word_at(n, group + 3) ? group + 3 : 0;
}

/* Groups of three digits behind one to three. More than GROUPS_MAX, or another number directly
 * before, and it is a row of a table. */
static void read_groups(struct numeral *n)
{
	size_t digits = n->end, groups = 0;
	if (digits - n->start > 3 || n->text[n->start] == '0')
		return;
	if (n->start >= 2 && n->text[n->start - 1] == ' ' && glyph_is_digit(n->text[n->start - 2]))
		return;
	for (size_t end = digits; (end = group_at(n, end)) > 0; groups++) {
		if (groups == GROUPS_MAX) {
			n->end = digits;
			n->term_len = digits - n->start;
			return;
		}
		add(n, n->text + end - 3, 3);
		n->end = end;
	}
}

/* A comma and digits at the byte. */
static bool fraction_at(const struct numeral *n, size_t at)
{
	return at < n->len && n->text[at] == ',' && digits_at(n, at + 1) > 0;
}

/* 1.000.000, the older way to write thousands, and 1.234,56. A single group without a fraction is
 * left to read_fraction. */
static bool read_points(struct numeral *n)
{
	size_t end = n->end, groups = 0;
	if (n->end - n->start > 3)
		return false;
	while (end < n->len && n->text[end] == '.' && digits_at(n, end + 1) == 3) {
		end += 4;
		groups++;
	}
	bool more = end + 1 < n->len && n->text[end] == '.' && glyph_is_digit(n->text[end + 1]);
	if (groups < (fraction_at(n, end) ? 1 : 2) || word_at(n, end) || more)
		return false;
	for (size_t at = n->end; at < end; at += 4)
		add(n, n->text + at + 1, 3);
	n->end = end;
	return true;
}

static bool is_point(char c)
{
	return c == ',' || c == '.';
}

/* 12,5 and 12.5, but not 1,2,3 nor 12.11.2021. Returns whether it may be thousands: 1.000 */
static bool read_fraction(struct numeral *n)
{
	size_t at = n->end;
	if (at >= n->len || !is_point(n->text[at]))
		return false;
	if (n->start >= 2 && is_point(n->text[n->start - 1]) &&
	    glyph_is_digit(n->text[n->start - 2]))
		return false;
	size_t digits = digits_at(n, at + 1), end = at + 1 + digits;
	if (digits == 0 || (end + 1 < n->len && is_point(n->text[end]) &&
			    glyph_is_digit(n->text[end + 1])))
		return false;
	bool thousands = n->text[at] == '.' && digits == 3 && n->end - n->start <= 3 &&
			 n->text[n->start] != '0';
	add(n, ",", 1);
	add(n, n->text + at + 1, digits);
	n->end = end;
	return thousands;
}

static unsigned value(const struct numeral *n, size_t at, size_t digits)
{
	unsigned result = 0;
	for (size_t i = 0; i < digits; i++)
		result = result * 10 + (unsigned)(n->text[at + i] - '0');
	return result;
}

/* Two digits below 60 that nothing goes on behind. */
static bool minutes_at(const struct numeral *n, size_t at)
{
	return digits_at(n, at) == 2 && value(n, at, 2) < 60 && !word_at(n, at + 2);
}

/* 20h30, 20 h 30, 20:30 and 20h: hours without a leading zero, h, minutes. The hour alone is
 * another reading, so that 20 h finds 20 h 30. Returns whether it is a time. */
static bool read_time(struct numeral *n, size_t *hour_len)
{
	size_t digits = n->end - n->start, at = n->end;
	if (digits > 2 || value(n, n->start, digits) > 24 || at >= n->len)
		return false;
	bool colon = n->text[at] == ':';
	if (!colon) {
		at += blank_at(n, at);
		if (at >= n->len || (n->text[at] | 0x20) != 'h')
			return false;
	}
	size_t end = ++at, minutes = colon ? at : at + blank_at(n, at);
	bool has_minutes = minutes_at(n, minutes);
	if (!has_minutes && (colon || word_at(n, at)))
		return false;
	if (colon && group_at(n, minutes + 2) > 0)
		return false;	/* 1:50 000, the scale of a map */
	if (digits == 2 && n->term[0] == '0')
		n->term[0] = n->term[--n->term_len];
	add(n, "h", 1);
	*hour_len = has_minutes ? n->term_len : 0;
	if (has_minutes) {
		add(n, n->text + minutes, 2);
		end = minutes + 2;
	}
	n->end = end;
	return true;
}

const char *numeral_ordinal(const char *raw, size_t raw_len)
{
	static const struct { const char *ending, *to; } endings[] = {
		{"e", "e"}, {"ème", "e"}, {"eme", "e"}, {"ième", "e"}, {"ieme", "e"}, {"nd", "e"},
		{"nde", "e"}, {"er", "er"}, {"re", "er"}, {"ère", "er"}, {"ere", "er"},
	};
	char ending[TERM_MAX];
	size_t len = normalize_word(raw, raw_len, ending);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (strlen(endings[i].ending) == len && memcmp(endings[i].ending, ending, len) == 0)
			return endings[i].to;
	return NULL;
}

static bool read_ordinal(struct numeral *n, size_t run_end)
{
	const char *ending = numeral_ordinal(n->text + n->end, run_end - n->end);
	if (!ending)
		return false;
	add(n, ending, strlen(ending));
	n->end = run_end;
	return true;
}

static bool is_unit(const struct numeral *n, size_t end)
{
	char unit[TERM_MAX];
	size_t len = normalize_word(n->text + n->end, end - n->end, unit);
	return table_find(&table_unit, unit, len) != 0;
}

/* Letters directly behind the digits have to be an ordinal or a unit (then a word of its own). A
 * joiner and more makes it part of a chunk: 2021-1109, 192.168.0.1. digits_end: behind the first
 * digits. */
static bool read_end(struct numeral *n, size_t digits_end)
{
	size_t run_end = n->end + words_run(n->text, n->len, n->end);
	if (run_end > n->end)
		return is_unit(n, run_end) || read_ordinal(n, run_end);
	return n->end > digits_end || n->start + words_length(n->text, n->len, n->start) == n->end;
}

static void emit(struct reading *reading, const struct numeral *n, const char *term, size_t len,
	unsigned flags)
{
	struct lim_slice slice = {term, len};
	reading_add(reading, n->text + n->start, n->end - n->start, slice, slice, flags);
}

/* Both readings of 1.000: a thousand, and one to three digits behind the comma. */
static void emit_thousands(struct reading *reading, const struct numeral *n)
{
	char term[TERM_MAX];
	size_t len = 0;
	for (size_t i = 0; i < n->term_len; i++)
		if (n->term[i] != ',')
			term[len++] = n->term[i];
	emit(reading, n, term, len, 0);
	emit(reading, n, n->term, n->term_len, TOKEN_ALTERNATE);
}

size_t numeral_read(struct reading *reading, const char *text, size_t len, size_t start)
{
	struct numeral n = {.text = text, .len = len, .start = start};
	size_t hour_len = 0, digits_end = start + digits_at(&n, start);
	if (digits_end - start > TERM_MAX)
		return 0;
	size_t phone = phone_read(reading, text, len, start);
	if (phone > 0)
		return phone;
	add(&n, text + start, digits_end - start);
	n.end = digits_end;
	if (read_time(&n, &hour_len)) {
		emit(reading, &n, n.term, n.term_len, 0);
		emit(reading, &n, n.term, hour_len, TOKEN_ALTERNATE);
		return n.end - start;
	}
	read_groups(&n);
	bool points = read_points(&n), thousands = read_fraction(&n) && !points;
	if (!read_end(&n, digits_end))
		return 0;
	if (thousands)
		emit_thousands(reading, &n);
	else
		emit(reading, &n, n.term, n.term_len, 0);
	/* Le 1er mai is also written le 1 mai, article 1er article 1. */
	if (n.term_len > 2 && memcmp(n.term + n.term_len - 2, "er", 2) == 0)
		emit(reading, &n, n.term, n.term_len - 2, TOKEN_ALTERNATE | TOKEN_LESSER);
	return n.end - start;
}
