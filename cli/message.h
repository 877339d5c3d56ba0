/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines for a human on standard error. Whatever they quote is made safe for a terminal. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

/* "name: what: why", and the next step, if not NULL, on a line of its own. */
void cli_error(const char *next_step, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* "name: " and a message that may have several lines, as the library's errors have. */
void cli_error_lines(const char *message);

/* "name: warning: text" */
void cli_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The text alone, for summaries and hints. */
void cli_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reports that there is no memory and ends the program. */
_Noreturn void cli_memory_fail(void);

#endif
