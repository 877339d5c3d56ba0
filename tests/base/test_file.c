/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char dir[] = "/tmp/limier-file-XXXXXX";

static int make_dir(void **state)
{
	(void)state;
	return mkdtemp(dir) && chdir(dir) == 0 ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	return chdir("/") == 0 && file_remove(dir, NULL) == LIM_OK && access(dir, F_OK) != 0 ? 0 : -1;
}

static void what_is_replaced_is_read(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 8);
	assert_int_equal(file_replace("f", "ancien", 6, NULL), LIM_OK);
	assert_int_equal(file_replace("f", "nouveau!", 8, NULL), LIM_OK);
	assert_int_equal(access("f.new", F_OK), -1);
	assert_int_equal(file_read("f", &buf, NULL), LIM_OK);
	assert_string_equal(buf.ptr, "nouveau!");
	buf_done(&buf);
}

static void a_larger_file_is_refused(void **state)
{
	(void)state;
	struct buf buf;
	struct lim_error err;
	buf_init(&buf, 7);
	file_replace("f", "nouveau!", 8, NULL);
	assert_int_equal(file_read("f", &buf, &err), LIM_E_LIMIT);
	assert_non_null(strstr(err.message, "f is larger than 7 bytes"));
	buf_done(&buf);
}

static void what_is_missing_is_named(void **state)
{
	(void)state;
	struct buf buf;
	struct lim_error err;
	buf_init(&buf, 7);
	assert_int_equal(file_read("nulle-part", &buf, &err), LIM_E_NOT_FOUND);
	assert_non_null(strstr(err.message, "nulle-part"));
	assert_int_equal(file_replace("nulle/part", "", 0, &err), LIM_E_NOT_FOUND);
	assert_int_equal(file_remove("nulle-part", &err), LIM_OK);
	buf_done(&buf);
}

static void a_tree_is_measured_and_removed_without_its_links(void **state)
{
	(void)state;
	uint64_t bytes;
	mkdir("outside", 0777);
	file_replace("outside/kept", "12345", 5, NULL);
	mkdir("tree", 0777);
	mkdir("tree/below", 0777);
	file_replace("tree/below/f", "123", 3, NULL);
	assert_int_equal(symlink("../outside", "tree/link"), 0);
	assert_int_equal(file_tree_size("tree", &bytes, NULL), LIM_OK);
	assert_int_equal(bytes, 3);
	assert_int_equal(file_remove("tree", NULL), LIM_OK);
	assert_int_equal(access("tree", F_OK), -1);
	assert_int_equal(access("outside/kept", F_OK), 0);
}

static void check_absolute(const char *path, const char *expected)
{
	char *absolute = file_absolute(path);
	assert_string_equal(absolute, expected);
	free(absolute);
}

static void paths_become_absolute(void **state)
{
	(void)state;
	char *here = getcwd(NULL, 0), *below = file_join(here, "a/b");
	check_absolute("./a//./b/", below);
	check_absolute(".", here);
	check_absolute("/x/./y", "/x/y");
	check_absolute("/", "/");
	mkdir("real", 0777);
	assert_int_equal(symlink("/usr/bin", "link"), 0);
	check_absolute("link/..", "/usr");
	free(below);
	free(here);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_replaced_is_read),
		cmocka_unit_test(a_larger_file_is_refused),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(a_tree_is_measured_and_removed_without_its_links),
		cmocka_unit_test(paths_become_absolute),
	};
	return cmocka_run_group_tests_name("base/file", tests, make_dir, remove_dir);
}
