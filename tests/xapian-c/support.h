/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of xapian-c share: a fresh folder for each, and numbered documents in it. */
#ifndef TESTS_XAPIAN_C_SUPPORT_H
#define TESTS_XAPIAN_C_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "xapian-c/xapian-c.h"

/* For cmocka: *state is the path of a new folder, removed with all its content afterwards. */
int folder_setup(void **state);
int folder_teardown(void **state);

/* folder/name, in one of a few static buffers used in turn. */
const char *in(void **state, const char *name);
int exists(const char *path);
/* Entries of a folder other than . and .. */
int count_entries(const char *path);

/* Fails the test with the error's message unless the call gave the status that was expected. */
#define expect(status, call)                                                                       \
	expect_at((status), (call), &err, #call, __FILE__, __LINE__)
void expect_at(int expected, int got, const struct xc_error *err, const char *call,
	const char *file, int line);

/*
 * Adds the documents number first … first + n - 1. Document i has the terms "all", "even" if it is,
 * "w" and i % 100 (wdf 1 + i % 5), "n" and i; in slot 0 "g" and i % 7, in slot 1 i with six digits
 * (odd ones only); the data is "document i".
 */
void add_numbered(struct xc_builder *b, unsigned first, unsigned n);
/* A database of such documents. */
void build_numbered(const char *path, unsigned first, unsigned n);

struct xc_database *open_one(const char *path);
struct xc_query *term(const char *text);

#endif
