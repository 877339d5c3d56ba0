/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders that change between runs. */
#include <sys/stat.h>

#include "tests/indexer/helper.h"

static void put_three(void)
{
	put("in/a.txt", "Le premier article parle de la pluie.\n");
	put("in/b.txt", "Le deuxième article parle du soleil.\n");
	put("in/sub/c.txt", "Le troisième article parle du vent.\n");
}

static void test_first_and_again(void **state)
{
	(void)state;
	put_three();
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("3 0 0 0 0");
	assert_int_equal(world.summary.passages, 3);
	assert_true(world.summary.seconds > 0);
	uint64_t generation = status_of().generation;
	assert_int_equal(status_of().segments, 1);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 3 0");
	assert_int_equal(status_of().generation, generation);
	assert_string_equal(ids(), "in/a.txt in/b.txt in/sub/c.txt");
	assert_sound();
}

static void test_change_remove_new(void **state)
{
	(void)state;
	put_three();
	assert_int_equal(add("in"), LIM_OK);
	put("in/a.txt", "Désormais il y est question de neige.\n");
	unlink(at("in/b.txt"));
	put("in/d.txt", "Un nouveau venu : la grêle.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 1 1 1 0");
	assert_string_equal(ids(), "in/a.txt in/d.txt in/sub/c.txt");
	assert_int_equal(count_passages(FIELD_TEXT, "plui"), 0);
	assert_int_equal(count_passages(FIELD_TEXT, "neig"), 1);
	assert_int_equal(count_passages(FIELD_FOLDER, "sub"), 1);
	assert_int_equal(count_passages(FIELD_EXTENSION, "txt"), 3);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 3 0");
	assert_sound();
}

static void test_touched(void **state)
{
	(void)state;
	put_three();
	add("in");
	touch("in/a.txt");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 3 0");
	assert_int_equal(status_of().deleted, 0);
}

/* The list of articles gets the new times, and nothing else is written: files that were touched and are the
 * same are not read again and again. Of one article the file is known, so one of JSON lines has its time. */
static void test_stamps(void **state)
{
	(void)state;
	struct stat st;
	char time[32];
	put("in/a.txt", "La pluie.\n");
	put("in/b.txt", "Le vent.\n");
	put("in/c.jsonl", "{\"id\":\"x\",\"text\":\"Un.\"}\n{\"id\":\"y\",\"text\":\"Deux.\"}\n");
	assert_int_equal(add("in"), LIM_OK);
	put("in/d.txt", "La neige.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_int_equal(remove_one(at("in/b.txt")), LIM_OK);
	uint64_t generation = status_of().generation;
	const char *const touched[] = {"in/a.txt", "in/c.jsonl", "in/d.txt"};
	for (size_t i = 0; i < 3; i++)
		touch(touched[i]);
	assert_int_equal(rename(at("in/b.txt"), at("b")), 0);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 4 0");
	assert_int_equal(status_of().generation, generation);
	char *all = dump();
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(stat(at(touched[i]), &st), 0);
		snprintf(time, sizeof time, " %jd000000000 ", (intmax_t)st.st_mtim.tv_sec);
		assert_non_null(strstr(all, time));
	}
	free(all);
	assert_sound();
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 4 0");
}

static void test_parts(void **state)
{
	(void)state;
	put_three();
	add("in");
	unlink(at("in/a.txt"));
	unlink(at("in/sub/c.txt"));
	/* Only what lies below the named folder is gone. */
	assert_int_equal(add("in/sub"), LIM_OK);
	assert_counts("0 0 1 0 0");
	assert_string_equal(ids(), "in/a.txt in/b.txt");
	/* A folder whose name begins the same is another one. */
	put("in/subtle/d.txt", "Un article subtil.\n");
	add("in/subtle");
	assert_int_equal(add("in/sub"), LIM_OK);
	assert_counts("0 0 0 0 0");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 1 2 0");
}

static void test_named_twice(void **state)
{
	const char *names[] = {"in", "in/a.txt", "in/sub", "in/./sub/../a.txt"};
	(void)state;
	put_three();
	assert_int_equal(add_many(names, 4), LIM_OK);
	assert_counts("3 0 0 0 0");
	assert_int_equal(add_many(names, 4), LIM_OK);
	assert_counts("0 0 0 3 0");
}

static void test_missing(void **state)
{
	(void)state;
	put_three();
	assert_int_equal(add("in/absent.txt"), LIM_SKIPPED);
	assert_counts("0 0 0 0 1");
	assert_problem("in/absent.txt:0: no such file or folder");
	add("in");
	unlink(at("in/a.txt"));
	assert_int_equal(add("in/a.txt"), LIM_SKIPPED);
	assert_problem("limier-index remove");
	assert_string_equal(ids(), "in/a.txt in/b.txt in/sub/c.txt");
}

