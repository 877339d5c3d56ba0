/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/corpus/support.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "corpus/date.h"

static void check_date(char *const *fields)
{
	struct document doc;
	document_init(&doc, 100);
	assert_int_equal(document_set_date(&doc, fields[0], strlen(fields[0])), LIM_OK);
	if (strcmp(fields[1], "-") != 0 && !doc.date)
		fail_msg("no date found in \"%s\"", fields[0]);
	assert_string_equal(doc.date ? doc.date : "-", fields[1]);
	document_done(&doc);
}

static void dates(void **state)
{
	(void)state;
	support_table("dates.tsv", 2, check_date);
}

static void what_is_no_date_leaves_the_date_alone(void **state)
{
	(void)state;
	struct document doc;
	document_init(&doc, 100);
	document_set_date(&doc, "2020", 4);
	document_set_date(&doc, "hier", 4);
	assert_string_equal(doc.date, "2020");
	document_done(&doc);
}

static void facts_are_cleaned(void **state)
{
	(void)state;
	struct document doc;
	document_init(&doc, 100);
	document_set(&doc, &doc.title, "\n Un \t titre\xc2\xa0", 14);
	assert_string_equal(doc.title, "Un titre");
	document_set(&doc, &doc.author, "a\xff\0b\x1b", 5);
	assert_string_equal(doc.author, "a\xef\xbf\xbd\xef\xbf\xbd" "b");
	document_set(&doc, &doc.url, " \n", 2);
	assert_null(doc.url);
	document_done(&doc);
}

static void a_long_fact_is_cut_at_a_character(void **state)
{
	(void)state;
	struct document doc;
	size_t len = 1 + 2 * 50000;
	char *text = malloc(len);
	assert_non_null(text);
	text[0] = 'a';
	for (size_t i = 1; i < len; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	document_init(&doc, 100);
	assert_int_equal(document_set(&doc, &doc.title, text, len), LIM_OK);
	assert_int_equal(strlen(doc.title), DOCUMENT_FACT_MAX - 1);
	assert_int_equal(utf8_valid(doc.title, strlen(doc.title)), DOCUMENT_FACT_MAX - 1);
	free(text);
	document_done(&doc);
}

static void blocks_are_trimmed_and_apart(void **state)
{
	(void)state;
	struct document doc;
	document_init(&doc, 100);
	document_add_block(&doc, BLOCK_HEADING, 1, " Un\n", 4);
	document_add_block(&doc, BLOCK_PARAGRAPH, 2, " \xc2\xa0\n", 4);
	document_add_block(&doc, BLOCK_PARAGRAPH, 3, "\xe2\x80\xaf" "deux", 7);
	assert_string_equal(doc.text.ptr, "Un\n\ndeux");
	assert_int_equal(doc.n_blocks, 2);
	assert_string_equal(support_block(&doc, 0), "H1 Un");
	assert_string_equal(support_block(&doc, 1), "P3 deux");
	support_check(&doc);
	document_done(&doc);
}

static void the_ceiling_of_the_text_holds(void **state)
{
	(void)state;
	struct document doc;
	document_init(&doc, 8);
	assert_int_equal(document_add_block(&doc, BLOCK_PARAGRAPH, 1, "12345", 5), LIM_OK);
	assert_int_equal(document_add_block(&doc, BLOCK_PARAGRAPH, 2, "12345", 5), LIM_E_LIMIT);
	assert_int_equal(doc.n_blocks, 1);
	document_reset(&doc);
	assert_int_equal(document_add_block(&doc, BLOCK_PARAGRAPH, 1, "12345678", 8), LIM_OK);
	document_done(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
		cmocka_unit_test(what_is_no_date_leaves_the_date_alone),
		cmocka_unit_test(facts_are_cleaned),
		cmocka_unit_test(a_long_fact_is_cut_at_a_character),
		cmocka_unit_test(blocks_are_trimmed_and_apart),
		cmocka_unit_test(the_ceiling_of_the_text_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
