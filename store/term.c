/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/term.h"

#include <string.h>
#include <xxhash.h>

#include "base/number.h"
#include "store/layout.h"

/* Omega's prefixes, so that Xapian's other programs know them. */
static char field_prefix(enum store_field field)
{
	switch (field) {
	case FIELD_TITLE: return 'S';
	case FIELD_AUTHOR: return 'A';
	case FIELD_TYPE:
	case FIELD_FOLDER:
	case FIELD_EXTENSION: return PLACE_PREFIX;
	case FIELD_TEXT: break;
	}
	return '\0';
}

size_t term_put(char *out, enum store_field field, const char *term, size_t len)
{
	size_t n = 0;
	char prefix = field_prefix(field);
	if (prefix)
		out[n++] = prefix;
	/* By the same convention, so that prefix and term can be told apart. */
	if (prefix && len > 0 && ((term[0] >= 'A' && term[0] <= 'Z') || term[0] == ':'))
		out[n++] = ':';
	memcpy(out + n, term, len);
	return n + len;
}

void article_key(const char *id, char *out)
{
	be_put((unsigned char *)out, XXH3_64bits(id, strlen(id)) >> (64 - 8 * ARTICLE_KEY), ARTICLE_KEY);
}

/* Reads n digits. */
static bool take_digits(const char **pos, size_t n, char *out, size_t *len)
{
	for (size_t i = 0; i < n; i++) {
		char c = (*pos)[i];
		if (c < '0' || c > '9')
			return false;
		out[*len + i] = c;
	}
	*len += n;
	*pos += n;
	return true;
}

size_t date_digits(const char *date, char out[DATE_MAX])
{
	size_t len = 0;
	if (!take_digits(&date, 4, out, &len))
		return 0;
	for (int part = 0; part < 2 && *date; part++) {
		date += *date == '-';
		if (!take_digits(&date, 2, out, &len))
			break;
	}
	return len;
}
