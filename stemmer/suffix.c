/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/suffix.h"

#include <string.h>

struct rule {
	const char *ending, *to;
	size_t least;		/* bytes in front of the ending: shorter words are words.tsv's */
	size_t len, to_len;
};

#define RULE(ending, to, least) {ending, to, least, sizeof ending - 1, sizeof to - 1}

/*
 * The first that fits is taken. Found by looking at which singulars and plurals, masculines and
 * feminines, infinitives and forms of a vocabulary Snowball 2.2 leaves apart. What they do to words
 * that only look so (virus, propos) does no harm as long as no other word has that stem; where one
 * has, words.tsv parts them.
 */
static const struct rule rules[] = {
	RULE("ees", "e", 2),	/* -ée without its accent is no participle to Snowball */
	RULE("ee", "e", 2),
	RULE("ieres", "ier", 2),	/* nor is -ière the feminine of -ier */
	RULE("iere", "ier", 2),
	RULE("trices", "teur", 2),	/* directrice, directeur */
	RULE("trice", "teur", 2),
	RULE("eaux", "eau", 0),
	RULE("aux", "al", 3),	/* Snowball's own rule, but for words as short as locaux */
	RULE("us", "u", 3),		/* Snowball keeps the s of plurals behind these vowels */
	RULE("os", "o", 3),
	RULE("ers", "er", 3),	/* which the singular loses: étranger */
	RULE("irs", "ir", 3),
	RULE("ions", "ion", 2),
	RULE("ment", "ment", 0),	/* nouns and adverbs */
	RULE("aient", "aient", 0),	/* Snowball's */
	RULE("oient", "oient", 0),	/* the same, before 1835 */
	RULE("erent", "er", 2),	/* without its accent, the simple past */
	RULE("ent", "e", 3),	/* ils parlent, as il parle; nouns in -ent are in words.tsv */
};

static bool ends_with(const char *word, size_t len, const char *ending)
{
	size_t n = strlen(ending);
	return len >= n && memcmp(word + len - n, ending, n) == 0;
}

static bool fits(const struct rule *rule, const char *word, size_t len)
{
	size_t n = rule->len;
	return len >= n + rule->least && word[len - 1] == rule->ending[n - 1] &&
	       memcmp(word + len - n, rule->ending, n) == 0;
}

size_t suffix_prepare(char *word, size_t len)
{
	for (const struct rule *rule = rules; rule < rules + sizeof rules / sizeof *rules; rule++) {
		if (!fits(rule, word, len))
			continue;
		memcpy(word + len - rule->len, rule->to, rule->to_len);
		return len - rule->len + rule->to_len;
	}
	return len;
}

struct lim_slice suffix_finish(struct lim_slice stem)
{
	if (stem.len > 4 && ends_with(stem.ptr, stem.len, "ifi"))
		stem.len--;
	return stem;
}

size_t suffix_masculine(const char *word, size_t len, char *out)
{
	size_t n = ends_with(word, len, "euses") ? len - 5 : ends_with(word, len, "euse") ? len - 4 : 0;
	/* curieuse and luxueuse are adjectives in -eux. */
	if (n < 3 || word[n - 1] == 'i' || word[n - 1] == 'u')
		return 0;
	memcpy(out, word, n);
	memcpy(out + n, "eur", 3);
	return n + 3;
}
