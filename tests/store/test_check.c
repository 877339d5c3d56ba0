/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Status and check, and that check finds what was done to an index. */
#include <sys/stat.h>

#include "store/dead.h"
#include "store/manifest.h"
#include "tests/store/helper.h"

static const char *make_index(void **state)
{
	const char *dir = below(state, "index");
	add_run(dir, (const char *[]){"/a", "/b", "/c"}, 3, "le chat\nle chien et été");
	delete_run(dir, "/b");
	return dir;
}

static void expect_fault(const char *dir, const char *told)
{
	struct problems problems = {0};
	assert_status(LIM_E_DAMAGED, store_check_index(dir, count_problem, &problems, &error));
	assert_true(problems.n > 0);
	if (!strstr(problems.last, told))
		print_error("%s\n", problems.last);
	assert_non_null(strstr(problems.last, told));
	assert_non_null(strstr(problems.last, dir));
}

static void test_status(void **state)
{
	const char *dir = make_index(state);
	struct lim_index_status status;
	assert_ok(store_status(dir, &status, &error));
	assert_true(status.articles == 2 && status.passages == 4 && status.deleted == 2);
	assert_int_equal(status.text_bytes, 2 * (7 + 17));
	assert_true(status.bytes > status.text_bytes && status.generation == 2 && status.segments == 1);
	assert_true(status.format_version == 1 && status.analysis_version == ANALYSIS);
	assert_string_equal(status.created_by, lim_version());
	assert_non_null(strstr(status.backend, "Xapian"));
	assert_status(LIM_E_NOT_FOUND, store_status(below(state, "no"), &status, &error));
	assert_status(LIM_E_NOT_FOUND, store_check_index(below(state, "no"), NULL, NULL, &error));
}

static void test_sound(void **state)
{
	struct problems problems = {0};
	const char *dir = make_index(state);
	assert_ok(store_check_index(dir, count_problem, &problems, &error));
	assert_int_equal(problems.n, 0);
	assert_ok(store_check_index(dir, NULL, NULL, NULL));
}

static void test_manifest(void **state)
{
	const char *dir = make_index(state);
	struct buf text;
	struct writer *writer;
	struct reader *reader;
	struct lim_index_status status;
	struct writer_options options = {.create = true, .analysis = ANALYSIS};
	read_bytes(below(state, "index/XAPIANDB"), &text);
	write_bytes(below(state, "index/XAPIANDB"), text.ptr, text.len - 1);
	expect_fault(dir, "XAPIANDB");
	assert_status(LIM_E_DAMAGED, writer_open(dir, &options, &writer, &error));
	assert_status(LIM_E_DAMAGED, reader_open(&dir, 1, ANALYSIS, &reader, &error));
	assert_status(LIM_E_DAMAGED, store_status(dir, &status, &error));
	/* Nothing was swept by those who could not read it. */
	write_bytes(below(state, "index/XAPIANDB"), text.ptr, text.len);
	assert_ok(store_check_index(dir, NULL, NULL, &error));
	buf_done(&text);
}

static void test_counts(void **state)
{
	const char *dir = make_index(state);
	struct manifest manifest, wrong;
	assert_ok(manifest_read(dir, &manifest, &error));
	assert_ok(manifest_copy(&manifest, &wrong, &error));
	wrong.segments[0].all.passages++;
	assert_ok(manifest_write(dir, &wrong, &error));
	expect_fault(dir, "manifest");
	wrong.segments[0] = manifest.segments[0];
	wrong.segments[0].dead.articles = 0;
	assert_ok(manifest_write(dir, &wrong, &error));
	expect_fault(dir, "deletions");
	wrong.segments[0] = manifest.segments[0];
	wrong.analysis++;
	assert_ok(manifest_write(dir, &wrong, &error));
	expect_fault(dir, "limier-analysis");
	manifest_done(&manifest);
	manifest_done(&wrong);
}

static void test_deletions(void **state)
{
	const char *dir = make_index(state);
	struct dead_list list = {0};
	struct reader *reader;
	/* Half of one article and half of another. */
	assert_ok(dead_add(&list, 2, 2));
	assert_ok(dead_write(below(state, "index/dead-1-2"), &list, &error));
	expect_fault(dir, "deletions");
	dead_done(&list);
	unlink(below(state, "index/dead-1-2"));
	expect_fault(dir, "dead-1-2");
	assert_status(LIM_E_DAMAGED, reader_open(&dir, 1, ANALYSIS, &reader, &error));
}

static void test_articles(void **state)
{
	const char *dir = make_index(state);
	struct writer *writer;
	struct writer_options options = {.analysis = ANALYSIS};
	unlink(below(state, "index/seg-1/articles"));
	expect_fault(dir, "articles");
	assert_status(LIM_E_DAMAGED, writer_open(dir, &options, &writer, &error));
}

static void test_twice(void **state)
{
	const char *dir = make_index(state);
	add_one(dir, "/a", "encore");
	expect_fault(dir, "twice");
}

/* A segment where another one is expected. */
static void test_exchanged(void **state)
{
	const char *dir = make_index(state);
	char command[1000];
	add_run(dir, (const char *[]){"/d", "/e", "/f"}, 3, "le loup\nun loup et une louve");
	snprintf(command, sizeof command, "cd %s && mv seg-1/docdata.glass x && mv seg-2/docdata.glass "
		"seg-1 && mv x seg-2/docdata.glass", dir);
	assert_int_equal(system(command), 0);
	expect_fault(dir, "index the files again");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
	const struct CMUnitTest tests[] = {
		TEST(test_status), TEST(test_sound), TEST(test_manifest), TEST(test_counts),
		TEST(test_deletions), TEST(test_articles), TEST(test_twice), TEST(test_exchanged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
