/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/number.h"
#include "store/layout.h"
#include "store/signature.h"
#include "store/term.h"
#include "tests/store/helper.h"

static const struct store_search_options all = {.any_order = true, .count = 100, .check_at_least = 100};

static struct reader *make_index(const char *dir)
{
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer);
	add_article(segment, "/a", "2021-08-16", "le chat noir\nle chat gris et le chien");
	add_article(segment, "/b", "2021-08", "le chien noir\nun oiseau");
	add_article(segment, "/c", "2021", "le chat chat chat");
	add_article(segment, "/d", NULL, "le loup noir chat");
	add_article(segment, "/e", "2022-01-01", "une souris");
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	return open_reader(dir);
}

static struct store_query *two(enum store_op op, const char *a, const char *b)
{
	return store_query_combine(op, (struct store_query *[]){term_query(a), term_query(b)}, 2);
}

static void test_operators(void **state)
{
	struct reader *reader = make_index(below(state, "index"));
	assert_string_equal(list_matches(reader, two(OP_AND, "chat", "noir"), &all), "/a#0 /d#0");
	assert_string_equal(list_matches(reader, two(OP_AND_NOT, "noir", "chat"), &all), "/b#0");
	assert_string_equal(list_matches(reader, two(OP_AND_MAYBE, "chat", "loup"), &all),
		"/d#0 /c#0 /a#0 /a#1");
	assert_string_equal(list_matches(reader, two(OP_FILTER, "noir", "chien"), &all), "/b#0");
	assert_string_equal(list_matches(reader, two(OP_OR, "oiseau", "souris"), &all), "/b#1 /e#0");
	assert_string_equal(list_matches(reader, two(OP_FIRST, "oiseau", "loup"), &all), "/b#1 /d#0");
	assert_int_equal(count_matches(reader, store_query_all()), 7);
	assert_int_equal(count_matches(reader, store_query_nothing()), 0);
	assert_int_equal(count_matches(reader, store_query_combine(OP_AND, NULL, 0)), 0);
	assert_int_equal(count_matches(reader, term_query("")), 0);
	assert_int_equal(count_matches(reader, store_query_term(FIELD_TEXT, "a\0b", 3, 1)), 0);
	assert_string_equal(list_matches(reader, store_query_article(reader, "/b"), &all), "/b#0 /b#1");
	assert_int_equal(count_matches(reader, store_query_article(reader, "/zz")), 0);
	assert_int_equal(count_matches(reader, store_query_filter(reader, FIELD_EXTENSION, "txt", 3)), 7);
	assert_int_equal(count_matches(reader, store_query_filter(reader, FIELD_EXTENSION, "tx", 2)), 0);
	assert_int_equal(count_matches(reader, store_query_filter(reader, FIELD_TYPE, "txt", 3)), 0);
	reader_close(reader);
}

static void test_null_children(void **state)
{
	(void)state;
	assert_null(store_query_combine(OP_OR, (struct store_query *[]){term_query("a"), NULL}, 2));
	assert_null(store_query_combine(OP_OR, (struct store_query *[]){NULL}, 1));
	assert_null(store_query_check(NULL, NULL, NULL, NULL));
	store_query_free(NULL);
}

static double weight_of_first(struct reader *reader, struct store_query *q)
{
	struct store_matches matches;
	assert_ok(store_search(reader, q, &all, &matches, &error));
	assert_true(matches.n > 0);
	double weight = matches.matches[0].weight;
	store_matches_done(&matches);
	store_query_free(q);
	return weight;
}

static void test_weights(void **state)
{
	struct reader *reader = make_index(below(state, "index"));
	double once = weight_of_first(reader, term_query("loup"));
	assert_true(once > 0);
	double twice = weight_of_first(reader, store_query_term(FIELD_TEXT, "loup", 4, 2));
	assert_true(twice > 1.999 * once && twice < 2.001 * once);
	assert_true(weight_of_first(reader, store_query_term(FIELD_TEXT, "loup", 4, 0)) == 0);
	assert_true(weight_of_first(reader, store_query_filter(reader, FIELD_EXTENSION, "txt", 3)) == 0);
	reader_close(reader);
}

static void test_dates(void **state)
{
	static const struct {
		const char *from, *to, *matches;
	} facts[] = {
		{"2021-08", "2021-08", "/a#0 /a#1 /b#0 /b#1"},
		{"2021-08-16", "2021-08-16", "/a#0 /a#1"},
		{"2021-08-01", "2021-08-15", "/b#0 /b#1"},
		{"2021", "2021", "/a#0 /a#1 /b#0 /b#1 /c#0"},
		{"2021-01-01", "2021-12-31", "/a#0 /a#1 /b#0 /b#1 /c#0"},
		{"2021-01-02", NULL, "/a#0 /a#1 /b#0 /b#1 /e#0"},
		{NULL, "2021-07", "/c#0"},
		{"2022", NULL, "/e#0"},
		{"2022-01-01", "2022-01-01", "/e#0"},
		{NULL, NULL, "/a#0 /a#1 /b#0 /b#1 /c#0 /e#0"},
		{"2022", "2021", ""},
	};
	struct reader *reader = make_index(below(state, "index"));
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		assert_string_equal(list_matches(reader, store_query_dates(facts[i].from, facts[i].to),
			&all), facts[i].matches);
	reader_close(reader);
}

