/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <pthread.h>
#include <sys/stat.h>

#include "store/glossary.h"
#include "store/lexicon.h"
#include "tests/store/helper.h"

/* Long enough for several blocks, with passages of many lengths. */
static void add_long(struct segment *segment, const char *id, uint32_t passages)
{
	struct store_article article = {.id = id, .title = "Long", .author = "A", .url = "http://x/",
		.date = "2021-11"};
	struct segment_terms terms = {0};
	static char text[3000];
	memset(text, 'x', sizeof text);
	assert_ok(segment_article(segment, &article, NULL, 0, &error));
	for (uint32_t i = 0; i < passages; i++) {
		char heading[16];
		snprintf(heading, sizeof heading, "H%u", i / 10);
		struct store_passage passage = {i, 7ull * i, i, {heading, strlen(heading)},
			{text, i * 37 % sizeof text}};
		assert_ok(segment_add(segment, &passage, &terms, &error));
	}
}

static void expect_long(struct reader *reader, struct arena *arena, uint32_t first, uint32_t i)
{
	struct store_passage passage;
	struct store_article article;
	struct passage_ref ref = {0, first + i};
	char heading[16];
	assert_ok(reader_passage(reader, ref, arena, &passage, &error));
	assert_int_equal(passage.ordinal, i);
	assert_int_equal(passage.start, 7 * i);
	assert_int_equal(passage.line, i);
	assert_int_equal(passage.text.len, i * 37 % 3000);
	snprintf(heading, sizeof heading, "H%u", i / 10);
	assert_string_equal(passage.heading.ptr, heading);
	assert_ok(reader_article(reader, ref, i, arena, &article, &error));
	assert_string_equal(article.id, "long");
	assert_null(article.path);
	assert_string_equal(article.title, "Long");
	assert_string_equal(article.author, "A");
	assert_string_equal(article.url, "http://x/");
	assert_string_equal(article.date, "2021-11");
}

static void test_passages(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer);
	for (int i = 0; i < 600; i++) {
		char id[16];
		snprintf(id, sizeof id, "/s%d", i);
		add_article(segment, id, NULL, "court");
	}
	add_long(segment, "long", 500);
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	assert_ok(store_check_index(dir, NULL, NULL, &error));

	struct reader *reader = open_reader(dir);
	struct arena arena;
	struct store_passage passage;
	arena_init(&arena, 1 << 24);
	assert_int_equal(reader_passages(reader), 1100);
	for (uint32_t i = 0; i < 500; i++)
		expect_long(reader, &arena, 601, i);
	for (uint32_t i = 500; i-- > 0;)
		expect_long(reader, &arena, 601, (i * 211) % 500);
	assert_status(LIM_E_NOT_FOUND, reader_passage(reader, (struct passage_ref){0, 0}, &arena,
		&passage, &error));
	assert_status(LIM_E_NOT_FOUND, reader_passage(reader, (struct passage_ref){0, 1101}, &arena,
		&passage, &error));
	assert_status(LIM_E_NOT_FOUND, reader_passage(reader, (struct passage_ref){1, 1}, &arena,
		&passage, &error));
	arena_done(&arena);
	reader_close(reader);
}

static void test_snapshot(void **state)
{
	const char *dir = below(state, "index");
	struct store_search_options options = {.count = 10, .any_order = true};
	add_run(dir, (const char *[]){"/a", "/b"}, 2, "le chat");
	struct reader *reader = open_reader(dir);
	add_one(dir, "/c", "le chat");
	delete_run(dir, "/a");
	delete_run(dir, "/b");
	/* The segment is gone from the directory. */
	assert_int_equal(count_names(dir, "seg-"), 1);
	assert_string_equal(list_matches(reader, term_query("chat"), &options), "/a#0 /b#0");
	reader_close(reader);
	reader = open_reader(dir);
	assert_string_equal(list_matches(reader, term_query("chat"), &options), "/c#0");
	reader_close(reader);
}

/* ---- a reader that opens while a writer commits, again and again */

struct race {
	const char *dir;
	volatile bool stop;
};

