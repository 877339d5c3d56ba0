/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "cli/tool.h"

struct values {
	bool batch, null;
	size_t number;
	const char *text;
	struct cli_list indexes;
	int color;
};

static const char *const colors[] = {"auto", "always", NULL};

#define VALUE(field) .offset = offsetof(struct values, field)

static const struct cli_option options[] = {
	{.letter = 'd', .name = "index", .argument = "DIR", .group = "g", .kind = CLI_LIST,
	 VALUE(indexes)},
	{.letter = 'n', .name = "number", .argument = "N", .group = "g", .kind = CLI_NUMBER,
	 VALUE(number), .max = 1000},
	{.letter = 't', .name = "text", .argument = "T", .group = "g", .kind = CLI_TEXT,
	 VALUE(text), .commands = 1},
	{.name = "batch", .group = "g", .kind = CLI_FLAG, VALUE(batch)},
	{.letter = '0', .name = "null", .group = "g", .kind = CLI_FLAG, VALUE(null)},
	{.name = "color", .argument = "WHEN", .group = "g", .kind = CLI_CHOICE, VALUE(color),
	 .choices = colors},
};

static const struct cli_command commands[] = {
	{"add", "PATH...", "h", 1},
	{"status", NULL, "h", 2},
};

static const struct cli_tool query = {.name = "query", .options = options, .n_options = 6,
	.dashed_operands = true};
static const struct cli_tool indexer = {.name = "indexer", .options = options, .n_options = 6,
	.commands = commands, .n_commands = 2};

static struct values values;
static struct cli_arguments arguments;

/* line: arguments apart by blanks. */
static int parse(const struct cli_tool *tool, const char *line)
{
	static char copy[256];
	char *argv[32] = {"tool"};
	int argc = 1;

	cli_list_done(&values.indexes);
	cli_arguments_done(&arguments);
	values = (struct values){.number = 10};
	strcpy(copy, line);
	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	return cli_arguments_parse(tool, argc, argv, &values, &arguments);
}

static void assert_operands(const char *expected)
{
	char joined[256] = "";

	for (size_t i = 0; i < arguments.operands.n; i++) {
		if (i)
			strcat(joined, " ");
		strcat(joined, arguments.operands.items[i]);
	}
	assert_string_equal(joined, expected);
}

static int teardown(void **state)
{
	(void)state;
	cli_list_done(&values.indexes);
	cli_arguments_done(&arguments);
	return 0;
}

struct row {
	const char *line;
	int status;
	const char *operands;
	size_t number;
};

static void dashed_words_stay_words(void **state)
{
	static const struct row rows[] = {
		{"-libye macron", CLI_CONTINUE, "-libye macron", 10},
		{"-danse", CLI_CONTINUE, "-danse", 10},
		{"-n 5 a", CLI_CONTINUE, "a", 5},
		{"a -n5 b", CLI_CONTINUE, "a b", 5},
		{"-n cinq", CLI_CONTINUE, "-n cinq", 10},
		{"-n5a a", CLI_CONTINUE, "-n5a a", 10},
		{"a -n", CLI_CONTINUE, "a -n", 10},
		{"-n -5", CLI_CONTINUE, "-n -5", 10},
		{"-01 a", CLI_CONTINUE, "-01 a", 10},
		{"- --- a", CLI_CONTINUE, "- --- a", 10},
		{"a -- --batch -n 5", CLI_CONTINUE, "a --batch -n 5", 10},
		{"--number=7 a", CLI_CONTINUE, "a", 7},
		{"--number 7 a", CLI_CONTINUE, "a", 7},
		{"--number=x a", 2, NULL, 0},
		{"-n 1001 a", 2, NULL, 0},
		{"-n 99999999999999999999 a", 2, NULL, 0},
		{"--bacth a", 2, NULL, 0},
		{"--batch=1 a", 2, NULL, 0},
		{"--color=sometimes a", 2, NULL, 0},
		{"a -d", 2, NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(parse(&query, rows[i].line), rows[i].status);
		if (rows[i].status == 2)
			continue;
		assert_operands(rows[i].operands);
		assert_int_equal(values.number, rows[i].number);
	}
}

static void values_are_stored(void **state)
{
	(void)state;
	assert_int_equal(parse(&query, "-d a --index=b --batch -0 --color=always"), CLI_CONTINUE);
	assert_int_equal(values.indexes.n, 2);
	assert_string_equal(values.indexes.items[0], "a");
	assert_string_equal(values.indexes.items[1], "b");
	assert_true(values.batch && values.null);
	assert_int_equal(values.color, 1);
	assert_int_equal(arguments.operands.n, 0);
}

static void classic_options_may_stand_anywhere(void **state)
{
	(void)state;
	assert_int_equal(parse(&indexer, "-0n5 add -tx a --number=3 b"), CLI_CONTINUE);
	assert_string_equal(arguments.command->name, "add");
	assert_operands("a b");
	assert_true(values.null);
	assert_int_equal(values.number, 3);
	assert_string_equal(values.text, "x");
	assert_int_equal(parse(&indexer, "add -- -a"), CLI_CONTINUE);
	assert_operands("-a");
	assert_int_equal(parse(&indexer, "add -"), CLI_CONTINUE);
	assert_operands("-");
}

static void classic_mistakes_are_reported(void **state)
{
	static const char *const lines[] = {"", "ad x", "add", "status x", "status -t x", "add -z",
		"add -n x", "add -n", "-libye add x"};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_int_equal(parse(&indexer, lines[i]), 2);
}

static void nearest_word_is_suggested(void **state)
{
	static const char *const words[] = {"format", "offset", "count", "color", NULL};

	(void)state;
	assert_string_equal(cli_word_nearest("fromat", words), "format");
	assert_string_equal(cli_word_nearest("off", words), "offset");
	assert_string_equal(cli_word_nearest("colour", words), "color");
	assert_null(cli_word_nearest("zzz", words));
	assert_null(cli_word_nearest("", words));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(dashed_words_stay_words, teardown),
		cmocka_unit_test_teardown(values_are_stored, teardown),
		cmocka_unit_test_teardown(classic_options_may_stand_anywhere, teardown),
		cmocka_unit_test_teardown(classic_mistakes_are_reported, teardown),
		cmocka_unit_test(nearest_word_is_suggested),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
