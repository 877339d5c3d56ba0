/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of words that the rules look into: sorted arrays of normalised words, each with its
 * kind. */
#ifndef STEMMER_TABLE_H
#define STEMMER_TABLE_H

#include <stddef.h>

struct table_entry {
	const char *word;
	int kind;	/* never 0; its meaning is the table's */
};

struct table {
	const struct table_entry *entries;	/* in the order of their bytes, each word once */
	size_t count;
};

/* The kind of a word, 0 where the table does not have it. */
int table_find(const struct table *table, const char *word, size_t len);

enum stop_kind {
	STOP_ALWAYS = 1,
	STOP_ARTICLE,		/* a stop word that has a noun behind it */
	STOP_HOMOGRAPH		/* a noun directly behind an article: le son, l'est */
};
extern const struct table table_stop;

enum elision_kind {
	ELISION_OFF = 1,	/* no word of its own: l' qu' lorsqu' */
	ELISION_ENTRE,		/* a prefix of verbs (entr'ouvrir), but entr'eux, entr'autres */
	ELISION_WHOLE,		/* one word with the apostrophe: aujourd'hui */
	ELISION_PAIR		/* as with a hyphen: grand'mère */
};
extern const struct table table_elision;

/* Words that stay whole though they begin with an elision: quelqu'un, presqu'île. */
extern const struct table table_whole;

/* What may be behind a hyphen without making a compound: donne-moi, est-ce, celui-là. */
extern const struct table table_clitic;

/* Units that are written behind their number without a blank: 5kg. */
extern const struct table table_unit;

/* Folded; see courtesy.c. */
enum courtesy_kind {
	COURTESY = 1,			/* by itself: merci, pourriez */
	COURTESY_LINKED,		/* beside one of these: savoir, question */
	COURTESY_TO_YOU,		/* directly behind a pronoun: m'indiquer, votre aide */
	COURTESY_BY_ME,			/* behind je: je cherche, j'ecris, je n'arrive */
	COURTESY_PRONOUN
};
extern const struct table table_courtesy;

enum abbreviation_kind {
	ABBREVIATION_INSIDE = 1,	/* something always follows: M. Dupont, cf. Littré */
	ABBREVIATION_CAPITAL		/* the sentence ends only where a capital follows: etc. */
};
extern const struct table table_abbreviation;

#endif
