/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/elide.h"

#include <stdbool.h>
#include <string.h>

#include "stemmer/analyze.h"
#include "stemmer/glyph.h"
#include "stemmer/normalize.h"
#include "stemmer/table.h"

size_t elide_find(const char *word, size_t len, size_t *bytes)
{
	for (size_t i = 0; i < len; i++) {
		if (word[i] == '\'') {
			*bytes = 1;
			return i;
		}
		/* Only the lead bytes of the other apostrophes need a look. */
		unsigned char lead = (unsigned char)word[i];
		if (lead != 0xc2 && lead != 0xca && lead != 0xe2 && lead != 0xef)
			continue;
		enum glyph kind;
		*bytes = glyph_at(word, len, i, &kind);
		if (kind == GLYPH_APOSTROPHE)
			return i;
	}
	*bytes = 0;
	return len;
}

/* entr'eux and entr'autres are elided; entr'ouvrir, entr'acte are one word, today without
 * apostrophe. */
static bool is_pronoun(const char *word, size_t len)
{
	static const char *const pronouns[] = {"autre", "autres", "elles", "eux"};
	char normal[TERM_MAX];
	size_t n = normalize_word(word, len, normal);
	for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
		if (strlen(pronouns[i]) == n && memcmp(pronouns[i], normal, n) == 0)
			return true;
	return false;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* N'Djamena, M'Bala: a capital before a capital consonant elides nothing. H may be silent
 * (D'Holbach), and words all in capitals tell nothing. */
static bool is_name(const char *word, size_t at, size_t skip, size_t len)
{
	return at == 1 && is_capital(*word) && skip < len && is_capital(word[skip]) &&
	       !strchr("AEHIOUY", word[skip]) &&
	       !(skip + 1 < len && is_capital(word[skip + 1]));
}

static bool is_whole(const char *word, size_t len)
{
	char normal[TERM_MAX];
	return table_find(&table_whole, normal, normalize_word(word, len, normal)) != 0;
}

enum elide_result elide_word(const char *word, size_t len, size_t *skip)
{
	size_t bytes, at = elide_find(word, len, &bytes);
	char prefix[TERM_MAX];
	if (at == len)
		return ELIDE_NONE;
	*skip = at + bytes;
	int kind = table_find(&table_elision, prefix, normalize_word(word, at, prefix));
	if (*skip == len)
		return kind == ELISION_OFF ? ELIDE_OFF : ELIDE_NONE;
	switch (kind) {
	case ELISION_OFF:
		if (is_whole(word, len))
			return ELIDE_WHOLE;
		return is_name(word, at, *skip, len) ? ELIDE_NAME : ELIDE_OFF;
	case ELISION_ENTRE:
		return is_pronoun(word + *skip, len - *skip) ? ELIDE_OFF : ELIDE_WHOLE;
	case ELISION_WHOLE:
		return ELIDE_WHOLE;
	case ELISION_PAIR:
		return ELIDE_PAIR;
	default:
		return ELIDE_NAME;
	}
}

static bool begins_whole(const char *beginning, size_t len)
{
	char normal[TERM_MAX];
	size_t n = normalize_word(beginning, len, normal);
	for (size_t i = 0; i < table_whole.count; i++)
		if (strncmp(table_whole.entries[i].word, normal, n) == 0)
			return true;
	return false;
}

size_t elide_beginning(const char *word, size_t len)
{
	size_t skip = 0;
	switch (elide_word(word, len, &skip)) {
	case ELIDE_OFF:
		return begins_whole(word, len) ? 0 : skip;
	case ELIDE_PAIR:
		return skip;
	default:
		return 0;
	}
}
