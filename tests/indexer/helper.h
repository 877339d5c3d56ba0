/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders of articles and indexes of them, for the tests of the indexer. */
#ifndef TESTS_INDEXER_HELPER_H
#define TESTS_INDEXER_HELPER_H

#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/search.h"
#include "tests/test.h"

/* One per test program, fresh for each test. */
struct world {
	char root[64];		/* a directory; removed afterwards */
	char index[80];		/* root/index, not made yet */
	char in[80];		/* root/in, made, for articles */
	struct lim_index_options options;	/* with a problem callback */
	struct lim_summary summary;
	struct lim_error err;
	size_t n_problems;
	struct buf problems;	/* "path relative to root:line: reason\n" each */
};
extern struct world world;

int make_world(void **state);
int drop_world(void **state);

/* root/name, in static storage (a few in turn). */
const char *at(const char *name);

/* Writes root/name, its folders made. The time of the file is moved on by one second per call, so a
 * second writing is a change. */
void put(const char *name, const char *text);

/* Gives the file a time that is, or was not, there before. */
void touch(const char *name);

/* lim_index_add of paths relative to root, and the like. */
int add(const char *name);
int add_many(const char *const *names, size_t n);
int remove_one(const char *name);

/* "added replaced removed unchanged skipped" of the last run. */
const char *counts(void);

/* All articles and passages of the index, in the order of ids, as text; in world-independent form: paths
 * relative to root. To be freed. */
char *dump(void);

/* The ids, sorted, apart by blanks, paths relative to root; static storage. */
const char *ids(void);

/* Passages that have the term in the field. */
size_t count_passages(enum store_field field, const char *term);

struct lim_index_status status_of(void);

/* The index is sound. */
void assert_sound(void);

#define assert_counts(expected) assert_string_equal(counts(), expected)
#define assert_problem(part) expect_problem(part, __FILE__, __LINE__)
void expect_problem(const char *part, const char *file, int line);

#endif
