/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs that change an index: what each leaves, and what a run that breaks off leaves. */
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/lexicon.h"
#include "tests/store/helper.h"

static void expect_status_counts(const char *dir, uint64_t articles, uint64_t passages, uint64_t deleted,
	uint64_t segments)
{
	struct lim_index_status status;
	assert_ok(store_status(dir, &status, &error));
	assert_int_equal(status.articles, articles);
	assert_int_equal(status.passages, passages);
	assert_int_equal(status.deleted, deleted);
	assert_int_equal(status.segments, segments);
}

static void expect_sound(const char *dir)
{
	struct problems problems = {0};
	int status = store_check_index(dir, count_problem, &problems, &error);
	if (status != LIM_OK)
		print_error("%s\n", problems.last);
	assert_ok(status);
	assert_int_equal(problems.n, 0);
}

static void test_commit(void **state)
{
	const char *dir = below(state, "index");
	add_one(dir, "/a", "le chat dort\nle chien court");
	add_one(dir, "/b", "le chat mange");
	expect_status_counts(dir, 2, 3, 0, 2);
	assert_int_equal(count_term(dir, "chat"), 2);
	assert_int_equal(count_term(dir, "court"), 1);
	expect_sound(dir);
}

static void test_empty_commit(void **state)
{
	const char *dir = below(state, "index");
	struct lim_index_status before, after;
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer);
	/* An article without passages is none, a segment without articles neither. */
	add_article(segment, "/vide", NULL, "");
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	expect_status_counts(dir, 0, 0, 0, 0);
	assert_int_equal(count_names(dir, "seg-"), 0);
	assert_int_equal(count_term(dir, "chat"), 0);
	expect_sound(dir);
	/* Nothing to commit: no new generation. */
	assert_ok(store_status(dir, &before, &error));
	writer = open_writer(dir);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	assert_ok(store_status(dir, &after, &error));
	assert_int_equal(before.generation, after.generation);
}

/* Segments of several threads; one of them has nothing, one is ended before. */
static void test_finish_together(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	struct segment *segments[] = {new_segment(writer), new_segment(writer), new_segment(writer)};
	add_article(segments[0], "/b", NULL, "le chat dort\nle chien court");
	add_article(segments[2], "/c", "2020-01-02", "le chat mange");
	add_article(segments[2], "/a", NULL, "le coq chante");
	assert_ok(segment_end(segments[2], &error));
	assert_ok(segments_finish(segments, 3, &error));
	for (int i = 0; i < 3; i++)
		segment_free(segments[i]);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	assert_int_equal(count_names(dir, "seg-"), 1);
	expect_status_counts(dir, 3, 4, 0, 1);
	assert_int_equal(count_term(dir, "chat"), 2);
	assert_int_equal(count_term(dir, "coq"), 1);
	expect_sound(dir);
	writer = open_writer(dir);
	const struct catalogue *catalogue = writer_catalogue(writer);
	static const char *const ids[] = {"/b", "/c", "/a"};
	assert_int_equal(catalogue_count(catalogue), 3);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(catalogue_find(catalogue, ids[i]), i);
	writer_close(writer);
}

static void test_close_without_commit(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer), *other = new_segment(writer);
	add_article(segment, "/a", NULL, "un");
	add_article(other, "/b", NULL, "deux");
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	segment_free(other);
	writer_close(writer);
	/* The directory was made by this run. */
	assert_int_equal(access(dir, F_OK), -1);

	add_one(dir, "/a", "un");
	writer = open_writer(dir);
	segment = new_segment(writer);
	add_article(segment, "/c", NULL, "trois");
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_delete(writer, 0, &error));
	writer_close(writer);
	expect_status_counts(dir, 1, 1, 0, 1);
	assert_int_equal(count_names(dir, "seg-"), 1);
	assert_int_equal(count_term(dir, "un"), 1);
}

/* What a walk tells of an article; its strings are gone. */
static struct catalogue_entry find_entry(const struct catalogue *catalogue, uint32_t number)
{
	struct catalogue_entry entry;
	struct catalogue_walk walk = catalogue_walk_all(catalogue);
	do
		assert_ok(catalogue_next(&walk, &entry, &error));
	while (entry.number != number);
	return entry;
}

