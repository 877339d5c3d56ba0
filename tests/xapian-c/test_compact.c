/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joining databases and verifying them. */
#include "support.h"

#include <fcntl.h>
#include <unistd.h>

static struct xc_error err;

/* A builder of n documents from first on, with metadata pairs "key=value key=value". */
static struct xc_builder *fill(const char *path, unsigned first, unsigned n, const char *metadata)
{
	struct xc_builder_options options = {.part_documents = 10};
	struct xc_builder *b;
	expect(XC_OK, xc_builder_new(path, &options, &b, &err));
	add_numbered(b, first, n);
	while (*metadata != '\0') {
		size_t key = strcspn(metadata, "="), value = strcspn(metadata + key + 1, " ");
		expect(XC_OK, xc_builder_set_metadata(b, metadata, key, metadata + key + 1, value,
				&err));
		metadata += key + 1 + value;
		metadata += *metadata == ' ';
	}
	return b;
}

static void build(const char *path, unsigned first, unsigned n, const char *metadata)
{
	struct xc_builder *b = fill(path, first, n, metadata);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
}

struct merge {
	const char *stop_at; /* key */
	unsigned calls;
};

/* a,b,c of the values; nothing for "gone". */
static int join_values(void *ctx, const char *key, size_t key_len, const struct xc_slice *values,
	size_t n, struct xc_bytes *out)
{
	struct merge *m = ctx;
	m->calls++;
	assert_true(n >= 2);
	if (m->stop_at != NULL && strncmp(key, m->stop_at, key_len) == 0)
		return 1;
	if (strncmp(key, "gone", key_len) == 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			xc_bytes_append(out, ",", 1);
		xc_bytes_append(out, values[i].data, values[i].len);
	}
	return 0;
}

static void check_metadata(const struct xc_database *db, const char *key, const char *value)
{
	struct xc_bytes out = {0};
	expect(*value ? XC_OK : XC_NONE,
		xc_database_metadata(db, 0, key, strlen(key), &out, &err));
	assert_string_equal(out.data, value);
	xc_bytes_done(&out);
}

static void three_into_one(void **state)
{
	const char *paths[] = {in(state, "a"), in(state, "b"), in(state, "c")};
	const char *target = in(state, "all");
	struct merge m = {0};
	struct xc_bytes out = {0};
	build(paths[0], 1, 100, "one=1 shared=a gone=x");
	build(paths[1], 101, 0, "shared=b");
	build(paths[2], 101, 50, "shared=c three=3 gone=y");
	expect(XC_OK, xc_compact(paths, 3, target, NULL, join_values, &m, &err));
	assert_int_equal(m.calls, 2);
	assert_int_equal(count_entries(*state), 4);
	struct xc_database *db = open_one(target);
	check_metadata(db, "one", "1");
	check_metadata(db, "three", "3");
	check_metadata(db, "shared", "a,b,c");
	check_metadata(db, "gone", "");
	for (uint32_t i = 1; i <= 150; i++) {
		char text[32];
		snprintf(text, sizeof text, "document %u", i);
		expect(XC_OK, xc_database_data(db, 0, i, &out, &err));
		assert_string_equal(out.data, text);
	}
	expect(XC_E_NOT_FOUND, xc_database_data(db, 0, 151, &out, &err));
	xc_bytes_done(&out);
	xc_database_close(db);
}

static void without_a_function_the_first_stays(void **state)
{
	const char *paths[] = {in(state, "a"), in(state, "b")};
	build(paths[0], 1, 2, "k=a");
	build(paths[1], 1, 2, "k=b");
	for (int i = 0; i < 3; i++) {
		char name[16];
		struct xc_compact_options options = {.writer = (enum xc_writer)i};
		snprintf(name, sizeof name, "all%d", i);
		expect(XC_OK, xc_compact(paths, 2, in(state, name), &options, NULL, NULL, &err));
		struct xc_database *db = open_one(in(state, name));
		check_metadata(db, "k", "a");
		xc_database_close(db);
	}
}

