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

/* Puts the masculine in -eur of a normalised word in -euse into out, which has room for len bytes:
 * danseur for danseuse. Heureuse has heureux, as Snowball says of all; no rule tells which it is, so
 * both are readings. Returns its bytes, 0: it is no such word. */
size_t suffix_masculine(const char *word, size_t len, char *out);

#endif
