/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The contract of analyze.h beside its facts: callbacks, ceilings, the cache, the tables' order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "stemmer/analyze.h"
#include "stemmer/form.h"
#include "stemmer/table.h"

static struct analyzer *analyzer;

static int stop_at_third(void *ctx, const struct token *token)
{
	unsigned *count = ctx;
	(void)token;
	return ++*count == 3 ? 42 : 0;
}

static void test_callback_stops(void **state)
{
	unsigned count = 0;
	(void)state;
	assert_int_equal(analyze(analyzer, "un deux trois quatre", 20, ANALYZE_QUERY, stop_at_third,
		&count), 42);
	assert_int_equal(count, 3);
}

static int count_token(void *ctx, const struct token *token)
{
	(void)token;
	++*(unsigned *)ctx;
	return 0;
}

static void test_empty(void **state)
{
	unsigned count = 0;
	(void)state;
	assert_int_equal(analyze(analyzer, "", 0, ANALYZE_QUERY, count_token, &count), LIM_OK);
	assert_int_equal(count, 0);
}

static int keep_token(void *ctx, const struct token *token)
{
	*(struct token *)ctx = *token;
	return 0;
}

/* A word of odd length in bytes is cut in front of the character that the ceiling goes through. */
static void test_term_max(void **state)
{
	char text[512];
	size_t len = 1;
	struct token token = {0};
	(void)state;
	*text = 'q';
	while (len < 301)
		len += utf8_put(text + len, 0x416);	/* Ж */
	assert_int_equal(analyze(analyzer, text, len, ANALYZE_DOCUMENT, keep_token, &token), LIM_OK);
	assert_int_equal(token.term.len, TERM_MAX - 1);
	assert_int_equal(token.word.len, TERM_MAX - 1);
	assert_int_equal(token.start, 0);
	assert_int_equal(token.len, len);
}

static int add_term(void *ctx, const struct token *token)
{
	buf_add(ctx, token->term.ptr, token->term.len);
	return buf_addc(ctx, ' ');
}

/* More words than the cache holds. */
static void make_words(struct buf *text)
{
	buf_init(text, 8 << 20);
	for (unsigned i = 0; i < 150000; i++) {
		char word[16];
		size_t len = 0;
		for (unsigned n = i + 1; n > 0; n /= 26)
			word[len++] = (char)('a' + n % 26);
		buf_add(text, word, len);
		buf_adds(text, i % 2 ? " l'avion " : "é ");
	}
}

static uint32_t sum_bytes(struct lim_slice slice, uint32_t sum)
{
	for (size_t i = 0; i < slice.len; i++)
		sum = sum * 31 + (unsigned char)slice.ptr[i];
	return sum;
}

/* Counts in how many tokens l'avion has no memo. */
static int check_memo(void *ctx, const struct token *token)
{
	uint32_t sum = sum_bytes(token->term, sum_bytes(token->word, 1));
	assert_non_null(token->memo);
	assert_true(*token->memo == 0 || *token->memo == sum);
	if (*token->memo == 0 && token->word.len == 5 && memcmp(token->word.ptr, "avion", 5) == 0)
		++*(unsigned *)ctx;
	*token->memo = sum;
	return 0;
}

/* A memo is that of its token or 0; what is seen often keeps it when the cache is full. */
static void test_memos(void **state)
{
	struct buf text;
	unsigned avion = 0;
	(void)state;
	make_words(&text);
	analyzer_clear_memos(analyzer);
	for (int round = 0; round < 2; round++)
		assert_int_equal(analyze(analyzer, text.ptr, text.len, ANALYZE_DOCUMENT, check_memo,
			&avion), 0);
	assert_int_equal(avion, 1);
	analyzer_clear_memos(analyzer);
	assert_int_equal(analyze(analyzer, "l'avion", 7, ANALYZE_DOCUMENT, check_memo, &avion), 0);
	assert_int_equal(avion, 2);
	buf_done(&text);
}

/* Twice: forgetting changes no answer. */
static void test_cache_overflows(void **state)
{
	struct buf text, first, again;
	(void)state;
	buf_init(&first, 8 << 20);
	buf_init(&again, 8 << 20);
	make_words(&text);
	assert_int_equal(analyze(analyzer, text.ptr, text.len, ANALYZE_DOCUMENT, add_term, &first), 0);
	assert_int_equal(analyze(analyzer, text.ptr, text.len, ANALYZE_DOCUMENT, add_term, &again), 0);
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.ptr, again.ptr, first.len);
	buf_done(&text);
	buf_done(&first);
	buf_done(&again);
}