static void test_delete(void **state)
{
	const char *dir = below(state, "index");
	add_run(dir, (const char *[]){"/a", "/b", "/c"}, 3, "le chat\nle chien");
	struct writer *writer = open_writer(dir);
	const struct catalogue *catalogue = writer_catalogue(writer);
	uint32_t entry = catalogue_find(catalogue, "/b");
	struct catalogue_entry found = find_entry(catalogue, entry);
	assert_int_equal(found.first, 3);
	assert_int_equal(found.article.passages, 2);
	assert_ok(writer_delete(writer, entry, &error));
	assert_ok(writer_delete(writer, entry, &error));
	assert_int_equal(catalogue_find(catalogue, "/b"), CATALOGUE_NONE);
	assert_true(catalogue_get(catalogue, entry).dead);
	assert_int_equal(catalogue_find_file(catalogue, "/b"), catalogue_get(catalogue, entry).file);
	assert_int_equal(count_term(dir, "chat"), 3);
	assert_ok(writer_commit(writer, &error));
	assert_int_equal(count_term(dir, "chat"), 2);
	assert_int_equal(writer_deleted(writer), 2);
	assert_status(LIM_E_ARGUMENT, writer_delete(writer, 0, &error));
	writer_close(writer);
	expect_status_counts(dir, 2, 4, 2, 1);
	assert_int_equal(count_names(dir, "dead-"), 1);
	delete_run(dir, "/a");
	assert_int_equal(count_names(dir, "dead-"), 1);
	expect_status_counts(dir, 1, 2, 4, 1);
	expect_sound(dir);
	/* With the last article goes the segment. */
	delete_run(dir, "/c");
	expect_status_counts(dir, 0, 0, 0, 0);
	assert_int_equal(count_names(dir, "dead-") + count_names(dir, "seg-"), 0);
	expect_sound(dir);
}

static void test_catalogue(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer);
	struct segment_terms terms = {0};
	struct store_passage passage = {.text = {"x", 1}};
	for (int i = 0; i < 3; i++) {
		char id[] = {'i', 'd', (char)('0' + i), '\0'};
		struct store_article article = {.id = id, .path = "/l.jsonl", .many = true, .mtime = 5,
			.size = 6, .hash = 7};
		assert_ok(segment_article(segment, &article, NULL, 0, &error));
		assert_ok(segment_add(segment, &passage, &terms, &error));
	}
	assert_int_equal(segment_passages(segment), 3);
	assert_false(segment_full(segment));
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	writer = open_writer(dir);
	const struct catalogue *catalogue = writer_catalogue(writer);
	assert_int_equal(catalogue_count(catalogue), 3);
	assert_int_equal(catalogue_files(catalogue), 1);
	const struct catalogue_file *file = catalogue_file(catalogue, 0);
	assert_true(file->mtime == 5 && file->size == 6 && file->many && !file->stamped);
	struct catalogue_entry entry;
	struct catalogue_walk walk = catalogue_walk_all(catalogue);
	for (uint32_t i = 0; i < 3; i++) {
		struct catalogue_article article = catalogue_get(catalogue, i);
		assert_true(article.many && !article.dead && article.file == 0 && article.hash == 7);
		assert_ok(catalogue_next(&walk, &entry, &error));
		assert_true(entry.number == i && entry.file == 0 && entry.segment == 0 && entry.first == i + 1);
		assert_true(entry.article.mtime == 5 && entry.article.size == 6 && entry.article.hash == 7);
		assert_true(entry.article.passages == 1 && entry.article.text_bytes == 1);
	}
	assert_int_equal(catalogue_next(&walk, &entry, &error), LIM_DONE);
	assert_int_equal(catalogue_find(catalogue, "id2"), 2);
	assert_int_equal(catalogue_find(catalogue, "/l.jsonl"), CATALOGUE_NONE);
	assert_int_equal(catalogue_find_file(catalogue, "/l.jsonl"), 0);
	assert_int_equal(catalogue_find_file(catalogue, "id2"), CATALOGUE_NONE);
	writer_close(writer);
}

