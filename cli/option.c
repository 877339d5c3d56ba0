/* SPDX-License-Identifier: GPL-2.0-or-later */
/* argv → values, by the table. */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/tool.h"

#define MOST_OPTIONS 64	/* bits of parser.seen */

struct parser {
	const struct cli_tool *tool;
	char **argv;
	int argc, next;		/* next: index of the argument to be read next */
	void *values;
	struct cli_arguments *arguments;
	uint64_t seen;		/* bits of the options that occurred */
	const struct cli_option *show;	/* the option that shows something and ends, or NULL */
};

void cli_list_add(struct cli_list *list, const char *text)
{
	/* The array doubles whenever its length is a power of two. */
	if ((list->n & (list->n - 1)) == 0) {
		size_t room = list->n ? 2 * list->n : 1;

		list->items = realloc(list->items, room * sizeof(*list->items));
		if (!list->items)
			cli_memory_fail();
	}
	list->items[list->n++] = text;
}

void cli_list_done(struct cli_list *list)
{
	free(list->items);
	*list = (struct cli_list){0};
}

void cli_arguments_done(struct cli_arguments *arguments)
{
	cli_list_done(&arguments->operands);
}

int cli_usage_error(const struct cli_tool *tool, const char *format, ...)
{
	char what[512], next_step[128];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	snprintf(next_step, sizeof(next_step), _("\"%s --help\" shows how it is called"),
		tool->name);
	cli_error(next_step, "%s", what);
	return 2;
}

static const struct cli_option *find_letter(const struct parser *p, char letter)
{
	for (size_t i = 0; i < p->tool->n_options; i++)
		if (letter && p->tool->options[i].letter == letter)
			return &p->tool->options[i];
	return NULL;
}