static void test_ceiling(void **state)
{
	struct buf buf;
	(void)state;
	buf_init(&buf, 5);
	assert_int_equal(analyze_fold("élan", 5, &buf), LIM_OK);
	buf_reset(&buf);
	assert_int_equal(analyze_fold("élevage", 8, &buf), LIM_E_LIMIT);
	buf_reset(&buf);
	assert_int_equal(analyze_normalize("ÉLEVAGE…", 11, &buf), LIM_E_LIMIT);
	buf_done(&buf);
}

static void check_table(const char *name, const struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const char *word = table->entries[i].word;
		if (i > 0 && strcmp(table->entries[i - 1].word, word) >= 0)
			fail_msg("%s: %s is out of order", name, word);
		assert_int_equal(table_find(table, word, strlen(word)), table->entries[i].kind);
		assert_int_not_equal(table->entries[i].kind, 0);
	}
	assert_int_equal(table_find(table, "", 0), 0);
	assert_int_equal(table_find(table, "zzz", 3), 0);
}

static void test_tables(void **state)
{
	(void)state;
	check_table("stop", &table_stop);
	check_table("elision", &table_elision);
	check_table("whole", &table_whole);
	check_table("clitic", &table_clitic);
	check_table("unit", &table_unit);
	check_table("abbreviation", &table_abbreviation);
}

/* Each kind of reading, in their order. */
static void test_forms(void **state)
{
	struct form_reading reading;
	const char *list = form_find("fonds", 5);
	(void)state;
	assert_non_null(list);
	assert_true(form_next(&list, &reading));
	assert_int_equal(reading.kind, FORM_TERM);
	assert_int_equal(reading.slice.len, 5);
	assert_memory_equal(reading.slice.ptr, "fonds", 5);
	assert_true(form_next(&list, &reading));
	assert_int_equal(reading.kind, FORM_TERM);
	assert_int_equal(reading.rank, FORM_LESSER);
	assert_memory_equal(reading.slice.ptr, "fondre", 6);
	assert_false(form_next(&list, &reading));
	list = form_find("fondent", 7);
	assert_true(form_next(&list, &reading));
	assert_int_equal(reading.kind, FORM_LIKE);
	list = form_find("nuit", 4);
	assert_true(form_next(&list, &reading));
	assert_int_equal(reading.kind, FORM_OWN);
	assert_int_equal(reading.slice.len, 0);
	list = form_find("résident", strlen("résident"));
	assert_true(form_next(&list, &reading) && form_next(&list, &reading));
	assert_int_equal(reading.kind, FORM_LIKE);
	assert_int_equal(reading.rank, FORM_LESSER);
	assert_memory_equal(reading.slice.ptr, "résider", strlen("résider"));
	list = form_find("été", strlen("été"));
	assert_true(form_next(&list, &reading) && form_next(&list, &reading));
	assert_int_equal(reading.rank, FORM_MUTE);
	assert_null(form_find("", 0));
	assert_null(form_find("nui", 2));
	assert_null(form_find("nuits", 5));
	assert_null(form_find("du", 2));
}

static int keep_flags(void *ctx, const struct token *token)
{
	*(unsigned *)ctx = *(unsigned *)ctx << 4 | token->flags;
	return 0;
}

/* A document's "été" is also a form of être; a query's is the season. */
static void test_weak(void **state)
{
	unsigned document = 0, query = 0;
	(void)state;
	analyze(analyzer, "été", 5, ANALYZE_DOCUMENT, keep_flags, &document);
	analyze(analyzer, "été", 5, ANALYZE_QUERY, keep_flags, &query);
	assert_int_equal(document, TOKEN_ALTERNATE);
	assert_int_equal(query, 0);
	document = 0;
	analyze(analyzer, "fondent", 7, ANALYZE_QUERY, keep_flags, &document);
	assert_int_equal(document, TOKEN_ALTERNATE);
}

static int set_up(void **state)
{
	(void)state;
	return analyzer_new(&analyzer, NULL);
}

static int tear_down(void **state)
{
	(void)state;
	analyzer_free(analyzer);
	analyzer_free(NULL);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_callback_stops),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_term_max),
		cmocka_unit_test(test_cache_overflows),
		cmocka_unit_test(test_memos),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_weak),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
