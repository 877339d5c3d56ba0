/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/filters.h"
#include "indexer/terms.h"
#include "stemmer/link.h"
#include "tests/test.h"

#define MAX ((size_t)64 << 20)

static struct terms terms;
static struct lexicon lexicon;
static struct vocabulary vocabulary;
static struct segment_terms result;

static int begin(void **state)
{
	(void)state;
	lexicon_init(&lexicon, MAX);
	vocabulary_init(&vocabulary, MAX);
	int status = terms_init(&terms, NULL);
	terms_segment(&terms, &lexicon, &vocabulary);
	return status;
}

static int end(void **state)
{
	(void)state;
	terms_done(&terms);
	lexicon_done(&lexicon);
	vocabulary_done(&vocabulary);
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
	uint32_t found = 0, number;
	assert_int_equal(lexicon_number(&lexicon, field, slice(term), &number), LIM_OK);
	for (size_t i = 0; i < result.n_terms; i++) {
		const struct store_posting *t = &result.terms[i];
		if (t->term != number)
			continue;
		assert_int_equal(t->field, field);
		assert_int_equal(found, 0);	/* each once */
		found = t->frequency;
	}
	return found;
}

static bool has_word(const char *word, const char *folded)
{
	uint32_t number = vocabulary_find(&vocabulary, slice(word));
	bool found = false;
	for (size_t i = 0; i < result.n_words; i++)
		found |= result.words[i] == number;
	if (!found)
		return false;
	struct lim_slice known = vocabulary.entries[number].folded;
	return known.len == strlen(folded) && memcmp(known.ptr, folded, known.len) == 0;
}

static uint32_t term_of(const char *term)
{
	struct lim_slice slice = {term, strlen(term)};
	return signature_term(term, strlen(term), is_link(slice));
}

static bool follow(const char *first, const char *second)
{
	return signature_holds(result.signature, signature_pair(term_of(first), term_of(second)));
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
	assert_true(has_word("chat", "chat"));
	assert_true(has_word("été", "ete"));
	assert_int_equal(result.length, 7);
	assert_true(follow("le", "chat"));
	assert_true(follow("chat", "mang"));
	assert_true(follow("mang", "ete"));
	/* What été may be a form of. */
	assert_true(follow("mang", "etre"));
	assert_int_equal(not_followed("chat", 100) > 60, 1);
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
	assert_int_equal(not_followed("sommeil", 100) > 60, 1);
	analyse("Sommeil\n\nUn chat dort.", "Sommeil");
	assert_int_equal(frequency(FIELD_TEXT, "sommeil"), 1);
	analyse("Un chien dort.", "Chats, chats siamois");
	assert_int_equal(frequency(FIELD_TEXT, "chat"), 2);
	terms_article(&terms, NULL);
	analyse("Un chien dort.", "");
	assert_int_equal(frequency(FIELD_TEXT, "chat"), 0);
	assert_int_equal(frequency(FIELD_TITLE, "chat"), 0);
}

/* What is said again takes no room. */
static void test_repetition(void **state)
{
	char text[2000] = "";
	(void)state;
	terms_article(&terms, NULL);
	for (int i = 0; i < 100; i++)
		strcat(text, "chat noir ");
	analyse(text, "");
	assert_int_equal(result.signature.len, (2 * 5 * 5 + 31) / 32);
	assert_true(follow("chat", "noir"));
	assert_true(follow("noir", "chat"));
}

/* The numbers of pairs begin anew, and nothing shows of it. */
static void test_many_words(void **state)
{
	char text[4096];
	unsigned n = 0;
	(void)state;
	terms_article(&terms, "Titre écrit");
	for (int round = 0; round < 6000; round++) {
		size_t len = 0;
		for (int i = 0; i < 50; i++)
			len += (size_t)snprintf(text + len, sizeof text - len, "é%u ", n++);
		analyse(text, "");
		assert_int_equal(frequency(FIELD_TITLE, "titr"), 1);
		assert_int_equal(frequency(FIELD_TEXT, "titr"), 1);
		assert_true(has_word("écrit", "ecrit"));
		assert_int_equal(result.length, 52);
		/* A pair is hardly ever taken for another. */
		assert_in_range(result.signature.len, (46 * 5 * 5 + 31) / 32, (49 * 5 * 5 + 31) / 32);
	}
}

/* Another segment has other numbers, for the title as well. */
static void test_segments(void **state)
{
	struct lexicon other;
	struct vocabulary words;
	uint32_t number;
	(void)state;
	terms_article(&terms, "Chats");
	analyse("Le chat dort 12 heures.", "");
	assert_int_equal(frequency(FIELD_TITLE, "chat"), 1);
	size_t n_terms = result.n_terms;
	lexicon_init(&other, MAX);
	vocabulary_init(&words, MAX);
	assert_int_equal(lexicon_number(&other, FIELD_TEXT, slice("premier"), &number), LIM_OK);
	terms_segment(&terms, &other, &words);
	terms_article(&terms, "Chats");
	analyse("Le chat dort 12 heures.", "");
	assert_int_equal(result.n_terms, n_terms);
	assert_int_equal(other.terms.count, n_terms + 1);
	for (size_t i = 0; i < n_terms; i++)
		assert_true(result.terms[i].term > 0 && result.terms[i].term <= n_terms);
	assert_int_equal(words.words.count, 6);
	lexicon_done(&other);
	vocabulary_done(&words);
}

/* Parts of a whole have the same title. */
static void test_same_title(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) {
		terms_article(&terms, "Chats siamois");
		analyse("Un chien dort.", "");
		assert_int_equal(frequency(FIELD_TITLE, "chat"), 1);
		assert_int_equal(frequency(FIELD_TEXT, "chat"), 1);
		assert_true(has_word("siamois", "siamois"));
		assert_int_equal(result.length, 5);
	}
	terms_article(&terms, "Chats siamoi");
	analyse("Un chien dort.", "");
	assert_false(has_word("siamois", "siamois"));
}

static bool has(const struct filters *filters, enum store_field field, const char *term)
{
	for (size_t i = 0; i < filters->n; i++)
		if (filters->list[i].field == field &&
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
		cmocka_unit_test_setup_teardown(test_repetition, begin, end),
		cmocka_unit_test_setup_teardown(test_many_words, begin, end),
		cmocka_unit_test_setup_teardown(test_segments, begin, end),
		cmocka_unit_test_setup_teardown(test_same_title, begin, end),
		cmocka_unit_test_setup_teardown(test_filters, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
