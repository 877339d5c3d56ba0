/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The manual page, by the table and the chapters: roff for man(7), in ASCII, in English. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/safe.h"
#include "cli/tool.h"

/* Text that roff shows as it is: nothing in it is a request, an escape or a typographic hyphen. */
static void put_text(const char *text, size_t len)
{
	uint32_t code;

	if (len && (*text == '.' || *text == '\''))
		fputs("\\&", stdout);
	for (size_t i = 0; i < len;) {
		i += cli_char_decode(text + i, len - i, &code);
		if (code == '\\')
			fputs("\\e", stdout);
		else if (code == '-')
			fputs("\\-", stdout);
		else if (code == '\'')
			fputs("\\(aq", stdout);
		else if (code == '^' || code == '~' || code == '`')
			printf("\\(%s", code == '^' ? "ha" : code == '~' ? "ti" : "ga");
		else if (code < 0x80)
			putchar((int)code);
		else
			printf("\\[u%04X]", (unsigned)code);
	}
}

static void put_line(const char *text, size_t len)
{
	put_text(text, len);
	putchar('\n');
}

static void put_entry(const char *line, size_t len)
{
	const char *tab = memchr(line, '\t', len);
	size_t term = (size_t)(tab - line);

	fputs(".TP\n\\fB", stdout);
	put_text(line, term);
	fputs("\\fR\n", stdout);
	put_line(tab + 1, len - term - 1);
}

static void put_example(const char *line, size_t len)
{
	fputs(".RS 4\n.nf\n", stdout);
	put_line(line + 2, len - 2);
	fputs(".fi\n.RE\n", stdout);
}

static void put_chapter(const struct cli_chapter *chapter)
{
	const char *line = chapter->text;
	bool listed = false;

	printf(".SH %s\n", chapter->title);
	for (size_t len; *line; line += len + (line[len] == '\n')) {
		len = strcspn(line, "\n");
		if (len == 0 || (listed && !memchr(line, '\t', len)))
			fputs(".PP\n", stdout);
		listed = memchr(line, '\t', len) != NULL;
		if (listed)
			put_entry(line, len);
		else if (strncmp(line, "  ", 2) == 0)
			put_example(line, len);
		else if (len)
			put_line(line, len);
	}
}

/* " (add, remove)", for options that do not go with every command. */
static void put_commands(const struct cli_tool *tool, unsigned bits)
{
	const char *before = " (";

	for (size_t i = 0; i < tool->n_commands; i++) {
		if (!(tool->commands[i].bit & bits))
			continue;
		printf("%s%s", before, tool->commands[i].name);
		before = ", ";
	}
	putchar(')');
}

static void put_option(const struct cli_tool *tool, const struct cli_option *option)
{
	fputs(".TP\n", stdout);
	if (option->letter)
		printf("\\fB\\-%c\\fR, ", option->letter);
	fputs("\\fB\\-\\-", stdout);
	put_text(option->name, strlen(option->name));
	fputs("\\fR", stdout);
	if (option->argument)
		printf("=\\fI%s\\fR", option->argument);
	putchar('\n');
	put_text(option->help, strlen(option->help));
	if (option->commands)
		put_commands(tool, option->commands);
	fputs(".\n", stdout);
}

static void put_options(const struct cli_tool *tool)
{
	const char *group = NULL;

	fputs(".SH OPTIONS\n", stdout);
	for (size_t i = 0; i < tool->n_options; i++) {
		const struct cli_option *option = &tool->options[i];

		if (!option->group)
			continue;
		if (!group || strcmp(group, option->group) != 0)
			printf(".SS %s\n", option->group);
		group = option->group;
		put_option(tool, option);
	}
}

static void put_commands_chapter(const struct cli_tool *tool)
{
	fputs(".SH COMMANDS\n", stdout);
	for (size_t i = 0; i < tool->n_commands; i++) {
		const struct cli_command *command = &tool->commands[i];

		printf(".TP\n\\fB%s\\fR", command->name);
		if (command->operands)
			printf(" \\fI%s\\fR", command->operands);
		putchar('\n');
		put_text(command->help, strlen(command->help));
		fputs(".\n", stdout);
	}
}

static void put_title(const struct cli_tool *tool)
{
	fputs(".\\\" SPDX-License-Identifier: GPL-2.0-or-later\n.TH ", stdout);
	for (const char *c = tool->name; *c; c++)
		putchar(toupper((unsigned char)*c));
	printf(" 1 \"\" \"Limier %s\" \"Limier\"\n.nh\n.ad l\n.SH NAME\n", tool->version);
	put_text(tool->name, strlen(tool->name));
	fputs(" \\- ", stdout);
	put_line(tool->brief, strlen(tool->brief));
}

void cli_man_print(const struct cli_tool *tool)
{
	put_title(tool);
	fputs(".SH SYNOPSIS\n", stdout);
	for (const char *const *usage = tool->usage; *usage; usage++) {
		if (usage != tool->usage)
			fputs(".br\n", stdout);
		fputs("\\fB", stdout);
		put_text(tool->name, strlen(tool->name));
		fputs("\\fR ", stdout);
		put_line(*usage, strlen(*usage));
	}
	if (tool->n_chapters)
		put_chapter(&tool->chapters[0]);
	if (tool->commands)
		put_commands_chapter(tool);
	put_options(tool);
	for (size_t i = 1; i < tool->n_chapters; i++)
		put_chapter(&tool->chapters[i]);
}
