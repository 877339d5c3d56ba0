/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two databases that have to show the same. */
#ifndef TESTS_XAPIAN_C_COMPARE_H
#define TESTS_XAPIAN_C_COMPARE_H

#include "sample.h"

/* Statistics, terms, postings, lengths, values, metadata, data; XC_ALL is one of the shards. */
void compare_content(const struct xc_database *a, const struct xc_database *b, size_t shard);
/* The answers to n random queries. */
void compare_answers(const struct xc_database *a, const struct xc_database *b, unsigned n);
/* Sound, and both of these. */
void compare_paths(const char *a, const char *b);

#endif