static const struct cli_option *find_name(const struct parser *p, const char *name, size_t len)
{
	for (size_t i = 0; i < p->tool->n_options; i++) {
		const char *known = p->tool->options[i].name;

		if (strncmp(known, name, len) == 0 && !known[len])
			return &p->tool->options[i];
	}
	return NULL;
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

static int set_number(struct parser *p, const struct cli_option *option, const char *text)
{
	unsigned long long number;

	if (!is_number(text))
		return cli_usage_error(p->tool, _("--%s takes a number, not \"%s\""),
			option->name, text);
	errno = 0;
	number = strtoull(text, NULL, 10);
	if (errno || number > option->max)
		return cli_usage_error(p->tool, _("--%s takes at most %zu"), option->name,
			option->max);
	*(size_t *)((char *)p->values + option->offset) = (size_t)number;
	return CLI_CONTINUE;
}

/* Writes "text, json, jsonl" to out, cutting what does not fit. */
static void join_words(const char *const *words, char *out, size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (; *words && len < size; words++)
		len += (size_t)snprintf(out + len, size - len, "%s%s", len ? ", " : "", *words);
}

static int set_choice(struct parser *p, const struct cli_option *option, const char *text)
{
	char known[256];

	for (int i = 0; option->choices[i]; i++) {
		if (strcmp(option->choices[i], text) == 0) {
			*(int *)((char *)p->values + option->offset) = i;
			return CLI_CONTINUE;
		}
	}
	join_words(option->choices, known, sizeof(known));
	return cli_usage_error(p->tool, _("--%s does not know \"%s\", only: %s"), option->name,
		text, known);
}

/* text is NULL exactly for options without an argument. */
static int set_option(struct parser *p, const struct cli_option *option, const char *text)
{
	char *value = (char *)p->values + option->offset;

	p->seen |= UINT64_C(1) << (option - p->tool->options);
	switch (option->kind) {
	case CLI_FLAG:
		*(bool *)value = true;
		break;
	case CLI_NUMBER:
		return set_number(p, option, text);
	case CLI_TEXT:
		*(const char **)value = text;
		break;
	case CLI_LIST:
		cli_list_add((struct cli_list *)value, text);
		break;
	case CLI_CHOICE:
		return set_choice(p, option, text);
	default:
		if (!p->show)
			p->show = option;
	}
	return CLI_CONTINUE;
}

static int set_with_next(struct parser *p, const struct cli_option *option)
{
	if (!option->argument)
		return set_option(p, option, NULL);
	if (p->next == p->argc)
		return cli_usage_error(p->tool, _("--%s needs a value: %s"), option->name,
			_(option->argument));
	return set_option(p, option, p->argv[p->next++]);
}

static int report_unknown(const struct parser *p, const char *name, size_t len)
{
	const char *names[MOST_OPTIONS + 1], *nearest;
	char wrong[64];
	size_t n = 0;

	for (size_t i = 0; i < p->tool->n_options; i++)
		if (p->tool->options[i].group)
			names[n++] = p->tool->options[i].name;
	names[n] = NULL;
	snprintf(wrong, sizeof(wrong), "%.*s", (int)len, name);
	nearest = len < sizeof(wrong) ? cli_word_nearest(wrong, names) : NULL;
	if (nearest)
		return cli_usage_error(p->tool, _("unknown option --%s; did you mean --%s?"), wrong,
			nearest);
	return cli_usage_error(p->tool, _("unknown option --%s"), wrong);
}

/* name: what follows the two dashes. */
static int parse_long(struct parser *p, const char *name)
{
	size_t len = strcspn(name, "=");
	const struct cli_option *option = find_name(p, name, len);

	if (!option)
		return report_unknown(p, name, len);
	if (!name[len])
		return set_with_next(p, option);
	if (!option->argument)
		return cli_usage_error(p->tool, _("--%s takes no value"), option->name);
	return set_option(p, option, name + len + 1);
}

/* letters: what follows the dash, as in -qj4. */
static int parse_letters(struct parser *p, const char *letters)
{
	int status = CLI_CONTINUE;

	for (; *letters && status == CLI_CONTINUE; letters++) {
		const struct cli_option *option = find_letter(p, *letters);

		if (!option)
			return cli_usage_error(p->tool, _("unknown option -%c"), *letters);
		if (option->argument && letters[1])
			return set_option(p, option, letters + 1);
		status = set_with_next(p, option);
		if (option->argument)
			break;
	}
	return status;
}

/*
 * The option that -x is among operands that may begin with a dash, or NULL. Only numbers may be
 * glued to their letter: -danse is a word.
 */
static const struct cli_option *find_exact(const struct parser *p, const char *argument)
{
	const struct cli_option *option = find_letter(p, argument[1]);
	const char *value = argument + 2;

	if (!option)
		return NULL;
	if (option->kind == CLI_NUMBER) {
		if (!*value)
			value = p->next < p->argc ? p->argv[p->next] : "";
		return is_number(value) ? option : NULL;
	}
	return *value ? NULL : option;
}

static bool is_long(const struct parser *p, const char *argument)
{
	char first = argument[0] == '-' && argument[1] == '-' ? argument[2] : '\0';

	if (!p->tool->dashed_operands)
		return first != '\0';
	/* "---" and the like are punctuation. */
	return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
}

static int parse_argument(struct parser *p, const char *argument)
{
	if (is_long(p, argument))
		return parse_long(p, argument + 2);
	if (argument[0] == '-' && argument[1]) {
		const struct cli_option *option;

		if (!p->tool->dashed_operands)
			return parse_letters(p, argument + 1);
		option = find_exact(p, argument);
		if (option && argument[2])
			return set_option(p, option, argument + 2);
		if (option)
			return set_with_next(p, option);
	}
	cli_list_add(&p->arguments->operands, argument);
	return CLI_CONTINUE;
}

static int report_unknown_command(const struct cli_tool *tool, const char *word)
{
	const char *names[32], *nearest;
	size_t n = 0;

	for (size_t i = 0; i < tool->n_commands && n < 31; i++)
		names[n++] = tool->commands[i].name;
	names[n] = NULL;
	nearest = cli_word_nearest(word, names);
	if (nearest)
		return cli_usage_error(tool, _("unknown command \"%s\"; did you mean \"%s\"?"),
			word, nearest);
	return cli_usage_error(tool, _("unknown command \"%s\""), word);
}

/* Takes the command from the front of the operands. */
static int find_command(struct parser *p)
{
	struct cli_list *operands = &p->arguments->operands;

	if (!p->tool->commands || (operands->n == 0 && p->show))
		return CLI_CONTINUE;
	if (operands->n == 0)
		return cli_usage_error(p->tool, _("a command is missing"));
	for (size_t i = 0; i < p->tool->n_commands; i++) {
		if (strcmp(p->tool->commands[i].name, operands->items[0]) != 0)
			continue;
		p->arguments->command = &p->tool->commands[i];
		operands->n--;
		memmove(operands->items, operands->items + 1,
			operands->n * sizeof(*operands->items));
		return CLI_CONTINUE;
	}
	return report_unknown_command(p->tool, operands->items[0]);
}

static int check_command(const struct parser *p)
{
	const struct cli_command *command = p->arguments->command;
	size_t n = p->arguments->operands.n;

	if (!command)
		return CLI_CONTINUE;
	for (size_t i = 0; i < p->tool->n_options; i++) {
		const struct cli_option *option = &p->tool->options[i];

		if ((p->seen >> i & 1) && option->commands && !(option->commands & command->bit))
			return cli_usage_error(p->tool, _("--%s does not go with \"%s\""),
				option->name, command->name);
	}
	if (command->operands && n == 0)
		return cli_usage_error(p->tool, _("\"%s\" needs %s"), command->name,
			_(command->operands));
	if (!command->operands && n > 0)
		return cli_usage_error(p->tool, _("\"%s\" takes nothing more, but there is \"%s\""),
			command->name, p->arguments->operands.items[0]);
	return CLI_CONTINUE;
}

static int show(const struct parser *p)
{
	switch (p->show->kind) {
	case CLI_VERSION:
		printf("%s %s\n", p->tool->name, p->tool->version);
		break;
	case CLI_MANUAL:
		cli_man_print(p->tool);
		break;
	case CLI_COMPLETION:
		cli_completion_print(p->tool);
		break;
	default:
		cli_help_print(p->tool, p->arguments->command);
	}
	return 0;
}

int cli_arguments_parse(const struct cli_tool *tool, int argc, char **argv, void *values,
	struct cli_arguments *arguments)
{
	struct parser p = {.tool = tool, .argv = argv, .argc = argc, .next = 1, .values = values,
		.arguments = arguments};
	int status = CLI_CONTINUE;

	*arguments = (struct cli_arguments){0};
	while (p.next < argc && status == CLI_CONTINUE) {
		const char *argument = argv[p.next++];

		if (strcmp(argument, "--") == 0)
			break;
		status = parse_argument(&p, argument);
	}
	while (p.next < argc && status == CLI_CONTINUE)
		cli_list_add(&arguments->operands, argv[p.next++]);
	if (status == CLI_CONTINUE)
		status = find_command(&p);
	if (status != CLI_CONTINUE)
		return status;
	return p.show ? show(&p) : check_command(&p);
}