static void *replace_often(void *ctx)
{
	struct race *race = ctx;
	struct writer_options options = {.analysis = ANALYSIS, .replace_all = true};
	while (!race->stop) {
		struct writer *writer;
		struct segment *segment;
		struct store_article article = {.id = "i"};
		struct store_passage passage = {.text = {"x", 1}};
		struct store_posting term = {.frequency = 1, .field = FIELD_TEXT};
		struct segment_terms terms = {.terms = &term, .n_terms = 1};
		if (writer_open(race->dir, &options, &writer, NULL) != LIM_OK)
			continue;
		if (segment_new(writer, 0, &segment, NULL) == LIM_OK) {
			lexicon_number(segment_lexicon(segment), FIELD_TEXT, (struct lim_slice){"un", 2},
				&term.term);
			segment_article(segment, &article, NULL, 0, NULL);
			segment_add(segment, &passage, &terms, NULL);
			segment_finish(segment, NULL);
			segment_free(segment);
			writer_commit(writer, NULL);
		}
		writer_close(writer);
	}
	return NULL;
}

static void test_race(void **state)
{
	struct race race = {.dir = below(state, "index")};
	pthread_t thread;
	add_one(race.dir, "i", "un");
	assert_int_equal(pthread_create(&thread, NULL, replace_often, &race), 0);
	for (int i = 0; i < 100; i++)
		assert_int_equal(count_term(race.dir, "un"), 1);
	race.stop = true;
	pthread_join(thread, NULL);
}

/* ---- several indexes */

static void test_several(void **state)
{
	char a[300], b[300], again[320];
	struct store_search_options options = {.count = 10, .any_order = true};
	struct reader *reader;
	snprintf(a, sizeof a, "%s", below(state, "a"));
	snprintf(b, sizeof b, "%s", below(state, "b"));
	snprintf(again, sizeof again, "%s/../a/.", a);
	add_one(a, "/a1", "le chat");
	add_one(a, "/a2", "le chat chat chat");
	add_one(b, "/b1", "le chat chat");
	delete_run(a, "/a1");
	assert_ok(reader_open((const char *[]){a, b, again}, 3, ANALYSIS, &reader, &error));
	assert_int_equal(reader_passages(reader), 2);
	assert_string_equal(list_matches(reader, term_query("chat"), &options), "/a2#0 /b1#0");
	reader_close(reader);
	assert_status(LIM_E_NOT_FOUND, reader_open((const char *[]){a, below(state, "no")}, 2, ANALYSIS,
		&reader, &error));
	assert_non_null(strstr(error.message, "limier-index -d"));
	/* A copy of an index is refused, not counted twice. */
	char command[1000];
	snprintf(command, sizeof command, "cp -r %s %s", a, below(state, "copy"));
	assert_int_equal(system(command), 0);
	assert_status(LIM_E_ARGUMENT, reader_open((const char *[]){a, below(state, "copy")}, 2, ANALYSIS,
		&reader, &error));
	assert_non_null(strstr(error.message, "copy of"));
}

/* ---- terms and words */

static int collect_word(void *ctx, const struct reader_word *word)
{
	struct buf *list = ctx;
	return buf_printf(list, "%.*s:%llu ", (int)word->written.len, word->written.ptr,
		(unsigned long long)word->passages);
}

static const char *words_of(struct reader *reader, struct buf *list, const char *prefix)
{
	buf_reset(list);
	buf_adds(list, "");
	assert_ok(reader_words(reader, prefix, strlen(prefix), collect_word, list, &error));
	return list->ptr;
}

static int stop_words(void *ctx, const struct reader_word *word)
{
	(void)word;
	++*(int *)ctx;
	return 17;
}

static void test_words(void **state)
{
	const char *dir = below(state, "index");
	struct buf list;
	uint32_t n;
	int calls = 0;
	buf_init(&list, 1 << 16);
	add_one(dir, "/a", "chat chaton chat\nchat chien ch c été");
	add_one(dir, "/b", "chat migrant "
		"anticonstitutionnellementanticonstitutionnellement");
	struct reader *reader = open_reader(dir);
	assert_string_equal(words_of(reader, &list, "cha"), "chat:3 chaton:1 ");
	assert_string_equal(words_of(reader, &list, "chato"), "chaton:1 ");
	assert_string_equal(words_of(reader, &list, "ch"), "ch:1 chat:3 chaton:1 chien:1 ");
	assert_string_equal(words_of(reader, &list, "c"), "c:1 ch:1 chat:3 chaton:1 chien:1 ");
	assert_string_equal(words_of(reader, &list, "xyz"), "");
	assert_string_equal(words_of(reader, &list, "anti"), "");
	assert_string_equal(words_of(reader, &list, "été"), "été:1 ");
	/* What is kept is the same as what is read. */
	assert_string_equal(words_of(reader, &list, "ch"), "ch:1 chat:3 chaton:1 chien:1 ");
	assert_string_equal(words_of(reader, &list, "cha"), "chat:3 chaton:1 ");
	assert_string_equal(words_of(reader, &list, "été"), "été:1 ");
	assert_int_equal(reader_words(reader, "ch", 2, stop_words, &calls, &error), 17);
	assert_int_equal(reader_words(reader, "cha", 3, stop_words, &calls, &error), 17);
	assert_int_equal(calls, 2);
	assert_ok(reader_frequency(reader, FIELD_TEXT, "chat", 4, &n, &error));
	assert_int_equal(n, 3);
	assert_ok(reader_frequency(reader, FIELD_TITLE, "chat", 4, &n, &error));
	assert_int_equal(n, 0);
	reader_close(reader);
	buf_done(&list);
}

