/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/corpus/support.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "corpus/walk.h"

/* What a walk came across: paths from the test's folder on, problems as "!path", in order. */
static struct buf seen;
static int stop_after;

static void note(const char *mark, const char *path)
{
	size_t len = strlen(support_dir);
	assert_int_equal(strncmp(path, support_dir, len), 0);
	buf_printf(&seen, "%s%s ", mark, path + len + (path[len] == '/'));
}

static int on_file(void *ctx, const char *path, const struct stat *st)
{
	(void)ctx;
	assert_true(S_ISREG(st->st_mode));
	note("", path);
	return --stop_after == 0 ? LIM_E_STOPPED : LIM_OK;
}

static int on_problem(void *ctx, const char *path, bool is_dir, const char *reason)
{
	(void)ctx;
	assert_true(strlen(reason) > 0);
	note(is_dir ? "!/" : "!", path);
	return LIM_OK;
}

static int walk_from(const char *path, const char *skip)
{
	const struct walk_callbacks callbacks = {.file = on_file, .problem = on_problem};
	buf_reset(&seen);
	return walk(path, skip, &callbacks, &support_error);
}

static void touch(const char *name)
{
	support_write(name, "x", 1);
}

static void make(const char *name)
{
	assert_int_equal(mkdir(support_path(name), 0777), 0);
}

static int set_up(void **state)
{
	buf_init(&seen, 10000);
	stop_after = 0;
	return support_make_dir(state);
}

static int tear_down(void **state)
{
	buf_done(&seen);
	return support_remove_dir(state);
}

static void files_come_in_byte_order_of_their_paths(void **state)
{
	(void)state;
	make("a");
	make("b");
	touch("a/z");
	touch("a/Z");
	touch("a.txt");
	touch("a-b");
	touch("ab");
	touch("é");
	touch("b/x");
	assert_int_equal(walk_from(support_dir, NULL), LIM_OK);
	assert_string_equal(seen.ptr, "a-b a.txt a/Z a/z ab b/x é ");
}

static void hidden_entries_and_the_index_are_left_out(void **state)
{
	(void)state;
	make(".git");
	touch(".git/x");
	touch(".profile");
	make("index");
	touch("index/seg");
	make("d");
	touch("d/f");
	assert_int_equal(symlink("index", support_path("autre")), 0);
	assert_int_equal(walk_from(support_dir, support_path("autre")), LIM_OK);
	assert_string_equal(seen.ptr, "d/f ");
	assert_int_equal(walk_from(support_path(".git"), support_path("rien")), LIM_OK);
	assert_string_equal(seen.ptr, ".git/x ");
	assert_int_equal(walk_from(support_path(".profile"), NULL), LIM_OK);
	assert_string_equal(seen.ptr, ".profile ");
	assert_int_equal(walk_from(support_path("index"), support_path("index")), LIM_OK);
	assert_string_equal(seen.ptr, "");
}

static void links_are_followed_only_where_named(void **state)
{
	(void)state;
	make("d");
	touch("d/f");
	assert_int_equal(symlink("..", support_path("d/boucle")), 0);
	assert_int_equal(symlink("f", support_path("d/lien")), 0);
	assert_int_equal(symlink("nulle-part", support_path("d/perdu")), 0);
	assert_int_equal(symlink("d", support_path("l")), 0);
	assert_int_equal(walk_from(support_dir, NULL), LIM_OK);
	assert_string_equal(seen.ptr, "d/f ");
	assert_int_equal(walk_from(support_path("l"), NULL), LIM_OK);
	assert_string_equal(seen.ptr, "l/f ");
	assert_int_equal(walk_from(support_path("d/lien"), NULL), LIM_OK);
	assert_string_equal(seen.ptr, "d/lien ");
	assert_int_equal(walk_from(support_path("d/perdu"), NULL), LIM_E_NOT_FOUND);
	assert_non_null(strstr(support_error.message, "perdu"));
}

static void paths_are_made_absolute(void **state)
{
	(void)state;
	char before[4096];
	touch("f");
	make("d");
	assert_non_null(getcwd(before, sizeof before));
	assert_int_equal(chdir(support_dir), 0);
	assert_int_equal(walk_from("d/../f", NULL), LIM_OK);
	assert_string_equal(seen.ptr, "f ");
	assert_int_equal(walk_from(".", NULL), LIM_OK);
	assert_string_equal(seen.ptr, "f ");
	assert_int_equal(walk_from("d//", NULL), LIM_OK);
	assert_string_equal(seen.ptr, "");
	assert_int_equal(chdir(before), 0);
}

static void other_things_are_a_problem_only_where_named(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(support_path("tuyau"), 0666), 0);
	assert_int_equal(walk_from(support_dir, NULL), LIM_OK);
	assert_string_equal(seen.ptr, "");
	assert_int_equal(walk_from(support_path("tuyau"), NULL), LIM_OK);
	assert_string_equal(seen.ptr, "!tuyau ");
	assert_int_equal(walk_from(support_path("rien"), NULL), LIM_E_NOT_FOUND);
	assert_non_null(strstr(support_error.message, "rien"));
}

static void a_callback_stops_the_walk(void **state)
{
	(void)state;
	touch("a");
	touch("b");
	touch("c");
	stop_after = 2;
	assert_int_equal(walk_from(support_dir, NULL), LIM_E_STOPPED);
	assert_string_equal(seen.ptr, "a b ");
}

static void an_unreadable_folder_is_a_problem(void **state)
{
	(void)state;
	make("d");
	touch("d/f");
	touch("e");
	assert_int_equal(chmod(support_path("d"), 0), 0);
	bool dropped = support_drop_root();
	int status = walk_from(support_dir, NULL);
	support_regain_root();
	chmod(support_path("d"), 0777);
	assert_int_equal(status, LIM_OK);
	if (dropped)
		assert_string_equal(seen.ptr, "!/d e ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files_come_in_byte_order_of_their_paths),
		TEST(hidden_entries_and_the_index_are_left_out),
		TEST(links_are_followed_only_where_named),
		TEST(paths_are_made_absolute),
		TEST(other_things_are_a_problem_only_where_named),
		TEST(a_callback_stops_the_walk),
		TEST(an_unreadable_folder_is_a_problem),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