static void failures_leave_nothing(void **state)
{
	const char *paths[] = {in(state, "a"), in(state, "b")};
	const char *missing[] = {in(state, "a"), in(state, "none")};
	const char *target = in(state, "all");
	struct merge m = {.stop_at = "k"};
	struct xc_compact_options options = {.keep_ids = 1};
	build(paths[0], 1, 2, "k=a");
	build(paths[1], 1, 2, "k=b");
	expect(XC_STOPPED, xc_compact(paths, 2, target, NULL, join_values, &m, &err));
	expect(XC_E_ARGUMENT, xc_compact(paths, 2, target, &options, NULL, NULL, &err));
	options = (struct xc_compact_options){.writer = (enum xc_writer)9};
	expect(XC_E_ARGUMENT, xc_compact(paths, 2, target, &options, NULL, NULL, &err));
	expect(XC_E_NOT_FOUND, xc_compact(missing, 2, target, NULL, NULL, NULL, &err));
	expect(XC_E_ARGUMENT, xc_compact(paths, 0, target, NULL, NULL, NULL, &err));
	expect(XC_E_ARGUMENT, xc_compact(paths, 2, NULL, NULL, NULL, NULL, &err));
	expect(XC_E_ARGUMENT, xc_compact(paths, 2, paths[1], NULL, NULL, NULL, &err));
	assert_int_equal(count_entries(*state), 2);
}

/* Of what one builder has set twice, the last counts, also where the first is on the disk already. */
static void metadata_of_builders(void **state)
{
	struct merge m = {0};
	struct xc_builder *builders[] = {fill(in(state, "all"), 1, 5, "k=a gone=x own=1 twice=1"),
		fill(in(state, "b"), 6, 5, "k=b gone=y"), fill(in(state, "c"), 11, 5, "k=c")};
	add_numbered(builders[0], 6, 10);
	expect(XC_OK, xc_builder_set_metadata(builders[0], "k", 1, "A", 1, &err));
	expect(XC_OK, xc_builder_set_metadata(builders[0], "twice", 5, "2", 1, &err));
	expect(XC_OK, xc_builder_finish_all(builders, 3, join_values, &m, &err));
	for (int i = 0; i < 3; i++)
		xc_builder_free(builders[i]);
	assert_int_equal(m.calls, 2);
	struct xc_database *db = open_one(in(state, "all"));
	check_metadata(db, "k", "A,b,c");
	check_metadata(db, "gone", "");
	check_metadata(db, "own", "1");
	check_metadata(db, "twice", "2");
	xc_database_close(db);
}

static void builders_stopped(void **state)
{
	struct merge m = {.stop_at = "k"};
	struct xc_builder *builders[] = {fill(in(state, "a"), 1, 5, "k=a"), fill(in(state, "b"), 6, 5, "k=b")};
	expect(XC_STOPPED, xc_builder_finish_all(builders, 2, join_values, &m, &err));
	for (int i = 0; i < 2; i++)
		xc_builder_free(builders[i]);
	assert_int_equal(count_entries(*state), 0);
}

static int collect(void *ctx, const char *text, size_t len)
{
	return xc_bytes_append(ctx, text, len);
}

static int refuse(void *ctx, const char *text, size_t len)
{
	(void)ctx;
	(void)text;
	(void)len;
	return 1;
}

static void overwrite(const char *path, int byte, size_t len)
{
	char rubbish[8192];
	int fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	memset(rubbish, byte, sizeof rubbish);
	assert_int_equal(pwrite(fd, rubbish, len, 100), len);
	close(fd);
}

static void checking(void **state)
{
	const char *path = in(state, "db");
	struct xc_bytes report = {0};
	size_t faults = 77;
	build(path, 1, 500, "");
	expect(XC_OK, xc_check(path, collect, &report, &faults, &err));
	assert_int_equal(faults, 0);
	assert_non_null(strstr(report.data, "postlist"));
	expect(XC_STOPPED, xc_check(path, refuse, NULL, &faults, &err));
	expect(XC_E_NOT_FOUND, xc_check(in(state, "none"), NULL, NULL, &faults, &err));
	expect(XC_E_ARGUMENT, xc_check(NULL, NULL, NULL, &faults, &err));
	overwrite(in(state, "db/postlist.glass"), 0x55, 4000);
	report.len = 0;
	expect(XC_E_DAMAGED, xc_check(path, collect, &report, &faults, &err));
	assert_true(report.len > 0);
	xc_bytes_done(&report);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, folder_setup, folder_teardown)
	const struct CMUnitTest tests[] = {
		IN_FOLDER(three_into_one),
		IN_FOLDER(without_a_function_the_first_stays),
		IN_FOLDER(failures_leave_nothing),
		IN_FOLDER(metadata_of_builders),
		IN_FOLDER(builders_stopped),
		IN_FOLDER(checking),
	};
	return cmocka_run_group_tests_name("xapian-c: joining and checking", tests, NULL, NULL);
}