static void add_words(struct glossary_list *list, const char *beginning, size_t n)
{
	struct word word = {.passages = 1};
	for (size_t i = 0; i < n; i++) {
		word.folded_len = word.written_len = (size_t)sprintf(word.folded, "%s%08zu", beginning, i);
		memcpy(word.written, word.folded, sizeof word.written);
		if (i == 1)
			word.written_len = (size_t)sprintf(word.written, "É%zu", i);
		assert_ok(glossary_add(list, &word));
	}
}

static int sum_words(void *ctx, const struct reader_word *word)
{
	*(uint64_t *)ctx += word->passages;
	return LIM_OK;
}

static uint64_t count_words(const struct glossary *glossary, const char *beginning, const char *prefix)
{
	uint64_t n = 0;
	const struct glossary_list *list = glossary_find(glossary, beginning, strlen(beginning));
	if (list)
		assert_ok(glossary_each(list, prefix, strlen(prefix), sum_words, &n));
	return n;
}

/* Words that are kept are found by any longer beginning; too many at once are refused; where all together
 * are too many, the older ones go. */
static void test_glossary(void **state)
{
	enum { N = 200000 };
	struct glossary glossary;
	struct glossary_list list;
	struct word word = {.folded = "zz", .folded_len = 2};
	char key[] = "aa";
	int status = LIM_OK;
	(void)state;
	glossary_init(&glossary);
	for (; key[1] < 'i'; key[1]++) {
		glossary_list_init(&list);
		add_words(&list, key, N);
		assert_ok(glossary_keep(&glossary, key, 2, &list));
		assert_int_equal(count_words(&glossary, key, key), N);
	}
	assert_int_equal(count_words(&glossary, "ah", "ah0000004"), 10);
	assert_int_equal(count_words(&glossary, "ah", "ah00000001"), 1);
	assert_int_equal(count_words(&glossary, "ah", "ah000000011"), 0);
	assert_int_equal(count_words(&glossary, "ah", "ai"), 0);
	assert_int_equal(count_words(&glossary, "ah", "a"), N);
	assert_null(glossary_find(&glossary, "aa", 2));
	glossary_list_init(&list);
	for (size_t i = 0; i < 20 * (size_t)N && status == LIM_OK; i++)
		status = glossary_add(&list, &word);
	assert_int_equal(status, LIM_E_LIMIT);
	glossary_list_done(&list);
	glossary_done(&glossary);
}

static void test_empty(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	struct buf list;
	uint32_t n;
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	buf_init(&list, 100);
	struct reader *reader = open_reader(dir);
	assert_int_equal(reader_passages(reader), 0);
	assert_int_equal(reader_documents(reader), 0);
	assert_int_equal(count_matches(reader, store_query_all()), 0);
	assert_int_equal(count_matches(reader, store_query_dates("2020", NULL)), 0);
	assert_ok(reader_frequency(reader, FIELD_TEXT, "a", 1, &n, &error));
	assert_int_equal(n, 0);
	assert_string_equal(words_of(reader, &list, "a"), "");
	reader_close(reader);
	assert_ok(reader_open(NULL, 0, ANALYSIS, &reader, &error));
	assert_int_equal(count_matches(reader, term_query("a")), 0);
	reader_close(reader);
	buf_done(&list);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
	const struct CMUnitTest tests[] = {
		TEST(test_passages), TEST(test_snapshot), TEST(test_race), TEST(test_several),
		TEST(test_words), TEST(test_glossary), TEST(test_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
