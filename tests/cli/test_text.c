/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What goes out: safe text, words, wrapped lines, JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "cli/json.h"
#include "cli/lines.h"
#include "cli/safe.h"
#include "cli/wrap.h"

typedef void (*print)(FILE *out, const char *text, size_t len);

static void assert_printed(print function, const char *text, size_t len, const char *expected)
{
	char *printed = NULL;
	size_t size;
	FILE *out = open_memstream(&printed, &size);

	assert_non_null(out);
	function(out, text, len);
	fclose(out);
	assert_string_equal(printed, expected);
	free(printed);
}

struct row {
	const char *text, *expected;
};

static void unsafe_characters_become_visible(void **state)
{
	static const struct row rows[] = {
		{"déjà vu", "déjà vu"},
		{"a\x1b[31mb", "a␛[31mb"},
		{"a\tb\nc\rd", "a␉b␊c␍d"},
		{"a\x7f", "a␡"},
		{"a\xc2\x9b" "31m", "a<U+009B>31m"},
		{"\xe2\x80\xae" "abc", "<U+202E>abc"},
		{"\xe2\x81\xa6" "abc", "<U+2066>abc"},
		{"\xff" "a\xc3", "\uFFFDa\uFFFD"},
		{"\xe2\x80", "\uFFFD"},
		{"\xc0\xaf", "\uFFFD\uFFFD"},
		{"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},
		{"\xf0\x9f\x90\x95", "\U0001F415"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_printed(cli_print_safe, rows[i].text, strlen(rows[i].text),
			rows[i].expected);
	assert_printed(cli_print_safe, "a\0b", 3, "a␀b");
}

static void words_have_no_blanks(void **state)
{
	static const struct row rows[] = {
		{"/a/b.txt", "/a/b.txt"},
		{"a b\tc\n", "a%20b%09c%0A"},
		{"50%", "50%"},
		{"a\u00A0b\u202Fc\u2028d", "a%C2%A0b%E2%80%AFc%E2%80%A8d"},
		{"\xff", "%FF"},
		{"\xf0\x9f\x90", "%F0%9F%90"},
		{"\uFFFD", "\uFFFD"},
		{"été", "été"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_printed(cli_print_word, rows[i].text, strlen(rows[i].text),
			rows[i].expected);
}

static void wrap(FILE *out, const char *text, size_t len)
{
	struct cli_wrap wrap;

	cli_wrap_begin(&wrap, out, 2, 12, 0);
	cli_wrap_add(&wrap, text, len);
	cli_wrap_end(&wrap);
}

static void text_is_wrapped(void **state)
{
	static const struct row rows[] = {
		{"un deux trois quatre", "  un deux\n  trois\n  quatre\n"},
		{"  un \n\t deux  ", "  un deux\n"},
		{"dix colonn", "  dix colonn\n"},
		{"dix colonne", "  dix\n  colonne\n"},
		{"été déjà à", "  été déjà à\n"},
		{"a « b\u00A0» c d e", "  a « b\u00A0» c\n  d e\n"},
		{"anticonstitutionnellement a", "  anticonstitutionnellement\n  a\n"},
		{"a\x1b[m", "  a␛[m\n"},
		{"", "\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_printed(wrap, rows[i].text, strlen(rows[i].text), rows[i].expected);
}

static void keep(FILE *out, const char *text, size_t len)
{
	struct cli_wrap wrap;

	cli_wrap_begin(&wrap, out, 0, 10, 0);
	cli_wrap_add(&wrap, "un mot ", 7);
	cli_wrap_keep(&wrap, text, len);
	cli_wrap_end(&wrap);
}

static void names_are_kept_together(void **state)
{
	(void)state;
	assert_printed(keep, "a  b.txt", 8, "un mot\na  b.txt\n");
	assert_printed(keep, "a\nb", 3, "un mot a␊b\n");
}

static void monstrous_words_lose_nothing(void **state)
{
	char word[2001], expected[2004];

	(void)state;
	memset(word, 'x', 2000);
	word[2000] = '\0';
	snprintf(expected, sizeof(expected), "  %s\n", word);
	assert_printed(wrap, word, 2000, expected);
}

static void lines_hold_anything(void **state)
{
	static char text[] = "a\0b\n\nlonger\nlast";
	struct cli_lines lines;
	FILE *in = fmemopen(text, sizeof(text) - 1, "r");

	(void)state;
	cli_lines_init(&lines, in, '\n', 4);
	assert_int_equal(cli_lines_next(&lines), CLI_LINES_OK);
	assert_int_equal(lines.len, 3);
	assert_memory_equal(lines.line, "a\0b", 4);
	assert_int_equal(cli_lines_next(&lines), CLI_LINES_OK);
	assert_int_equal(lines.len, 0);
	assert_int_equal(cli_lines_next(&lines), CLI_LINES_LONG);
	assert_string_equal(lines.line, "long");
	assert_int_equal(cli_lines_next(&lines), CLI_LINES_OK);
	assert_string_equal(lines.line, "last");
	assert_int_equal(lines.number, 4);
	assert_int_equal(cli_lines_next(&lines), CLI_LINES_END);
	cli_lines_done(&lines);
	fclose(in);
}

static void assert_json(json_t *value, const char *expected)
{
	char *text = json_dumps(value, JSON_ENCODE_ANY);

	json_decref(value);
	assert_string_equal(text, expected);
	free(text);
}

static void json_is_valid_whatever_comes(void **state)
{
	(void)state;
	assert_json(cli_json_text("a\xff" "b"), "\"a\uFFFDb\"");
	assert_json(cli_json_text("été"), "\"été\"");
	assert_json(cli_json_text(NULL), "null");
	assert_json(cli_json_bytes("a\0b", 3), "\"a\\u0000b\"");
	assert_json(cli_json_real(1.0 / 0.0), "null");
	assert_json(cli_json_count_or_null(0), "null");
	assert_json(cli_json_count(0), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unsafe_characters_become_visible),
		cmocka_unit_test(words_have_no_blanks),
		cmocka_unit_test(text_is_wrapped),
		cmocka_unit_test(names_are_kept_together),
		cmocka_unit_test(monstrous_words_lose_nothing),
		cmocka_unit_test(lines_hold_anything),
		cmocka_unit_test(json_is_valid_whatever_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
