/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles that a program hands out. */
#include "tests/indexer/helper.h"

struct list {
	const struct lim_article *articles;
	size_t n, next;
	int end;	/* what comes after the last */
};

static int hand_out(void *ctx, struct lim_article *article)
{
	struct list *list = ctx;
	if (list->next == list->n)
		return list->end;
	*article = list->articles[list->next++];
	return LIM_OK;
}

static int add_list(const struct lim_article *articles, size_t n, int end)
{
	struct list list = {articles, n, 0, end};
	buf_reset(&world.problems);
	return lim_index_add_articles(world.index, hand_out, &list, &world.options, &world.summary,
		&world.err);
}

static void test_replace(void **state)
{
	struct lim_article articles[] = {
		{.id = "a", .title = "Chats", .author = "Anne Martin", .date = "2021-11-16",
		 .url = "https://exemple.fr/", .text = "Ils dorment.\n\n \nIls\nmangent.\n"},
		{.id = "b", .title = "Seulement un titre", .text = ""},
		{.id = "c", .text = "xxx\xff la pluie yyy", .text_len = 16},
	};
	(void)state;
	assert_int_equal(add_list(articles, 3, LIM_DONE), LIM_OK);
	assert_counts("3 0 0 0 0");
	char *all = dump();
	assert_non_null(strstr(all, "a - 0 0 "));
	assert_non_null(strstr(all, "[Chats] [Anne Martin] [2021-11-16] [https://exemple.fr/]"));
	assert_non_null(strstr(all, "0 0 0 () Ils dorment.\n\n \nIls\nmangent."));
	assert_non_null(strstr(all, "() Seulement un titre"));
	assert_non_null(strstr(all, "() xxx\xef\xbf\xbd la pluie y"));
	free(all);
	articles[0].author = "Jean Martin";
	assert_int_equal(add_list(articles, 3, LIM_DONE), LIM_OK);
	assert_counts("0 1 0 2 0");
	assert_sound();
}

static void test_bad(void **state)
{
	struct lim_article articles[] = {{.id = "a", .text = " \n "}, {.id = "b", .text = "La pluie."},
		{.id = "b", .text = "Le vent."}, {.id = "c", .text = "Trop long, cela."}};
	(void)state;
	world.options.max_file = 12;
	assert_int_equal(add_list(articles, 4, LIM_DONE), LIM_SKIPPED);
	assert_counts("1 0 0 0 3");
	assert_problem("a:0: empty");
	assert_problem("b:0: duplicate");
	assert_problem("c:0: more than 12 bytes");
}

static void test_stop(void **state)
{
	struct lim_article articles[] = {{.id = "a", .text = "La pluie."}, {.text = "Sans nom."}};
	(void)state;
	assert_int_equal(add_list(articles, 1, LIM_E_IO), LIM_E_STOPPED);
	assert_int_equal(access(world.index, F_OK), -1);
	assert_int_equal(add_list(articles, 2, LIM_DONE), LIM_E_ARGUMENT);
	assert_int_equal(access(world.index, F_OK), -1);
}

/* Articles of programs and of files live side by side. */
static void test_beside_files(void **state)
{
	struct lim_article article = {.id = "a", .text = "La pluie."};
	(void)state;
	add_list(&article, 1, LIM_DONE);
	put("in/b.txt", "Le vent.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 0 0 0 0");
	unlink(at("in/b.txt"));
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 1 0 0");
	assert_string_equal(ids(), "a");
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_world, drop_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_replace), T(test_bad), T(test_stop), T(test_beside_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
