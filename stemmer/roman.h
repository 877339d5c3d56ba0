/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Roman ordinals: centuries, kings, arrondissements. */
#ifndef STEMMER_ROMAN_H
#define STEMMER_ROMAN_H

#include <stddef.h>

/* The normal form of a Roman ordinal, XXe for XXème, at most TERM_MAX bytes into out; 0: raw is
 * none. Its digits have to be capitals, since vie is life. */
size_t roman_ordinal(const char *raw, size_t len, char *out);

/* The Arabic form of one up to 89, 19e for XIXe and 1er for Ier, likewise; xixe is read, too. */
size_t roman_arabic(const char *raw, size_t len, char *out);

#endif
