/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small indexes for tests, written through the store as an indexer would. */
#ifndef TESTS_QUERY_BUILD_H
#define TESTS_QUERY_BUILD_H

#include "store/store.h"

struct test_article {
	const char *id, *title, *author, *date, *type, *folder, *extension;
	const char *heading;		/* of all passages */
	const char *passages[8];	/* ended by NULL */
};

/* Makes an index in a fresh directory, whose name is written to dir (64 bytes). Fails the test on error. */
void build_index(const struct test_article *articles, size_t n, char *dir);
void build_remove(const char *dir);

#endif
