/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/roman.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "stemmer/normalize.h"
#include "stemmer/numeral.h"

/* Digits of a Roman number: MDCCCLXXXVIII has most of all in use. */
#define ROMAN_MAX 13

static size_t count_roman(const char *raw, size_t len, const char *set)
{
	size_t digits = 0;
	while (digits < len && digits < ROMAN_MAX && raw[digits] && strchr(set, raw[digits]))
		digits++;
	return digits;
}

size_t roman_ordinal(const char *raw, size_t len, char *out)
{
	size_t digits = count_roman(raw, len, "IVXLCDM");
	if (digits == 0 || digits == len || (raw[digits] >= 'A' && raw[digits] <= 'Z'))
		return 0;	/* DIRE is not DIer */
	const char *ending = numeral_ordinal(raw + digits, len - digits);
	if (!ending || strcmp(ending, "e") != 0)
		return 0;	/* nor is Mère Mer */
	size_t n = normalize_word(raw, digits, out);
	out[n] = 'e';
	return n + 1;
}

static unsigned roman_digit(char c)
{
	switch (c | 0x20) {
	case 'i': return 1;
	case 'v': return 5;
	case 'x': return 10;
	case 'l': return 50;
	default: return 0;
	}
}

/* The value of up to 89 as it is written today, 0: it is none. */
static unsigned roman_value(const char *raw, size_t digits)
{
	static const char *const tens[] = {"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"};
	static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
	unsigned sum = 0;
	for (size_t i = 0; i < digits; i++) {
		unsigned digit = roman_digit(raw[i]);
		sum = i + 1 < digits && digit < roman_digit(raw[i + 1]) ? sum - digit : sum + digit;
	}
	if (digits == 0 || sum >= 90)
		return 0;
	size_t ten = strlen(tens[sum / 10]), one = strlen(ones[sum % 10]);
	bool written = ten + one == digits && strncasecmp(raw, tens[sum / 10], ten) == 0 &&
		       strncasecmp(raw + ten, ones[sum % 10], one) == 0;
	return written ? sum : 0;
}

size_t roman_arabic(const char *raw, size_t len, char *out)
{
	/* With letters of one height only those that are no words: xixe and XIXE are none, VIE is. */
	bool small = len > 2 && *raw == 'x';
	size_t digits = count_roman(raw, len, small ? "ivx" : "IVXL"), n = 0;
	bool capital = digits < len && raw[digits] >= 'A' && raw[digits] <= 'Z';
	if (digits == len || ((small || capital) && digits < 2) || (capital && *raw != 'X'))
		return 0;
	if (digits == 1 && *raw == 'L')
		return 0;	/* Le is the article */
	const char *ending = numeral_ordinal(raw + digits, len - digits);
	unsigned value = ending ? roman_value(raw, digits) : 0;
	if (value == 0 || (strcmp(ending, "er") == 0) != (value == 1))
		return 0;
	if (value >= 10)
		out[n++] = (char)('0' + value / 10);
	out[n++] = (char)('0' + value % 10);
	memcpy(out + n, ending, strlen(ending));
	return n + strlen(ending);
}
