/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/link.h"

#include "stemmer/table.h"

#define L 1

/* Terms, not words; in the order of their bytes. */
static const struct table_entry entries[] = {
	{"a", L}, {"au", L}, {"aux", L}, {"avec", L}, {"avoir", L}, {"ce", L}, {"cet", L}, {"comm", L},
	{"dan", L}, {"de", L}, {"dont", L}, {"du", L}, {"elle", L}, {"en", L}, {"est", L}, {"et", L},
	{"etre", L}, {"il", L}, {"je", L}, {"la", L}, {"le", L}, {"leur", L}, {"lui", L}, {"ne", L},
	{"nous", L}, {"on", L}, {"ou", L}, {"par", L}, {"pas", L}, {"pour", L}, {"qu", L}, {"que", L},
	{"qui", L}, {"s", L}, {"sa", L}, {"se", L}, {"si", L}, {"son", L}, {"sur", L}, {"un", L},
	{"une", L}, {"vous", L},
};
static const struct table table = {entries, sizeof entries / sizeof *entries};

bool is_link(struct lim_slice term)
{
	return table_find(&table, term.ptr, term.len) != 0;
}
