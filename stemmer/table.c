/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/table.h"

#include <string.h>

static int compare(const char *word, size_t len, const char *entry)
{
	if (len > 0 && *word != *entry)
		return (unsigned char)*word - (unsigned char)*entry;
	int order = strncmp(word, entry, len);
	return order == 0 && entry[len] != '\0' ? -1 : order;
}

int table_find(const struct table *table, const char *word, size_t len)
{
	size_t low = 0, high = table->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(word, len, table->entries[middle].word);
		if (order == 0)
			return table->entries[middle].kind;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}