static void test_arguments(void **state)
{
	struct writer *writer = open_writer(below(state, "index"));
	struct segment *segment = new_segment(writer);
	struct store_passage passage = {.ordinal = 1, .text = {"x", 1}};
	struct segment_terms terms = {0};
	assert_status(LIM_E_ARGUMENT, segment_article(segment, &(struct store_article){.title = "t"},
		NULL, 0, &error));
	assert_status(LIM_E_ARGUMENT, segment_add(segment, &passage, &terms, &error));
	assert_ok(segment_article(segment, &(struct store_article){.id = "i"}, NULL, 0, &error));
	assert_status(LIM_E_ARGUMENT, segment_add(segment, &passage, &terms, &error));
	segment_free(segment);
	writer_close(writer);
}

/* ---- many threads */

#define THREADS 4

static void *write_segment(void *ctx)
{
	struct segment *segment;
	struct store_passage passage = {.text = {"x", 1}};
	struct store_posting term = {.frequency = 1, .field = FIELD_TEXT};
	struct segment_terms terms = {.terms = &term, .n_terms = 1, .length = 1};
	int status = segment_new(ctx, 0, &segment, NULL);
	if (status == LIM_OK)
		status = lexicon_number(segment_lexicon(segment), FIELD_TEXT,
			(struct lim_slice){"un", 2}, &term.term);
	for (int i = 0; status == LIM_OK && i < 50; i++) {
		char id[64];
		snprintf(id, sizeof id, "%lx-%d", (unsigned long)pthread_self(), i);
		status = segment_article(segment, &(struct store_article){.id = id}, NULL, 0, NULL);
		if (status == LIM_OK)
			status = segment_add(segment, &passage, &terms, NULL);
	}
	if (status == LIM_OK)
		status = segment_finish(segment, NULL);
	segment_free(segment);
	return status == LIM_OK ? ctx : NULL;
}

static void test_threads(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_segment, writer), 0);
	for (int i = 0; i < THREADS; i++) {
		void *result;
		pthread_join(threads[i], &result);
		assert_non_null(result);
	}
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	expect_status_counts(dir, THREADS * 50, THREADS * 50, 0, THREADS);
	assert_int_equal(count_term(dir, "un"), THREADS * 50);
	expect_sound(dir);
}

/* ---- broken off */

static void test_crash(void **state)
{
	const char *dir = below(state, "index");
	add_one(dir, "/a", "un");
	pid_t child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		struct writer *writer = open_writer(dir);
		struct segment *done = new_segment(writer), *open = new_segment(writer);
		add_article(done, "/b", NULL, "un deux");
		add_article(open, "/c", NULL, "un trois");
		segment_finish(done, &error);
		kill(getpid(), SIGKILL);
	}
	int how;
	waitpid(child, &how, 0);
	assert_true(WIFSIGNALED(how));
	write_bytes(below(state, "index/dead-1-99"), "x", 1);
	write_bytes(below(state, "index/XAPIANDB.new"), "# lim", 5);
	assert_true(count_names(dir, "seg-") >= 3);
	/* The old snapshot stands; the next run sweeps and goes on. */
	assert_int_equal(count_term(dir, "un"), 1);
	expect_sound(dir);
	add_one(dir, "/d", "un");
	assert_int_equal(count_names(dir, "seg-"), 2);
	assert_int_equal(count_names(dir, "dead-"), 0);
	assert_int_equal(count_names(dir, "XAPIANDB"), 1);
	assert_int_equal(count_term(dir, "un"), 2);
	expect_sound(dir);
}

static void test_crash_of_the_first_run(void **state)
{
	const char *dir = below(state, "index");
	struct writer_options options = {.analysis = ANALYSIS};
	struct writer *writer;
	mkdir(dir, 0777);
	mkdir(below(state, "index/seg-1"), 0777);
	write_bytes(below(state, "index/seg-1/x"), "x", 1);
	assert_status(LIM_E_NOT_FOUND, writer_open(dir, &options, &writer, &error));
	assert_null(writer);
	/* Looking has left nothing behind. */
	assert_int_equal(count_names(dir, "lock"), 0);
	add_one(dir, "/a", "un");
	expect_sound(dir);
}

