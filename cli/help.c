/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --help, by the table. */
#include <stdio.h>
#include <string.h>

#include "cli/safe.h"
#include "cli/terminal.h"
#include "cli/tool.h"
#include "cli/wrap.h"

#define HELP_COLUMN 26

static void print_wrapped(const char *text, unsigned indent, unsigned column)
{
	struct cli_wrap wrap;
	unsigned width = cli_terminal_width(stdout);

	cli_wrap_begin(&wrap, stdout, indent, width < 100 ? width : 100, column);
	cli_wrap_add(&wrap, text, strlen(text));
	cli_wrap_end(&wrap);
}

/* One entry of a list: the term, then its explanation in the second column. */
static void print_entry(const char *term, const char *text)
{
	unsigned column = 2 + cli_text_width(term);

	printf("  %s", term);
	if (column + 2 > HELP_COLUMN) {
		putchar('\n');
		column = 0;
	}
	print_wrapped(text, HELP_COLUMN, column);
}

static void print_option(const struct cli_option *option)
{
	char term[128], letter[8] = "    ";

	if (option->letter)
		snprintf(letter, sizeof(letter), "-%c, ", option->letter);
	snprintf(term, sizeof(term), "%s--%s%s%s", letter, option->name,
		option->argument ? "=" : "", option->argument ? _(option->argument) : "");
	print_entry(term, _(option->help));
}

static void print_title(const char *title)
{
	putchar('\n');
	/* TRANSLATORS: the title of a list of commands or options. */
	printf(_("%s:"), title);
	putchar('\n');
}

static bool applies(const struct cli_option *option, const struct cli_command *command)
{
	return option->group && (!command || !option->commands || option->commands & command->bit);
}

static void print_options(const struct cli_tool *tool, const struct cli_command *command)
{
	const char *group = NULL;

	for (size_t i = 0; i < tool->n_options; i++) {
		const struct cli_option *option = &tool->options[i];

		if (!applies(option, command))
			continue;
		if (!group || strcmp(group, option->group) != 0)
			print_title(_(option->group));
		group = option->group;
		print_option(option);
	}
}

static void print_usage(const struct cli_tool *tool, const struct cli_command *command)
{
	if (command) {
		printf("%s %s [%s] %s%s%s\n\n", _("Usage:"), tool->name, _("OPTIONS"),
			command->name, command->operands ? " " : "",
			command->operands ? _(command->operands) : "");
		print_wrapped(_(command->help), 0, 0);
		return;
	}
	for (const char *const *usage = tool->usage; *usage; usage++)
		printf("%s %s %s\n", usage == tool->usage ? _("Usage:") : "      ", tool->name,
			_(*usage));
	putchar('\n');
	print_wrapped(_(tool->brief), 0, 0);
}

void cli_help_print(const struct cli_tool *tool, const struct cli_command *command)
{
	char term[128];

	print_usage(tool, command);
	if (tool->commands && !command) {
		print_title(_("Commands"));
		for (size_t i = 0; i < tool->n_commands; i++) {
			const struct cli_command *c = &tool->commands[i];

			snprintf(term, sizeof(term), "%s %s", c->name,
				c->operands ? _(c->operands) : "");
			print_entry(term, _(c->help));
		}
	}
	print_options(tool, command);
	if (tool->footer && !command) {
		putchar('\n');
		print_wrapped(_(tool->footer), 0, 0);
	}
}
