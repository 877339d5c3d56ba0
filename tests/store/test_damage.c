/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of an index changed or cut at many places: nothing crashes, and a status says so. */
#include <sys/stat.h>
#include <sys/wait.h>

#include "tests/store/helper.h"

/* Places tried per file, spread evenly: each costs a check of the whole index. */
#define PLACES 60

static void use_reader(struct reader *reader)
{
	struct arena arena;
	struct store_passage passage;
	struct store_article article;
	struct store_matches matches;
	struct store_search_options options = {.count = 100};
	struct store_query *q = term_query("chat");
	if (store_search(reader, q, &options, &matches, &error) == LIM_OK)
		store_matches_done(&matches);
	store_query_free(q);
	arena_init(&arena, 1 << 24);
	for (uint32_t id = 1; id <= 40; id++) {
		struct passage_ref ref = {0, id};
		if (reader_passage(reader, ref, &arena, &passage, &error) == LIM_OK)
			reader_article(reader, ref, passage.ordinal, &arena, &article, &error);
	}
	arena_done(&arena);
}

static int no_word(void *ctx, const struct reader_word *word)
{
	(void)ctx;
	(void)word;
	return 0;
}

static void use_index(const char *dir)
{
	struct reader *reader;
	struct writer *writer;
	struct writer_options options = {.analysis = ANALYSIS};
	int status = reader_open(&dir, 1, ANALYSIS, &reader, &error);
	if (status == LIM_OK) {
		use_reader(reader);
		reader_words(reader, "ch", 2, no_word, NULL, &error);
		reader_close(reader);
	}
	assert_true(status <= LIM_OK);
	if (writer_open(dir, &options, &writer, &error) == LIM_OK)
		writer_close(writer);
	status = store_check_index(dir, NULL, NULL, &error);
	assert_true(status == LIM_OK || status == LIM_E_DAMAGED || status == LIM_E_VERSION ||
		status == LIM_E_IO || status == LIM_E_INTERNAL);
}

static void damage_file(const char *dir, const char *name)
{
	char path[400];
	struct buf bytes;
	snprintf(path, sizeof path, "%s/%s", dir, name);
	read_bytes(path, &bytes);
	size_t step = bytes.len / PLACES + 1;
	for (size_t i = 0; i < bytes.len; i += step) {
		char kept = bytes.ptr[i];
		bytes.ptr[i] = (char)(kept ^ 0x55);
		write_bytes(path, bytes.ptr, bytes.len);
		bytes.ptr[i] = kept;
		use_index(dir);
		write_bytes(path, bytes.ptr, i);
		use_index(dir);
	}
	write_bytes(path, bytes.ptr, bytes.len);
	assert_ok(store_check_index(dir, NULL, NULL, &error));
	buf_done(&bytes);
}

static void test_damage(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer);
	for (int i = 0; i < 20; i++) {
		char id[16];
		snprintf(id, sizeof id, "/a%d", i);
		add_article(segment, id, "2021", "le chat noir\nla chèvre de monsieur Seguin");
	}
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	delete_run(dir, "/a5");
	damage_file(dir, "seg-1/articles");
	damage_file(dir, "dead-1-2");
	damage_file(dir, "seg-1/docdata.glass");
	damage_file(dir, "seg-1/postlist.glass");
	damage_file(dir, "seg-1/iamglass");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_damage, make_dir, drop_dir),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
