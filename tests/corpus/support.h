/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the room share. */
#ifndef TESTS_CORPUS_SUPPORT_H
#define TESTS_CORPUS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "corpus/source.h"

/* Folder of the test under way, set up and torn down by cmocka. */
extern char support_dir[64];
int support_make_dir(void **state);
int support_remove_dir(void **state);

/* The path of a name in it; one of a few buffers used in turn. */
const char *support_path(const char *name);
const char *support_write(const char *name, const void *ptr, size_t len);
const char *support_write_gzip(const char *name, const void *ptr, size_t len);

/* The path of a file below tests/data. */
const char *support_data(const char *name);

/* Reads the one article of a file; source_open's status or source_next's. The message is in
 * support_error. */
extern struct lim_error support_error;
int support_read(const char *path, enum lim_format format, size_t max, struct document *doc);

/* Root reads everything: these make the test somebody else for a while. False where that is
 * impossible. */
bool support_drop_root(void);
void support_regain_root(void);

/* Fails unless the blocks tile valid text in order. */
void support_check(const struct document *doc);

/* Block i as "P3 text", "H1 text"; valid until the next call. */
const char *support_block(const struct document *doc, size_t i);

/* Calls check with the fields of each line of a table below tests/data/corpus-tables, \n and \t in
 * them resolved; a line that begins with # is a comment. */
void support_table(const char *name, size_t n_fields, void (*check)(char *const *fields));

/* Compares all that is known of a document with a golden file:
 * tests/data/corpus-samples/NAME.expect. UPDATE=1 in the environment writes it instead. */
void support_golden(const char *name, const struct document *doc);

#endif
