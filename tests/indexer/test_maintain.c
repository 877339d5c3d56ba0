/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The index as a whole. */
#include "tests/indexer/helper.h"

/* n files of several passages, in two runs, so that there are two segments. */
static void put_files(int from, int to, const char *word)
{
	for (int i = from; i < to; i++) {
		char name[64];
		struct buf text;
		buf_init(&text, 1 << 20);
		snprintf(name, sizeof name, "in/%03d.md", i);
		buf_printf(&text, "# Titre %d\n\n", i);
		for (int k = 0; k < 40; k++)
			buf_printf(&text, "La phrase %d sur %s du fichier %d parle du temps.%s", k, word,
				i, k % 8 == 7 ? "\n\n## Partie\n\n" : " ");
		put(name, text.ptr);
		buf_done(&text);
	}
}

static void make_index(void)
{
	put_files(0, 30, "la pluie");
	put("in/lines.jsonl", "{\"id\":\"x\",\"title\":\"T\",\"author\":\"Anne\",\"text\":\"La neige.\"}\n");
	assert_int_equal(add("in"), LIM_OK);
	put_files(30, 40, "le vent");
	assert_int_equal(add("in"), LIM_OK);
	assert_int_equal(status_of().segments, 2);
}

static int optimize(void)
{
	return lim_index_optimize(world.index, &world.options, &world.err);
}

static int rebuild(void)
{
	return lim_index_rebuild(world.index, &world.options, &world.summary, &world.err);
}

static void test_optimize_joins(void **state)
{
	(void)state;
	make_index();
	char *before = dump();
	assert_int_equal(optimize(), LIM_OK);
	char *after = dump();
	assert_string_equal(before, after);
	free(before);
	free(after);
	assert_int_equal(status_of().segments, 1);
	assert_int_equal(optimize(), LIM_OK);
	assert_sound();
}

static void test_optimize_purges(void **state)
{
	(void)state;
	make_index();
	remove_one(at("in/003.md"));
	assert_true(status_of().deleted > 0);
	char *before = dump();
	assert_int_equal(optimize(), LIM_OK);
	char *after = dump();
	assert_string_equal(before, after);
	free(before);
	free(after);
	assert_int_equal(status_of().segments, 1);
	assert_int_equal(status_of().deleted, 0);
	assert_int_equal(status_of().articles, 40);
	assert_sound();
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 0 0 40 0");
}

/* When much is dead, it goes by itself. */
static void test_purge(void **state)
{
	(void)state;
	make_index();
	put_files(0, 20, "la grêle");
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 20 0 21 0");
	assert_int_equal(status_of().deleted, 0);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("0 0 0 41 0");
	assert_sound();
}

/* Same articles, same passages, same terms. */
static void test_rebuild(void **state)
{
	(void)state;
	make_index();
	remove_one(at("in/003.md"));
	char *before = dump();
	const struct { enum store_field field; const char *term; } terms[] = {
		{FIELD_TEXT, "plui"}, {FIELD_TEXT, "vent"}, {FIELD_TITLE, "titr"},
		{FIELD_AUTHOR, "anne"}, {FIELD_TYPE, "markdown"}, {FIELD_TYPE, "jsonl"},
		{FIELD_FOLDER, "in"}, {FIELD_EXTENSION, "md"}};
	size_t counted[8];
	for (size_t i = 0; i < 8; i++) {
		counted[i] = count_passages(terms[i].field, terms[i].term);
		assert_true(counted[i] > 0);
	}
	for (unsigned jobs = 1; jobs <= 2; jobs++) {
		world.options.jobs = jobs;
		assert_int_equal(rebuild(), LIM_OK);
		assert_counts("0 40 0 0 0");
		char *after = dump();
		assert_string_equal(before, after);
		free(after);
		for (size_t i = 0; i < 8; i++)
			assert_int_equal(count_passages(terms[i].field, terms[i].term), counted[i]);
		assert_int_equal(status_of().deleted, 0);
		assert_int_equal(world.summary.passages, status_of().passages);
		assert_sound();
	}
	free(before);
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 0 0 40 0");
}

static int stop_late(void *ctx, const struct lim_progress *progress)
{
	(void)ctx;
	return progress->done == 10;
}

static void test_rebuild_stopped(void **state)
{
	(void)state;
	make_index();
	uint64_t generation = status_of().generation;
	world.options.progress = stop_late;
	assert_int_equal(rebuild(), LIM_E_STOPPED);
	assert_int_equal(status_of().generation, generation);
	assert_sound();
}

/* So many different words that they fill several segments of the smallest size. */
static void test_rebuild_joins(void **state)
{
	(void)state;
	struct buf lines;
	buf_init(&lines, (size_t)16 << 20);
	for (unsigned i = 0, word = 0; i < 3000; i++) {
		buf_printf(&lines, "{\"id\":\"%u\",\"text\":\"", i);
		for (unsigned j = 0; j < 40; j++)
			buf_printf(&lines, "mot%xa ", word++ * 2654435761U);
		buf_printf(&lines, "\"}\n");
	}
	put("in/many.jsonl", lines.ptr);
	buf_done(&lines);
	world.options.memory = 1;
	assert_int_equal(add("in"), LIM_OK);
	uint64_t generation = status_of().generation;
	/* The commit of the run, that of the joining. */
	assert_int_equal(generation, 2);
	assert_int_equal(rebuild(), LIM_OK);
	assert_int_equal(status_of().segments, 1);
	assert_int_equal(status_of().generation, generation + 2);
	assert_sound();
}

static void test_nowhere(void **state)
{
	(void)state;
	struct lim_index_status status;
	assert_int_equal(optimize(), LIM_E_NOT_FOUND);
	assert_int_equal(rebuild(), LIM_E_NOT_FOUND);
	assert_int_equal(lim_index_check(world.index, NULL, NULL), LIM_E_NOT_FOUND);
	assert_int_equal(lim_index_status(world.index, &status, NULL), LIM_E_NOT_FOUND);
	assert_int_equal(access(world.index, F_OK), -1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_world, drop_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_optimize_joins), T(test_optimize_purges), T(test_purge), T(test_rebuild),
		T(test_rebuild_stopped), T(test_rebuild_joins), T(test_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