static void test_second_writer(void **state)
{
	const char *dir = below(state, "index");
	int ready[2], go[2];
	char byte;
	add_one(dir, "/a", "un");
	assert_int_equal(pipe(ready) | pipe(go), 0);
	pid_t child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		struct writer *writer = open_writer(dir);
		if (write(ready[1], "x", 1) == 1 && read(go[0], &byte, 1) == 1)
			writer_close(writer);
		_exit(0);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	struct writer_options options = {.create = true, .analysis = ANALYSIS};
	struct writer *writer;
	char pid[32];
	assert_status(LIM_E_LOCKED, writer_open(dir, &options, &writer, &error));
	snprintf(pid, sizeof pid, "process %ld", (long)child);
	assert_non_null(strstr(error.message, pid));
	assert_status(LIM_E_LOCKED, store_check_index(dir, NULL, NULL, &error));
	assert_int_equal(count_term(dir, "un"), 1);
	assert_int_equal(write(go[1], "x", 1), 1);
	waitpid(child, NULL, 0);
	/* Also where a dead process stands in the file. */
	write_bytes(below(state, "index/lock"), "1 elsewhere\n", 12);
	writer = open_writer(dir);
	writer_close(writer);
	for (int i = 0; i < 2; i++) {
		close(ready[i]);
		close(go[i]);
	}
}

/* ---- versions */

static void test_analysis(void **state)
{
	const char *dir = below(state, "index");
	struct writer_options options = {.create = true, .analysis = ANALYSIS + 1};
	struct writer *writer;
	struct reader *reader;
	add_one(dir, "/a", "un");
	assert_status(LIM_E_VERSION, writer_open(dir, &options, &writer, &error));
	assert_non_null(strstr(error.message, "rebuild"));
	assert_status(LIM_E_VERSION, reader_open(&dir, 1, ANALYSIS + 1, &reader, &error));
	assert_null(reader);
	assert_ok(reader_open(&dir, 1, 0, &reader, &error));
	options.replace_all = true;
	assert_ok(writer_open(dir, &options, &writer, &error));
	assert_int_equal(catalogue_count(writer_catalogue(writer)), 1);
	struct segment *segment = new_segment(writer);
	add_article(segment, "/a", NULL, "deux");
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	assert_int_equal(count_matches(reader, term_query("un")), 1);
	reader_close(reader);
	assert_ok(reader_open(&dir, 1, ANALYSIS + 1, &reader, &error));
	assert_int_equal(count_matches(reader, term_query("un")), 0);
	assert_int_equal(count_matches(reader, term_query("deux")), 1);
	reader_close(reader);
	expect_status_counts(dir, 1, 1, 0, 1);
	expect_sound(dir);
}

/* ---- joining */

/* The second and fourth of four, of which something is deleted in the first, second and fourth. */
static void test_join_some(void **state)
{
	const char *dir = below(state, "index");
	const size_t chosen[] = {1, 3};
	add_run(dir, (const char *[]){"/a", "/b"}, 2, "le chat");
	add_run(dir, (const char *[]){"/c", "/d"}, 2, "le chat\nle chien");
	add_run(dir, (const char *[]){"/e"}, 1, "le chat");
	add_run(dir, (const char *[]){"/f", "/g"}, 2, "le chien");
	delete_run(dir, "/a");
	delete_run(dir, "/c");
	delete_run(dir, "/g");
	struct writer *writer = open_writer(dir);
	assert_int_equal(writer_segments(writer), 4);
	assert_int_equal(writer_segment(writer, 1).passages, 4);
	assert_int_equal(writer_segment(writer, 1).deleted, 2);
	assert_int_equal(writer_segment(writer, 1).bytes, 2 * writer_segment(writer, 1).deleted_bytes);
	assert_ok(writer_join(writer, chosen, 1, &error));
	assert_int_equal(writer_segments(writer), 4);
	assert_ok(writer_join(writer, chosen, 2, &error));
	writer_close(writer);
	expect_status_counts(dir, 4, 5, 4, 3);
	assert_int_equal(count_names(dir, "seg-"), 3);
	assert_int_equal(count_names(dir, "dead-"), 2);
	expect_sound(dir);
	assert_int_equal(count_term(dir, "chien"), 2);
	struct reader *reader = open_reader(dir);
	struct store_search_options options = {.count = 10};
	assert_string_equal(list_matches(reader, store_query_article(reader, "/d"), &options), "/d#0 /d#1");
	assert_string_equal(list_matches(reader, store_query_article(reader, "/c"), &options), "");
	reader_close(reader);
	delete_run(dir, "/f");
	delete_run(dir, "/d");
	/* Nothing of the joined one is left. */
	assert_int_equal(count_names(dir, "seg-"), 2);
	expect_sound(dir);
}

