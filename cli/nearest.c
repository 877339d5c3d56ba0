/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "cli/tool.h"

#define LONGEST 32

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Levenshtein distance, one row at a time; both words have to fit in LONGEST. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t row[LONGEST + 1];

	for (size_t j = 0; j <= b_len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t above = row[j];

			row[j] = min3(above + 1, row[j - 1] + 1,
				diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[b_len];
}

const char *cli_word_nearest(const char *wrong, const char *const *words)
{
	size_t len = strlen(wrong), best = LONGEST;
	const char *nearest = NULL;

	if (len == 0 || len > LONGEST)
		return NULL;
	for (; *words; words++) {
		size_t word_len = strlen(*words), d;

		if (word_len > LONGEST)
			continue;
		/* An abbreviation is nearer than any misspelling. */
		d = strncmp(*words, wrong, len) == 0 ? 0 : distance(wrong, len, *words, word_len);
		if (d < best && d <= 1 + word_len / 4) {
			best = d;
			nearest = *words;
		}
	}
	return nearest;
}
