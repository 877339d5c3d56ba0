/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The apostrophe and the hyphen of French: which words lose their last vowel before another, as any
 * grammar lists them, with those that dialogue adds (z'avez, ç'a été), and what stays one word in
 * spite of that. In the order of their bytes.
 */
#include "stemmer/table.h"

#define O ELISION_OFF
#define E ELISION_ENTRE
#define W ELISION_WHOLE
#define P ELISION_PAIR

static const struct table_entry elisions[] = {
	{"aujourd", W}, {"c", O}, {"d", O}, {"entr", E}, {"grand", P}, {"j", O}, {"jusqu", O},
	{"l", O}, {"lorsqu", O}, {"m", O}, {"n", O}, {"parcequ", O}, {"presqu", O}, {"prud", W},
	{"puisqu", O}, {"qu", O}, {"quelqu", O}, {"quoiqu", O}, {"s", O}, {"t", O},
	{"tandisqu", O}, {"z", O}, {"ç", O},
};

static const struct table_entry wholes[] = {
	{"m'dame", W}, {"m'dames", W}, {"m'sieur", W}, {"m'sieurs", W}, {"presqu'ile", W},
	{"presqu'iles", W}, {"presqu'île", W}, {"presqu'îles", W}, {"quelqu'un", W},
	{"quelqu'une", W}, {"quelqu'unes", W}, {"quelqu'uns", W}, {"rendez-vous", P},
};

static const struct table_entry clitics[] = {
	{"ce", 1}, {"ci", 1}, {"elle", 1}, {"elles", 1}, {"en", 1}, {"eux", 1}, {"il", 1},
	{"ils", 1}, {"je", 1}, {"la", 1}, {"le", 1}, {"les", 1}, {"leur", 1}, {"lui", 1},
	{"là", 1}, {"moi", 1}, {"nous", 1}, {"on", 1}, {"t", 1}, {"toi", 1}, {"tu", 1},
	{"vous", 1}, {"y", 1},
};

const struct table table_elision = {elisions, sizeof elisions / sizeof *elisions};
const struct table table_whole = {wholes, sizeof wholes / sizeof *wholes};
const struct table table_clitic = {clitics, sizeof clitics / sizeof *clitics};