static void add_sixty(const char *dir, int run, const char *text)
{
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer);
	for (int i = 0; i < 60; i++) {
		char id[32];
		snprintf(id, sizeof id, "/%d/%d", run, i);
		add_article(segment, id, "2020", text);
	}
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
}

/* The generation afterwards. */
static uint64_t pack(const char *dir)
{
	const struct writer_options options = {.analysis = ANALYSIS, .pack = true};
	struct lim_index_status status;
	struct writer *writer;
	assert_ok(writer_open(dir, &options, &writer, &error));
	assert_ok(writer_join(writer, NULL, 0, &error));
	writer_close(writer);
	expect_sound(dir);
	assert_ok(store_status(dir, &status, &error));
	assert_int_equal(status.segments, 1);
	return status.generation;
}

/* Blocks cut anew, of one segment and of two: the same answers, and nothing to do the second time. */
static void test_pack(void **state)
{
	const char *dir = below(state, "index");
	char text[3000], before[4096];
	struct store_search_options options = {.count = 100};
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = i % 600 == 599 ? '\n' : "le chien dans la niche "[i % 600 % 23];
	text[sizeof text - 1] = '\0';
	for (int run = 0; run < 2; run++) {
		add_sixty(dir, run, text);
		struct reader *reader = open_reader(dir);
		snprintf(before, sizeof before, "%s",
			list_matches(reader, term_query("niche"), &options));
		reader_close(reader);
		uint64_t generation = pack(dir);
		assert_int_equal(generation, 2 * run + 2);
		assert_int_equal(pack(dir), generation);
		reader = open_reader(dir);
		assert_string_equal(list_matches(reader, term_query("niche"), &options), before);
		assert_string_equal(list_matches(reader, store_query_article(reader, "/0/59"), &options),
			"/0/59#0 /0/59#1 /0/59#2 /0/59#3 /0/59#4");
		reader_close(reader);
	}
}

static void test_join(void **state)
{
	const char *dir = below(state, "index");
	add_run(dir, (const char *[]){"/a", "/b"}, 2, "le chat\nle chien");
	add_run(dir, (const char *[]){"/c", "/d"}, 2, "le chat\nune chouette");
	add_run(dir, (const char *[]){"/e"}, 1, "le chaton");
	delete_run(dir, "/b");
	struct writer *writer = open_writer(dir);
	assert_ok(writer_delete(writer, catalogue_find(writer_catalogue(writer), "/c"), &error));
	assert_status(LIM_E_ARGUMENT, writer_join(writer, NULL, 0, &error));
	assert_ok(writer_commit(writer, &error));
	/* A segment of the same run is joined too. */
	struct segment *segment = new_segment(writer);
	add_article(segment, "/f", "2020", "le chat");
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	assert_ok(writer_join(writer, NULL, 0, &error));
	assert_ok(writer_join(writer, NULL, 0, &error));
	writer_close(writer);
	expect_status_counts(dir, 4, 6, 4, 1);
	assert_int_equal(count_names(dir, "seg-"), 1);
	assert_int_equal(count_names(dir, "dead-"), 1);
	expect_sound(dir);

	struct reader *reader = open_reader(dir);
	struct store_search_options options = {.count = 10, .any_order = true};
	assert_string_equal(list_matches(reader, term_query("chat"), &options), "/a#0 /d#0 /f#0");
	assert_string_equal(list_matches(reader, term_query("chaton"), &options), "/e#0");
	assert_string_equal(list_matches(reader, store_query_article(reader, "/d"), &options), "/d#0 /d#1");
	reader_close(reader);
	writer = open_writer(dir);
	assert_int_equal(catalogue_count(writer_catalogue(writer)), 4);
	const struct catalogue *catalogue = writer_catalogue(writer);
	assert_int_equal(find_entry(catalogue, catalogue_find(catalogue, "/f")).first, 10);
	writer_close(writer);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
	const struct CMUnitTest tests[] = {
		TEST(test_commit), TEST(test_empty_commit), TEST(test_finish_together), TEST(test_close_without_commit),
		TEST(test_delete), TEST(test_catalogue), TEST(test_arguments), TEST(test_threads), TEST(test_crash),
		TEST(test_crash_of_the_first_run), TEST(test_second_writer), TEST(test_analysis),
		TEST(test_join), TEST(test_pack), TEST(test_join_some),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