/* What cannot be read now stays as it was. */
static void test_unreadable(void **state)
{
	(void)state;
	put_three();
	add("in");
	put("in/a.txt", "\x7f" "ELF\x01\x01\x01");
	put("in/b.txt", "");
	put("in/new.txt", "");
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("0 0 0 1 3");
	assert_problem("in/b.txt:0: empty");
	assert_string_equal(ids(), "in/a.txt in/b.txt in/sub/c.txt");
	assert_int_equal(count_passages(FIELD_TEXT, "plui"), 1);
	put("in/a.txt", "De nouveau lisible.\n");
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("0 1 0 1 2");
}

static void test_broken_gzip(void **state)
{
	(void)state;
	put("in/a.txt.gz", "Pas encore comprimé.\n");
	assert_int_equal(add("in"), LIM_OK);
	put("in/a.txt.gz", "\x1f\x8b\x08\x01\x01\x01\x01\x01\x01\x03 brisé");
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("0 0 0 0 1");
	assert_string_equal(ids(), "in/a.txt.gz");
}

static void test_no_permission(void **state)
{
	(void)state;
	/* Rights mean nothing to root. */
	chmod(at("."), 0777);
	chmod(at("in"), 0777);
	assert_true(geteuid() != 0 || seteuid(65534) == 0);
	put_three();
	add("in");
	chmod(at("in/sub"), 0);
	chmod(at("in/a.txt"), 0);
	touch("in/a.txt");
	assert_int_equal(add("in"), LIM_SKIPPED);
	chmod(at("in/sub"), 0777);
	assert_counts("0 0 0 1 2");
	assert_string_equal(ids(), "in/a.txt in/b.txt in/sub/c.txt");
	assert_true(getuid() != 0 || seteuid(0) == 0);
}

/* The folder that cannot be looked into, without need of rights: it contains itself no more. */
static void test_folder_becomes_file(void **state)
{
	(void)state;
	put_three();
	add("in");
	unlink(at("in/sub/c.txt"));
	rmdir(at("in/sub"));
	put("in/sub", "Le dossier est devenu un fichier.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 0 1 2 0");
	assert_string_equal(ids(), "in/a.txt in/b.txt in/sub");
}

static void test_index_inside(void **state)
{
	(void)state;
	put_three();
	snprintf(world.index, sizeof world.index, "%s/in/visible", world.root);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("3 0 0 0 0");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 3 0");
}

static void test_odd_names(void **state)
{
	(void)state;
	put("in/\xff\xfe.txt", "Un nom qui n'est pas de l'UTF-8.\n");
	put("in/a\nb.txt", "Un nom de deux lignes.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("2 0 0 0 0");
	assert_string_equal(ids(), "in/a\nb.txt in/\xff\xfe.txt");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 2 0");
}

static void test_title_of_file(void **state)
{
	(void)state;
	put("in/a.md", "---\ntitle: Les chats\nauthor: Anne Martin\ndate: 2021-11-16\n---\n\n"
		"## Sommeil\n\nIls dorment beaucoup.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_int_equal(count_passages(FIELD_TITLE, "chat"), 1);
	assert_int_equal(count_passages(FIELD_AUTHOR, "martin"), 1);
	assert_int_equal(count_passages(FIELD_TYPE, "markdown"), 1);
	char *all = dump();
	assert_non_null(strstr(all, "[Les chats] [Anne Martin] [2021-11-16]"));
	assert_non_null(strstr(all, "7 (Sommeil) Sommeil"));
	free(all);
}

static void test_remove(void **state)
{
	(void)state;
	put_three();
	put("in/sub/deep/d.txt", "Un article profond.\n");
	add("in");
	assert_int_equal(remove_one(at("in/sub")), LIM_OK);
	assert_counts("0 0 2 0 0");
	assert_int_equal(remove_one(at("in/a.txt")), LIM_OK);
	assert_counts("0 0 1 0 0");
	assert_int_equal(remove_one(at("in/absent")), LIM_SKIPPED);
	assert_counts("0 0 0 0 1");
	assert_problem("no article");
	assert_string_equal(ids(), "in/b.txt");
	assert_int_equal(remove_one("/"), LIM_OK);
	assert_counts("0 0 1 0 0");
	assert_sound();
}

static void test_remove_relative(void **state)
{
	char *before = getcwd(NULL, 0);
	(void)state;
	put_three();
	add("in");
	assert_int_equal(chdir(world.in), 0);
	assert_int_equal(remove_one("sub/"), LIM_OK);
	assert_int_equal(remove_one("./a.txt"), LIM_OK);
	assert_string_equal(ids(), "in/b.txt");
	assert_int_equal(chdir(before), 0);
	free(before);
}

static void test_remove_nowhere(void **state)
{
	(void)state;
	assert_int_equal(remove_one("x"), LIM_E_NOT_FOUND);
	assert_int_equal(access(world.index, F_OK), -1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_world, drop_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_first_and_again), T(test_change_remove_new), T(test_touched), T(test_stamps),
		T(test_parts),
		T(test_named_twice), T(test_missing), T(test_unreadable), T(test_broken_gzip),
		T(test_no_permission), T(test_folder_becomes_file), T(test_index_inside),
		T(test_odd_names), T(test_title_of_file), T(test_remove), T(test_remove_relative),
		T(test_remove_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
