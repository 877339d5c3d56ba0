/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The world around a tool: locale, standard streams, terminal. The only place that asks the
 * environment.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

/*
 * First call of main: locale and messages, standard streams that are open, a closed pipe that ends
 * the program quietly. name is how error lines begin; static.
 */
void cli_start(const char *name);

/* The name given to cli_start. */
const char *cli_program_name(void);

/*
 * Last call of main: writes out what standard output still holds. Returns status, or 2 after
 * reporting that it could not be written.
 */
int cli_finish(int status);

/* As cli_finish in the midst of the work. Returns false when standard output cannot be written. */
bool cli_flush(void);

/*
 * From now on the first interrupt only makes cli_interrupted true; a second one ends the program.
 */
void cli_interrupt_catch(void);
bool cli_interrupted(void);

enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER };

/* The words of enum cli_color, for a CLI_CHOICE option. */
extern const char *const cli_color_choices[];

/* Whether out is a terminal that understands escape sequences. */
bool cli_terminal_is(FILE *out);

/* Whether to colour out. */
bool cli_terminal_color(FILE *out, int color);

/* Columns of out: of the terminal, else of $COLUMNS, else 80; between 40 and 400. */
unsigned cli_terminal_width(FILE *out);

/* The variable's value, or NULL where it is unset or empty. */
const char *cli_environment(const char *name);

#endif
