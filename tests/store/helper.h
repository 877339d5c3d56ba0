/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small indexes for the tests of the store. */
#ifndef TESTS_STORE_HELPER_H
#define TESTS_STORE_HELPER_H

#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "store/search.h"
#include "store/status.h"
#include "store/writer.h"
#include "tests/test.h"

#define ANALYSIS 7

/* Fails the test with the message when status is not LIM_OK. */
#define assert_ok(status) expect_status(LIM_OK, (status), &error, __FILE__, __LINE__)
#define assert_status(expected, status) \
	expect_status((expected), (status), &error, __FILE__, __LINE__)
extern struct lim_error error;
void expect_status(int expected, int status, const struct lim_error *err, const char *file, int line);

/* A fresh directory per test: cmocka setup and teardown; *state is its path. */
int make_dir(void **state);
int drop_dir(void **state);

/* A path below the test's directory, in static storage (a few of them in turn). */
const char *below(void **state, const char *name);

struct writer *open_writer(const char *dir);
struct segment *new_segment(struct writer *writer);

/* Adds one article; its passages are the lines of text, analysed crudely: words are runs of bytes above
 * 'A' − 1, terms the words. Title "T " + id. date may be NULL. */
void add_article(struct segment *segment, const char *id, const char *date, const char *text);

/* One run that adds an article per id, all with the same text, in one new segment. */
void add_run(const char *dir, const char *const *ids, size_t n, const char *text);
void add_one(const char *dir, const char *id, const char *text);

/* One run that deletes an article. */
void delete_run(const char *dir, const char *id);

struct reader *open_reader(const char *dir);

/* Frees q; how many passages match. */
size_t count_matches(struct reader *reader, struct store_query *q);
size_t count_term(const char *dir, const char *term);

struct store_query *term_query(const char *term);

/* "id#ordinal id#ordinal …" of all matches, best first, in static storage; frees q. */
const char *list_matches(struct reader *reader, struct store_query *q,
	const struct store_search_options *options);

/* Names in a directory that begin so. */
size_t count_names(const char *dir, const char *prefix);

/* Counts, and keeps the last. ctx: struct problems. */
struct problems {
	size_t n;
	char last[2048];
};
void count_problem(void *ctx, const struct lim_problem *problem);

void read_bytes(const char *path, struct buf *buf);
void write_bytes(const char *path, const char *ptr, size_t len);

#endif
