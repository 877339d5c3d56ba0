/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/filters.h"
#include "indexer/terms.h"
#include "tests/test.h"

static struct terms terms;
static struct segment_terms result;

static int begin(void **state)
{
	(void)state;
	return terms_init(&terms, NULL);
}

static int end(void **state)
{
	(void)state;
	terms_done(&terms);
	return 0;
}

static struct lim_slice slice(const char *string)
{
	return (struct lim_slice){string, strlen(string)};
}

static void analyse(const char *text, const char *heading)
{
	assert_int_equal(terms_passage(&terms, slice(text), slice(heading), &result), LIM_OK);
}

static uint32_t frequency(enum store_field field, const char *term)
{
	uint32_t found = 0;
	for (size_t i = 0; i < result.n_terms; i++) {
		const struct store_term *t = &result.terms[i];
		if (t->field == field && t->term.len == strlen(term) &&
		    memcmp(t->term.ptr, term, t->term.len) == 0) {
			assert_int_equal(found, 0);	/* each once */
			found = t->frequency;
		}
	}
	return found;
}

static size_t count_word(const char *word, const char *folded)
{
	size_t n = 0;
	for (size_t i = 0; i < result.n_words; i++) {
		const struct store_word *w = &result.words[i];
		n += w->word.len == strlen(word) && memcmp(w->word.ptr, word, w->word.len) == 0 &&
			w->folded.len == strlen(folded) &&
			memcmp(w->folded.ptr, folded, w->folded.len) == 0;
	}
	return n;
}

static bool follow(const char *first, const char *second)
{
	return signature_holds(result.signature, signature_pair(signature_term(first, strlen(first)),
		signature_term(second, strlen(second))));
}

/* Of so many terms, how many do surely not follow one. */
static unsigned not_followed(const char *first, unsigned n)
{
	char second[16];
	unsigned found = 0;
	for (unsigned i = 0; i < n; i++) {
		snprintf(second, sizeof second, "x%u", i);
		found += !follow(first, second);
	}
	return found;
}

static void test_passage(void **state)
{
	(void)state;
	terms_article(&terms, NULL);
	analyse("Le chat dort. Le chat mange l'été.", "");
	assert_int_equal(frequency(FIELD_TEXT, "chat"), 2);
	assert_int_equal(frequency(FIELD_TEXT, "le"), 2);
	assert_int_equal(frequency(FIELD_TITLE, "chat"), 0);
	assert_int_equal(count_word("chat", "chat"), 1);
	assert_int_equal(count_word("été", "ete"), 1);
	assert_int_equal(result.length, 7);
	assert_true(follow("le", "chat"));
	assert_true(follow("chat", "mang"));
	assert_true(follow("mang", "ete"));
	/* What été may be a form of. */
	assert_true(follow("mang", "etre"));
	assert_int_equal(not_followed("chat", 100) > 40, 1);
}

static void test_context(void **state)
{
	(void)state;
	terms_article(&terms, "Chats, chats siamois");
	analyse("Un chat dort.", "Sommeil");
	assert_int_equal(frequency(FIELD_TEXT, "chat"), 3);
	assert_int_equal(frequency(FIELD_TITLE, "chat"), 2);
	assert_int_equal(frequency(FIELD_TEXT, "sommeil"), 1);
	assert_int_equal(result.length, 7);
	assert_true(follow("un", "chat"));
	assert_int_equal(not_followed("sommeil", 100) > 40, 1);
	analyse("Sommeil\n\nUn chat dort.", "Sommeil");
	assert_int_equal(frequency(FIELD_TEXT, "sommeil"), 1);
	analyse("Un chien dort.", "Chats, chats siamois");
	assert_int_equal(frequency(FIELD_TEXT, "chat"), 2);
	terms_article(&terms, NULL);
	analyse("Un chien dort.", "");
	assert_int_equal(frequency(FIELD_TEXT, "chat"), 0);
	assert_int_equal(frequency(FIELD_TITLE, "chat"), 0);
}

/* The tables begin anew, and nothing shows of it. */
static void test_many_words(void **state)
{
	char text[4096];
	unsigned n = 0;
	(void)state;
	terms_article(&terms, "Titre écrit");
	for (int round = 0; round < 4000; round++) {
		size_t len = 0;
		for (int i = 0; i < 50; i++)
			len += (size_t)snprintf(text + len, sizeof text - len, "é%u ", n++);
		analyse(text, "");
		assert_int_equal(frequency(FIELD_TITLE, "titr"), 1);
		assert_int_equal(frequency(FIELD_TEXT, "titr"), 1);
		assert_int_equal(count_word("écrit", "ecrit"), 1);
		assert_int_equal(result.length, 52);
		assert_int_equal(result.signature.len, (49 * 11 + 31) / 32);
	}
}

/* What a segment notes is there the next time, and gone with the next segment. */
static void test_memos(void **state)
{
	(void)state;
	terms_article(&terms, "Chats");
	for (uint32_t round = 0; round < 3; round++) {
		if (round == 2)
			terms_segment(&terms);
		analyse("Le chat dort 12 heures.", "");
		for (size_t i = 0; i < result.n_terms; i++)
			assert_int_equal(*result.terms[i].memo, round == 1 ? i + 1 : 0);
		for (size_t i = 0; i < result.n_words; i++)
			assert_int_equal(*result.words[i].memo, round == 1 ? i + 1 : 0);
		for (uint32_t i = 0; i < result.n_terms; i++)
			*result.terms[i].memo = i + 1;
		for (uint32_t i = 0; i < result.n_words; i++)
			*result.words[i].memo = i + 1;
	}
}

static bool has(const struct filters *filters, enum store_field field, const char *term)
{
	for (size_t i = 0; i < filters->n; i++)
		if (filters->list[i].field == field && filters->list[i].frequency == 0 &&
		    filters->list[i].term.len == strlen(term) &&
		    memcmp(filters->list[i].term.ptr, term, strlen(term)) == 0)
			return true;
	return false;
}

static void test_filters(void **state)
{
	struct filters filters;
	struct store_article article = {.path = "/var/Été/a/var/Article.TXT.gz",
		.author = "Jean d'Ormesson"};
	(void)state;
	filters_init(&filters);
	assert_int_equal(filters_fill(&filters, terms.analyzer, &article, "text"), LIM_OK);
	assert_true(has(&filters, FIELD_AUTHOR, "jean"));
	assert_true(has(&filters, FIELD_AUTHOR, "ormesson"));
	assert_true(has(&filters, FIELD_TYPE, "text"));
	assert_true(has(&filters, FIELD_FOLDER, "ete"));
	assert_true(has(&filters, FIELD_FOLDER, "var"));
	assert_true(has(&filters, FIELD_FOLDER, "a"));
	assert_true(has(&filters, FIELD_EXTENSION, "txt"));
	assert_int_equal(filters.n, 7);
	article = (struct store_article){.path = "/\xff\xfe/.cache"};
	assert_int_equal(filters_fill(&filters, terms.analyzer, &article, NULL), LIM_OK);
	article = (struct store_article){.path = NULL};
	assert_int_equal(filters_fill(&filters, terms.analyzer, &article, NULL), LIM_OK);
	assert_int_equal(filters.n, 0);
	filters_done(&filters);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_passage, begin, end),
		cmocka_unit_test_setup_teardown(test_context, begin, end),
		cmocka_unit_test_setup_teardown(test_many_words, begin, end),
		cmocka_unit_test_setup_teardown(test_memos, begin, end),
		cmocka_unit_test_setup_teardown(test_filters, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
