/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a tool takes, said once: its parser, --help, manual page and shell completion are all made
 * from one struct cli_tool, so that none of them can say anything else than the others.
 *
 * Texts marked N_() are translated where they are shown. Tables are static and stay with the
 * caller.
 */
#ifndef CLI_TOOL_H
#define CLI_TOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/i18n.h"

/* What a value of an option is, and which type it has in the tool's struct of values. */
enum cli_kind {
	CLI_FLAG,	/* bool: set to true */
	CLI_NUMBER,	/* size_t: decimal digits */
	CLI_TEXT,	/* const char *: points into argv */
	CLI_LIST,	/* struct cli_list: one more text each time */
	CLI_CHOICE,	/* int: index into choices */
	CLI_HELP,	/* this and the following show something and end the program */
	CLI_VERSION,
	CLI_MANUAL,
	CLI_COMPLETION
};

struct cli_list {
	const char **items;	/* the array is malloc'ed, the texts belong to argv */
	size_t n;
};

struct cli_option {
	char letter;			/* 'n' for -n; 0: none */
	const char *name;		/* "number" for --number */
	const char *argument;		/* N_() name of its value; NULL: takes none */
	const char *group;		/* N_() heading in the help; NULL: hidden */
	const char *help;		/* N_() a phrase without a full stop */
	enum cli_kind kind;
	size_t offset;			/* of the value in the tool's struct of values */
	size_t max;			/* CLI_NUMBER: the largest value taken */
	const char *const *choices;	/* CLI_CHOICE: the words, ended by NULL */
	unsigned commands;		/* bits of the commands it goes with; 0: all */
};

#define CLI_GROUP_GENERAL N_("General options")

/* The last entries of every table. */
#define CLI_COMMON_OPTIONS                                                                         \
	{ .letter = 'h', .name = "help", .group = CLI_GROUP_GENERAL, .kind = CLI_HELP,             \
	  .help = N_("show this help") },                                                          \
	{ .letter = 'V', .name = "version", .group = CLI_GROUP_GENERAL, .kind = CLI_VERSION,       \
	  .help = N_("show the version") },                                                        \
	{ .name = "print-man", .kind = CLI_MANUAL },                                               \
	{ .name = "print-completion", .kind = CLI_COMPLETION }

struct cli_command {
	const char *name;
	const char *operands;	/* N_() such as "PATH..."; NULL: takes none */
	const char *help;	/* N_() a phrase without a full stop */
	unsigned bit;
};

/*
 * A chapter of the manual. A paragraph ends at an empty line; a line "term<TAB>text" is an entry of
 * a list; a line that begins with two blanks is kept as it is.
 */
struct cli_chapter {
	const char *title, *text;
};

struct cli_tool {
	const char *name, *version;
	const char *brief;			/* N_() one line */
	const char *const *usage;		/* N_() without the tool's name, NULL-ended */
	const struct cli_option *options;
	size_t n_options;			/* at most 64 */
	const struct cli_command *commands;	/* NULL: the tool has none */
	size_t n_commands;
	/*
	 * A leading dash may begin an operand: only what is exactly a known option is one, and what
	 * begins with one dash otherwise is an operand.
	 */
	bool dashed_operands;
	const char *footer;			/* N_() last paragraph of the help; NULL: none */
	const struct cli_chapter *chapters;	/* English; the options follow the first */
	size_t n_chapters;
};

struct cli_arguments {
	const struct cli_command *command;	/* NULL where the tool has none */
	struct cli_list operands;
};

#define CLI_CONTINUE (-1)

/*
 * Reads argv into values (the tool's struct, holding the defaults) and *arguments. Returns
 * CLI_CONTINUE, or the exit status to end with: 0 once --help or the like has been shown, 2 after a
 * mistake, which has been reported. *arguments is to be freed by cli_arguments_done in any case.
 */
int cli_arguments_parse(const struct cli_tool *tool, int argc, char **argv, void *values,
	struct cli_arguments *arguments);
void cli_arguments_done(struct cli_arguments *arguments);

/* Appends a text. Ends the program when there is no memory. */
void cli_list_add(struct cli_list *list, const char *text);
void cli_list_done(struct cli_list *list);

/* Reports a mistake in how the tool was called, with where to find help. Returns 2. */
int cli_usage_error(const struct cli_tool *tool, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * On standard output: the help (of one command if not NULL), the manual in roff, bash completion.
 */
void cli_help_print(const struct cli_tool *tool, const struct cli_command *command);
void cli_man_print(const struct cli_tool *tool);
void cli_completion_print(const struct cli_tool *tool);

/* The word of the list, ended by NULL, that was probably meant by wrong, or NULL. */
const char *cli_word_nearest(const char *wrong, const char *const *words);

#endif