/* Two ids of one key: the first two numbers that have one. */
static void find_twins(char twins[2][16])
{
	static int by_key[1 << 8 * ARTICLE_KEY];
	unsigned char key[ARTICLE_KEY];
	memset(by_key, 0, sizeof by_key);
	for (int i = 1;; i++) {
		snprintf(twins[1], sizeof twins[1], "/%d", i);
		article_key(twins[1], (char *)key);
		int *known = &by_key[be_get(key, ARTICLE_KEY)];
		if (*known > 0) {
			snprintf(twins[0], sizeof twins[0], "/%d", *known);
			return;
		}
		*known = i;
	}
}

static void test_article(void **state)
{
	const char *dir = below(state, "index");
	char twins[2][16], expected[128];
	find_twins(twins);
	const char *const ids[] = {"/x", twins[0], twins[1]};
	add_run(dir, ids, 3, "un\ndeux");
	add_one(dir, "/y", "trois");
	struct reader *reader = open_reader(dir);
	for (int i = 0; i < 2; i++) {
		snprintf(expected, sizeof expected, "%s#0 %s#1", twins[i], twins[i]);
		assert_string_equal(list_matches(reader, store_query_article(reader, twins[i]), &all),
			expected);
	}
	assert_int_equal(count_matches(reader, store_query_article(reader, "/")), 0);
	assert_string_equal(list_matches(reader, store_query_article(reader, "/y"), &all), "/y#0");
	reader_close(reader);
}

/* More places than are made one query. */
static void test_many_places(void **state)
{
	const char *dir = below(state, "index");
	struct writer *writer = open_writer(dir);
	for (int part = 0; part < 2; part++) {
		struct segment *segment = new_segment(writer);
		for (int i = 0; i < 90; i++) {
			char id[32], folder[16];
			snprintf(id, sizeof id, "/%d/%d", part, i);
			snprintf(folder, sizeof folder, "f%d", i);
			struct store_article article = {.path = id};
			struct store_term filters[] = {{.term = {"all", 3}, .field = FIELD_FOLDER},
				{.term = {folder, strlen(folder)}, .field = FIELD_FOLDER},
				{.term = {i % 2 ? "odd" : "even", i % 2 ? 3 : 4}, .field = FIELD_TYPE}};
			struct store_passage passage = {.text = {"x", 1}};
			struct segment_terms none = {0};
			assert_ok(segment_article(segment, &article, filters, 3, &error));
			assert_ok(segment_add(segment, &passage, &none, &error));
		}
		assert_ok(segment_finish(segment, &error));
		segment_free(segment);
	}
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
	delete_run(dir, "/1/8");
	struct reader *reader = open_reader(dir);
	assert_int_equal(count_matches(reader, store_query_filter(reader, FIELD_FOLDER, "all", 3)), 179);
	assert_int_equal(count_matches(reader, store_query_filter(reader, FIELD_TYPE, "odd", 3)), 90);
	assert_int_equal(count_matches(reader, store_query_filter(reader, FIELD_TYPE, "even", 4)), 89);
	assert_string_equal(list_matches(reader, store_query_filter(reader, FIELD_FOLDER, "f8", 2), &all),
		"/0/8#0");
	reader_close(reader);
}

/* ---- checks */

struct phrase {
	const char *first, *second;
	size_t asked;
};

static bool holds_phrase(void *ctx, const struct candidate *candidate)
{
	struct phrase *phrase = ctx;
	struct lim_slice s = candidate_signature(candidate);
	phrase->asked++;
	assert_true(candidate_ref(candidate).id > 0 && s.len > 0);
	return signature_holds(s, signature_pair(
		signature_term(phrase->first, strlen(phrase->first), false),
		signature_term(phrase->second, strlen(phrase->second), false)));
}

static struct store_query *phrase_query(struct reader *reader, struct phrase *phrase)
{
	return store_query_check(reader, two(OP_AND, phrase->first, phrase->second), holds_phrase, phrase);
}

static void test_check(void **state)
{
	struct reader *reader = make_index(below(state, "index"));
	struct phrase black = {"noir", "chat", 0}, dog = {"chien", "noir", 0}, wolf = {"loup", "noir", 0};
	assert_string_equal(list_matches(reader, phrase_query(reader, &black), &all), "/d#0");
	assert_true(black.asked >= 2);
	/* The checks of children live on in what combines them. */
	struct store_query *either = store_query_combine(OP_OR, (struct store_query *[]){
		phrase_query(reader, &dog), phrase_query(reader, &wolf)}, 2);
	struct store_query *q = store_query_combine(OP_AND_NOT, (struct store_query *[]){
		term_query("noir"), either}, 2);
	char *description = store_query_describe(q);
	assert_non_null(description);
	free(description);
	assert_string_equal(list_matches(reader, q, &all), "/a#0");
	reader_close(reader);
}

static void test_totals(void **state)
{
	const char *dir = below(state, "index");
	struct store_matches matches;
	struct store_search_options options = {.count = 1, .check_at_least = 1000};
	static char text[3 * 500 + 1];
	for (size_t i = 0; i < 500; i++)
		memcpy(text + 3 * i, "mm\n", 3);
	add_one(dir, "/a", text);
	add_one(dir, "/b", text);
	add_one(dir, "/c", text);
	delete_run(dir, "/b");
	struct reader *reader = open_reader(dir);
	struct store_query *q = term_query("mm");
	assert_ok(store_search(reader, q, &options, &matches, &error));
	assert_int_equal(matches.total, 1000);
	assert_int_equal(matches.n, 1);
	store_matches_done(&matches);
	store_query_free(q);
	assert_int_equal(reader_documents(reader), 1000);
	reader_close(reader);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
	const struct CMUnitTest tests[] = {
		TEST(test_operators), TEST(test_null_children), TEST(test_weights), TEST(test_dates),
		TEST(test_article), TEST(test_many_places), TEST(test_check), TEST(test_totals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
