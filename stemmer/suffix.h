/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Endings that Snowball's French leaves apart: because accents are gone before it sees a word
 * (donnée, première), or because it has no rule for them (plurals in -us, ils parlent).
 */
#ifndef STEMMER_SUFFIX_H
#define STEMMER_SUFFIX_H

#include <stdbool.h>
#include <stddef.h>

#include "limier.h"

/* Gives a folded word, in place, the ending that it is to be stemmed by; none gets longer. Returns
 * its bytes. */
size_t suffix_prepare(char *word, size_t len);

/* The stem without what only some endings leave on it: modifi-er as modif-ication. */
struct lim_slice suffix_finish(struct lim_slice stem);

/* Gives a normalised word, in place, the infinitive's ending where its accent says that it is a
 * simple past or an imperfect subjunctive (nous allâmes, qu'il finît). Returns its bytes, no more
 * than before. */
size_t suffix_past(char *word, size_t len);

/* Puts the infinitive in -er of a normalised word in -ons into out, which has room for len bytes:
 * parler for parlons. Nouns that words.tsv does not have look like it, so their own stem is a
 * reading too. Returns its bytes, 0: it is no such word. */
size_t suffix_infinitive(const char *word, size_t len, char *out);

/* Likewise the masculine in -eur of a word in -euse: danseur for danseuse. Snowball says of all that
 * they have one in -eux, as some adjectives that words.tsv does not have; both are readings. */
size_t suffix_masculine(const char *word, size_t len, char *out);

#endif
