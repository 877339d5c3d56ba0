/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/stop.h"

#include <string.h>

/* In capitals: points of the compass, companies, the Union. */
static const char *const meanings[] = {"AS", "EST", "EU", "NO", "SA"};

bool stop_has_meaning(const char *raw, size_t len)
{
	if (len == 1)
		return *raw >= 'A' && *raw <= 'Z';	/* vitamine C, plan A, lettre D */
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (strlen(meanings[i]) == len && memcmp(meanings[i], raw, len) == 0)
			return true;
	return false;
}

int stop_kind(const char *word, size_t len, const char *raw, size_t raw_len)
{
	return stop_has_meaning(raw, raw_len) ? 0 : table_find(&table_stop, word, len);
}
