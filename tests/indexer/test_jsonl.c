/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many articles in one file. */
#include "tests/indexer/helper.h"

#define LINE(id, text) "{\"id\":\"" id "\",\"title\":\"Titre\",\"text\":\"" text "\"}\n"

static void test_lines(void **state)
{
	(void)state;
	put("in/a.jsonl", LINE("x", "La pluie.\\n\\nLe vent.") LINE("y", "Le soleil."));
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("2 0 0 0 0");
	assert_string_equal(ids(), "x y");
	char *all = dump();
	assert_non_null(strstr(all, "0 0 2 () Le soleil."));	/* of the file's second line */
	free(all);
	assert_int_equal(count_passages(FIELD_TYPE, "jsonl"), 2);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 2 0");
	assert_sound();
}

static void test_changes(void **state)
{
	(void)state;
	put("in/a.jsonl", LINE("x", "La pluie.") LINE("y", "Le soleil.") LINE("z", "Le vent."));
	add("in");
	put("in/a.jsonl", LINE("y", "La neige.") LINE("z", "Le vent.") LINE("w", "La lune."));
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 1 1 1 0");
	assert_string_equal(ids(), "w y z");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 3 0");
	/* Once more, but the file is gone. */
	unlink(at("in/a.jsonl"));
	put("in/b.txt", "Autre chose.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 0 3 0 0");
}

static void test_bad_lines(void **state)
{
	(void)state;
	put("in/a.jsonl", LINE("x", "La pluie.") LINE("y", "Le soleil.") LINE("z", "Le vent."));
	add("in");
	put("in/a.jsonl", LINE("x", "La pluie.") "{broken\n" LINE("w", "La lune."));
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("1 0 0 1 1");
	assert_problem("in/a.jsonl:2: ");
	/* Which article the bad line was is unknown, so none is removed. */
	assert_string_equal(ids(), "w x y z");
	/* Of one that has an id it is known. */
	put("in/a.jsonl", LINE("x", "La pluie.") "{\"id\":\"y\"}\n" LINE("w", "La lune."));
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("0 0 1 2 1");
	assert_string_equal(ids(), "w x y");
}

static void test_duplicates(void **state)
{
	(void)state;
	put("in/a.jsonl", LINE("x", "La pluie.") LINE("x", "Le soleil.") LINE("y", "Le vent."));
	put("in/b.jsonl", LINE("y", "La neige.") LINE("z", "La lune."));
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("3 0 0 0 2");
	assert_problem("in/a.jsonl:2: duplicate id \"x\"");
	assert_problem("in/b.jsonl:1: duplicate id \"y\"");
	assert_int_equal(count_passages(FIELD_TEXT, "plui"), 1);
	assert_int_equal(count_passages(FIELD_TEXT, "neig"), 0);
	/* A file that has not changed holds its ids against later ones. */
	put("in/b.jsonl", LINE("y", "La neige !") LINE("z", "La lune."));
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("0 0 0 3 1");
	/* Unless it is not part of the run. */
	put("in/b.jsonl", LINE("y", "La grêle.") LINE("z", "La lune."));
	assert_int_equal(add("in/b.jsonl"), LIM_OK);
	assert_counts("0 1 0 1 0");
	assert_int_equal(count_passages(FIELD_TEXT, "grel"), 1);
	assert_sound();
}

static void test_renamed(void **state)
{
	(void)state;
	put("in/a.jsonl", LINE("x", "La pluie.") LINE("y", "Le soleil."));
	add("in");
	assert_int_equal(rename(at("in/a.jsonl"), at("in/b.jsonl")), 0);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 2 0 0 0");
	char *all = dump();
	assert_null(strstr(all, "a.jsonl"));
	free(all);
}

/* An id that is the path of another file of the run is that file's. */
static void test_id_is_path(void **state)
{
	char line[512];
	(void)state;
	put("in/b.txt", "Un fichier à part.\n");
	snprintf(line, sizeof line, "{\"id\":\"%s\",\"text\":\"Un intrus.\"}\n", at("in/b.txt"));
	put("in/a.jsonl", line);
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("1 0 0 0 1");
	assert_problem("duplicate");
	put("in/a.jsonl", line);
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_counts("0 0 0 1 1");
	assert_sound();
}

static void test_format(void **state)
{
	(void)state;
	put("in/a.data", LINE("x", "La pluie."));
	world.options.format = LIM_FORMAT_TEXT;
	assert_int_equal(add("in"), LIM_OK);
	assert_string_equal(ids(), "in/a.data");
	world.options.format = LIM_FORMAT_JSONL;
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 0 1 0 0");
	assert_string_equal(ids(), "x");
	world.options.format = LIM_FORMAT_TEXT;
	assert_int_equal(add("in"), LIM_OK);
	assert_string_equal(ids(), "in/a.data");
}

static void test_remove(void **state)
{
	(void)state;
	put("in/a.jsonl", LINE("x", "La pluie.") LINE("y", "Le soleil.") LINE("z", "Le vent."));
	add("in");
	assert_int_equal(remove_one("y"), LIM_OK);
	assert_counts("0 0 1 0 0");
	assert_int_equal(remove_one(at("in/a.jsonl")), LIM_OK);
	assert_counts("0 0 2 0 0");
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_world, drop_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_lines), T(test_changes), T(test_bad_lines), T(test_duplicates), T(test_renamed),
		T(test_id_is_path), T(test_format), T(test_remove),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
