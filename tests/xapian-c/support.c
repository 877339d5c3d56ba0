/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _XOPEN_SOURCE 700
#include "support.h"

#include <dirent.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

int folder_setup(void **state)
{
	const char *base = getenv("TMPDIR");
	char path[512];
	snprintf(path, sizeof path, "%s/xapian-c-XXXXXX", base != NULL ? base : "/tmp");
	if (mkdtemp(path) == NULL)
		return -1;
	*state = strdup(path);
	return *state != NULL ? 0 : -1;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int folder_teardown(void **state)
{
	int failed = nftw(*state, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(*state);
	return failed;
}

const char *in(void **state, const char *name)
{
	static char buffers[8][1024];
	static unsigned turn;
	char *buffer = buffers[turn++ % 8];
	snprintf(buffer, sizeof buffers[0], "%s/%s", (const char *)*state, name);
	return buffer;
}

int exists(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

int count_entries(const char *path)
{
	DIR *dir = opendir(path);
	int n = 0;
	assert_non_null(dir);
	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(dir);
	return n;
}

void expect_at(int expected, int got, const struct xc_error *err, const char *call,
	const char *file, int line)
{
	if (got == expected && (got >= 0 || (err->status == got && err->message[0] != '\0')))
		return;
	print_error("%s\n  gave %d (%s), not %d%s%s\n", call, got, xc_status_name(got), expected,
		got < 0 ? ": " : "", got < 0 ? err->message : "");
	_fail(file, line);
}

void add_numbered(struct xc_builder *b, unsigned first, unsigned n)
{
	struct xc_error err;
	for (unsigned i = first; i < first + n; i++) {
		char word[16], number[16], group[16], value[16], data[32];
		struct xc_term terms[4] = {
			{"all", 3, 1, NULL},
			{word, (size_t)snprintf(word, sizeof word, "w%u", i % 100), 1 + i % 5,
				NULL},
			{number, (size_t)snprintf(number, sizeof number, "n%u", i), 1,
				NULL},
			{"even", 4, 1, NULL},
		};
		struct xc_value values[2] = {
			{0, group, (size_t)snprintf(group, sizeof group, "g%u", i % 7)},
			{1, value, (size_t)snprintf(value, sizeof value, "%06u", i)},
		};
		struct xc_document doc = {
			terms, i % 2 ? 3 : 4, values, i % 2 ? 2 : 1, data,
			(size_t)snprintf(data, sizeof data, "document %u", i),
		};
		expect(XC_OK, xc_builder_add(b, &doc, NULL, &err));
	}
}

void build_numbered(const char *path, unsigned first, unsigned n)
{
	struct xc_builder *b;
	struct xc_error err;
	expect(XC_OK, xc_builder_new(path, NULL, &b, &err));
	add_numbered(b, first, n);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
}

struct xc_database *open_one(const char *path)
{
	struct xc_database *db;
	struct xc_error err;
	expect(XC_OK, xc_database_open(&path, 1, &db, &err));
	return db;
}

struct xc_query *term(const char *text)
{
	struct xc_query *q = xc_query_term(text, strlen(text), 1, NULL);
	assert_non_null(q);
	return q;
}
