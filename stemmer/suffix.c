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
	RULE("iie", "ii", 0),	/* XVIIe */
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
	RULE("erions", "er", 2),
	RULE("irions", "ir", 2),
	RULE("bions", "ber", 2),	/* nous tombions; behind s, t and x it is a noun, mostly */
	RULE("cions", "cer", 2),
	RULE("dions", "der", 2),
	RULE("fions", "fer", 2),
	RULE("gions", "ger", 2),
	RULE("hions", "her", 2),
	RULE("lions", "ler", 2),
	RULE("mions", "mer", 2),
	RULE("nions", "ner", 2),
	RULE("pions", "per", 2),
	RULE("quions", "quer", 2),
	RULE("rions", "rer", 2),
	RULE("vions", "ver", 2),
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

/* What an accent tells, so before it goes. Which nouns look like them is words.tsv's. */
static const struct rule past_rules[] = {
	RULE("geâmes", "ger", 2),
	RULE("geâtes", "ger", 2),
	RULE("geât", "ger", 2),
	RULE("âmes", "er", 3),
	RULE("âtes", "er", 3),
	RULE("aîtes", "aîtes", 0),
	RULE("oîtes", "oîtes", 0),
	RULE("îmes", "ir", 2),
	RULE("îtes", "ir", 2),
	RULE("ât", "er", 3),
	RULE("aît", "aît", 0),		/* the present of naître, plaire and the like */
	RULE("oît", "oît", 0),
	RULE("ît", "ir", 2),
};

static bool fits(const struct rule *rule, const char *word, size_t len)
{
	size_t n = rule->len;
	return len >= n + rule->least && word[len - 1] == rule->ending[n - 1] &&
	       memcmp(word + len - n, rule->ending, n) == 0;
}

static size_t apply(const struct rule *from, size_t count, char *word, size_t len)
{
	for (const struct rule *rule = from; rule < from + count; rule++) {
		if (!fits(rule, word, len))
			continue;
		memcpy(word + len - rule->len, rule->to, rule->to_len);
		return len - rule->len + rule->to_len;
	}
	return len;
}

size_t suffix_prepare(char *word, size_t len)
{
	return apply(rules, sizeof rules / sizeof *rules, word, len);
}

size_t suffix_past(char *word, size_t len)
{
	/* Lead and last byte of â and î, in front of what the endings go on with. */
	const char *accent = len >= 5 ? memchr(word + len - 5, 0xc3, 5) : NULL;
	if (!accent || !strchr("st", word[len - 1]))
		return len;
	return apply(past_rules, sizeof past_rules / sizeof *past_rules, word, len);
}

size_t suffix_infinitive(const char *word, size_t len, char *out)
{
	static const char *const others[] = {"ions", "erons", "irons", "rrons", "issons"};
	if (len < 6 || !ends_with(word, len, "ons"))
		return 0;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (ends_with(word, len, others[i]))
			return 0;
	size_t n = len - (ends_with(word, len, "geons") ? 4 : 3);
	memcpy(out, word, n);
	memcpy(out + n, "er", 2);
	return n + 2;
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
	/* curieuse and luxueuse are adjectives in -eux, joueuse is none. */
	bool adjective = n > 1 && (word[n - 1] == 'i' || (word[n - 1] == 'u' && word[n - 2] != 'o'));
	if (n < 3 || adjective)
		return 0;
	memcpy(out, word, n);
	memcpy(out + n, "eur", 3);
	return n + 3;
}
