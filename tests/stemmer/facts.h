/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of facts: tests/data/NAME.tsv, one fact a line, columns parted by tabs, the last says why.
 * Lines that begin with "# " are comments. \n \t \r \\ \uXXXX \xHH are unescaped in all columns; a
 * column of one blank is empty. */
#ifndef TESTS_STEMMER_FACTS_H
#define TESTS_STEMMER_FACTS_H

#include "base/buf.h"

#define FACT_COLUMNS 4

struct fact {
	const char *file;
	unsigned line;
	size_t count;
	struct buf column[FACT_COLUMNS];
};

/* Calls check for each fact of the table; fails the test where a line has not the number of
 * columns, where the table has fewer facts than at_least, or after all of it where check returned
 * false for any. */
void facts_check(const char *name, size_t columns, size_t at_least,
	bool (*check)(struct fact *fact));

/* Compares, and where they differ says so with file, line and fact. */
bool fact_equals(const struct fact *fact, const struct buf *expected, const struct buf *got);

#endif
