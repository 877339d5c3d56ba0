/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/progress.h"
#include "cli/safe.h"
#include "cli/terminal.h"

static void print_line(const char *prefix, const char *text, size_t len)
{
	cli_progress_clear();
	fputs(prefix, stderr);
	cli_print_safe(stderr, text, len);
	fputc('\n', stderr);
}

static char *format_message(const char *format, va_list arguments)
{
	char *text = NULL;
	va_list copy;
	int len;

	va_copy(copy, arguments);
	len = vsnprintf(NULL, 0, format, copy);
	va_end(copy);
	if (len >= 0)
		text = malloc((size_t)len + 1);
	if (text)
		vsnprintf(text, (size_t)len + 1, format, arguments);
	return text;
}

static void print_message(const char *prefix, const char *format, va_list arguments)
{
	char *text = format_message(format, arguments);
	/* Without memory the pattern itself has to do. */
	const char *shown = text ? text : format;

	print_line(prefix, shown, strlen(shown));
	free(text);
}

void cli_error(const char *next_step, const char *format, ...)
{
	char prefix[64];
	va_list arguments;

	snprintf(prefix, sizeof(prefix), "%s: ", cli_program_name());
	va_start(arguments, format);
	print_message(prefix, format, arguments);
	va_end(arguments);
	if (next_step)
		print_line("  ", next_step, strlen(next_step));
}

void cli_error_lines(const char *message)
{
	char prefix[64];
	size_t len = strcspn(message, "\n");

	snprintf(prefix, sizeof(prefix), "%s: ", cli_program_name());
	print_line(prefix, message, len);
	/*
	 * Indented, so that a line that a hostile name smuggles in cannot be taken for one of ours.
	 */
	for (message += len; *message; message += len) {
		message++;
		len = strcspn(message, "\n");
		if (len)
			print_line("  ", message, len);
	}
}

void cli_warning(const char *format, ...)
{
	char prefix[96];
	va_list arguments;

	snprintf(prefix, sizeof(prefix), "%s: %s: ", cli_program_name(), _("warning"));
	va_start(arguments, format);
	print_message(prefix, format, arguments);
	va_end(arguments);
}

void cli_note(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_message("", format, arguments);
	va_end(arguments);
}

_Noreturn void cli_memory_fail(void)
{
	cli_progress_clear();
	fprintf(stderr, "%s: %s\n", cli_program_name(), _("no memory"));
	exit(2);
}
