/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/stem.h"

#include <libstemmer.h>
#include <stdbool.h>

#include "stemmer/glyph.h"

/* struct stem is only ever the library's own object. */
static struct sb_stemmer *library(struct stem *stem)
{
	return (struct sb_stemmer *)stem;
}

struct stem *stem_new(void)
{
	return (struct stem *)sb_stemmer_new("french", "UTF_8");
}

void stem_free(struct stem *stem)
{
	if (stem)
		sb_stemmer_delete(library(stem));
}

static bool has_digit(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (glyph_is_digit(word[i]))
			return true;
	return false;
}

/* XVIII is no plural of XVII. */
static bool is_roman(const char *word, size_t len)
{
	return len >= 2 && word[len - 1] == 'i' && word[len - 2] == 'i';
}

struct lim_slice stem_word(struct stem *stem, const char *word, size_t len)
{
	if (has_digit(word, len) || is_roman(word, len))
		return (struct lim_slice){word, len};
	const sb_symbol *result = sb_stemmer_stem(library(stem), (const sb_symbol *)word, (int)len);
	if (!result)
		return (struct lim_slice){0};
	size_t n = (size_t)sb_stemmer_length(library(stem));
	return n > 0 ? (struct lim_slice){(const char *)result, n} : (struct lim_slice){word, len};
}
