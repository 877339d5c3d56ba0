/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Units that texts glue to their number: SI and what is sold by it, bytes and their multiples,
 * volts and watts. Not h (20h30 is a time), nor those that make names (3d, 4g, 2m). In the order of
 * their bytes.
 */
#include "stemmer/table.h"

static const struct table_entry entries[] = {
	{"cl", 1}, {"cm", 1}, {"cm2", 1}, {"cm3", 1}, {"cv", 1}, {"dl", 1}, {"dm3", 1},
	{"gb", 1}, {"ghz", 1}, {"go", 1}, {"ha", 1},
	{"hl", 1}, {"hz", 1}, {"kb", 1}, {"kg", 1}, {"khz", 1}, {"km", 1}, {"km2", 1}, {"ko", 1}, {"kw", 1},
	{"kwh", 1}, {"m2", 1}, {"m3", 1}, {"mb", 1}, {"mg", 1}, {"mhz", 1}, {"min", 1}, {"ml", 1},
	{"mm", 1}, {"mm2", 1},
	{"mo", 1}, {"mw", 1}, {"mwh", 1}, {"tb", 1}, {"to", 1},
};

const struct table table_unit = {entries, sizeof entries / sizeof *entries};
