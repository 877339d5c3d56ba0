/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/date.h"

#include <stdio.h>
#include <string.h>

/* A date is found within so many bytes and words, or not at all. */
#define LOOK_MAX 128
#define WORDS_MAX 16

struct word {
	unsigned value, digits;	/* of a number; digits 0: a word */
	unsigned month;		/* of a month's name; 0: another word */
	char after;		/* the byte behind it, NUL at the end */
};

/* The shortest starts that tell the months apart, French and English, accents stripped. */
static const struct {
	const char *start;
	unsigned month;
} months[] = {
	{"jan", 1}, {"fev", 2}, {"feb", 2}, {"mars", 3}, {"mar", 3}, {"avr", 4}, {"apr", 4},
	{"mai", 5}, {"may", 5}, {"juin", 6}, {"jun", 6}, {"juil", 7}, {"jul", 7}, {"aou", 8},
	{"aug", 8}, {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12},
};

static const char *const longest[] = {"janvier", "january", "fevrier", "february", "mars", "march",
	"avril", "april", "mai", "may", "juin", "june", "juillet", "july", "aout", "august",
	"septembre", "september", "octobre", "october", "novembre", "november", "decembre",
	"december", "sept"};

/* "mar." may be March or mardi; a name that goes on differently from the month's is no month. */
static unsigned find_month(const char *name, size_t len)
{
	if (len < 3)
		return 0;
	for (size_t i = 0; i < sizeof longest / sizeof *longest; i++) {
		if (strncmp(longest[i], name, len) != 0)
			continue;
		for (size_t k = 0; k < sizeof months / sizeof *months; k++)
			if (strncmp(name, months[k].start, strlen(months[k].start)) == 0)
				return months[k].month;
	}
	return 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One letter, lower-cased and without the accents that months have ("é", "É", "û", "Û", also as
 * combining marks); 0: none. */
static char read_letter(const char **pos, const char *end)
{
	const unsigned char *s = (const unsigned char *)*pos;
	size_t left = (size_t)(end - *pos);
	if ((s[0] | 0x20) >= 'a' && (s[0] | 0x20) <= 'z') {
		bool accent = left >= 3 && s[1] == 0xcc && (s[2] == 0x81 || s[2] == 0x82);
		*pos += accent ? 3 : 1;
		return (char)(s[0] | 0x20);
	}
	if (left < 2 || s[0] != 0xc3)
		return 0;
	char plain = (s[1] | 0x20) == 0xa9 ? 'e' : (s[1] | 0x20) == 0xbb ? 'u' : 0;
	if (plain)
		*pos += 2;
	return plain;
}

static struct word read_number(const char **pos, const char *end)
{
	struct word word = {0};
	for (; *pos < end && is_digit(**pos); (*pos)++) {
		if (word.digits++ < 8)
			word.value = word.value * 10 + (unsigned)(**pos - '0');
	}
	return word;
}

static struct word read_name(const char **pos, const char *end)
{
	char name[16 + 1] = "";
	size_t len = 0;
	char letter;
	while (*pos < end && (letter = read_letter(pos, end)) != 0)
		if (len < sizeof name - 1)
			name[len++] = letter;
	return (struct word){.month = len < sizeof name - 1 ? find_month(name, len) : 0};
}

static size_t split(const char *ptr, size_t len, struct word words[WORDS_MAX])
{
	const char *pos = ptr, *end = ptr + (len < LOOK_MAX ? len : LOOK_MAX);
	size_t n = 0;
	while (pos < end && n < WORDS_MAX) {
		const char *start = pos;
		struct word word = is_digit(*pos) ? read_number(&pos, end) : read_name(&pos, end);
		if (pos == start) {
			pos++;
			continue;
		}
		word.after = pos < end ? *pos : '\0';
		words[n++] = word;
	}
	return n;
}

static bool valid(unsigned year, unsigned month, unsigned day)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return year >= 1000 && year <= 2999 && month <= 12 &&
		(month > 0 ? day <= days[month - 1] + (unsigned)(month == 2 && leap) : day == 0);
}

static bool put(char iso[DATE_SIZE], unsigned year, unsigned month, unsigned day)
{
	if (!valid(year, month, day))
		return false;
	/* The masks change nothing; they show the compiler that it fits. */
	if (day > 0)
		snprintf(iso, DATE_SIZE, "%04u-%02u-%02u", year & 4095, month & 15, day & 31);
	else if (month > 0)
		snprintf(iso, DATE_SIZE, "%04u-%02u", year & 4095, month & 15);
	else
		snprintf(iso, DATE_SIZE, "%04u", year & 4095);
	return true;
}

static bool joined(char c)
{
	return c == '-' || c == '/' || c == '.';
}

/* Numbers only, at words[0]: year first, day first, or packed. */
static bool parse_numbers(const struct word *w, size_t n, char iso[DATE_SIZE])
{
	if (w[0].digits == 8)
		return put(iso, w[0].value / 10000, w[0].value / 100 % 100, w[0].value % 100);
	bool two = n >= 2 && joined(w[0].after) && w[1].digits > 0;
	bool three = two && n >= 3 && w[1].after == w[0].after && w[2].digits > 0;
	if (w[0].digits == 4 && three && w[1].digits <= 2 && w[2].digits <= 2)
		return put(iso, w[0].value, w[1].value, w[2].value);
	if (w[0].digits == 4 && two && w[1].digits <= 2)
		return put(iso, w[0].value, w[1].value, 0);
	if (three && w[0].digits <= 2 && w[1].digits <= 2 && w[2].digits == 4)
		return w[0].value > 0 && put(iso, w[2].value, w[1].value, w[0].value);
	if (two && w[0].digits <= 2 && w[1].digits == 4)
		return put(iso, w[1].value, w[0].value, 0);
	return false;
}

/* A month's name at words[i]: "16 novembre 2021", "1er mai 2020", "Nov 16, 2021". */
static bool parse_named(const struct word *w, size_t n, size_t i, char iso[DATE_SIZE])
{
	unsigned month = w[i].month;
	size_t day = i > 0 && w[i - 1].digits == 0 && !w[i - 1].month && i > 1 ? i - 2 : i - 1;
	if (i + 1 < n && w[i + 1].digits == 4) {
		bool has_day = i > 0 && w[day].digits > 0 && w[day].digits <= 2;
		return put(iso, w[i + 1].value, month, has_day ? w[day].value : 0);
	}
	for (size_t k = i + 2; k < n && k <= i + 3; k++)	/* "November 16th, 2021" */
		if (w[i + 1].digits > 0 && w[i + 1].digits <= 2 && w[k].digits == 4)
			return put(iso, w[k].value, month, w[i + 1].value);
	return false;
}

bool date_parse(const char *ptr, size_t len, char iso[DATE_SIZE])
{
	struct word words[WORDS_MAX];
	size_t n = split(ptr, len, words);
	for (size_t i = 0; i < n; i++)
		if (words[i].month && parse_named(words, n, i, iso))
			return true;
	/* What is joined to a number before it is part of a date that was none. */
	for (size_t i = 0; i < n; i++)
		if (words[i].digits > 0 &&
			!(i > 0 && words[i - 1].digits > 0 && joined(words[i - 1].after)) &&
			parse_numbers(words + i, n - i, iso))
			return true;
	/* A lone year counts only where nothing else is said: "page 1984" is no date. */
	return n == 1 && words[0].digits == 4 && put(iso, words[0].value, 0, 0);
}
