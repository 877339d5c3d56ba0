/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/dates.h"

#include <stdio.h>
#include <string.h>

#define DATE_SIZE 16

/* Up to three numbers with one separator between; returns how many, 0 where the text is not so. */
static unsigned read_numbers(struct lim_slice text, unsigned numbers[3], unsigned digits[3])
{
	unsigned n = 0;
	char separator = 0;
	numbers[0] = digits[0] = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c >= '0' && c <= '9') {
			n += n == 0;
			if (++digits[n - 1] > 4)
				return 0;
			numbers[n - 1] = 10 * numbers[n - 1] + (unsigned)(c - '0');
		} else if ((c == '-' || c == '/' || c == '.') && n > 0 && n < 3 &&
			   digits[n - 1] > 0 && (separator == 0 || c == separator)) {
			separator = c;
			numbers[n] = digits[n] = 0;
			n++;
		} else {
			return 0;
		}
	}
	return n > 0 && digits[n - 1] > 0 ? n : 0;
}

/* One date, year first (ISO 8601) or last (16/11/2021). */
static bool read_date(struct lim_slice text, char iso[DATE_SIZE])
{
	unsigned numbers[3], digits[3];
	unsigned n = read_numbers(text, numbers, digits);
	if (n == 0)
		return false;
	if (digits[0] != 4 && digits[n - 1] == 4) {
		unsigned year = numbers[n - 1];
		numbers[n - 1] = numbers[0];
		numbers[0] = year;
	} else if (digits[0] != 4) {
		return false;
	}
	if ((n > 1 && (numbers[1] < 1 || numbers[1] > 12)) ||
		(n > 2 && (numbers[2] < 1 || numbers[2] > 31)))
		return false;
	if (n == 1)
		snprintf(iso, DATE_SIZE, "%04u", numbers[0] % 10000);
	else if (n == 2)
		snprintf(iso, DATE_SIZE, "%04u-%02u", numbers[0] % 10000, numbers[1] % 100);
	else
		snprintf(iso, DATE_SIZE, "%04u-%02u-%02u", numbers[0] % 10000, numbers[1] % 100,
			numbers[2] % 100);
	return true;
}

static bool read_end(struct lim_slice text, struct arena *arena, const char **end)
{
	char iso[DATE_SIZE];
	*end = NULL;
	if (text.len == 0)
		return true;
	if (!read_date(text, iso))
		return false;
	*end = arena_dup(arena, iso, strlen(iso));
	return *end != NULL;
}

bool parse_dates(struct lim_slice text, struct arena *arena, const char **from, const char **to)
{
	const char *dots = memmem(text.ptr, text.len, "..", 2);
	size_t before = dots ? (size_t)(dots - text.ptr) : text.len;
	struct lim_slice first = {text.ptr, before};
	struct lim_slice second =
		dots ? (struct lim_slice){dots + 2, text.len - before - 2} : first;
	return first.len + second.len > 0 && read_end(first, arena, from) &&
		read_end(second, arena, to);
}
