/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "cli/lines.h"
#include "cli/message.h"

void cli_lines_init(struct cli_lines *lines, FILE *in, int end, size_t max)
{
	*lines = (struct cli_lines){.in = in, .end = end, .max = max};
}

void cli_lines_done(struct cli_lines *lines)
{
	free(lines->line);
	lines->line = NULL;
}

/* Makes room for one more byte and a NUL. */
static void reserve(struct cli_lines *lines)
{
	if (lines->len + 2 <= lines->size)
		return;
	lines->size = lines->size ? 2 * lines->size : 256;
	lines->line = realloc(lines->line, lines->size);
	if (!lines->line)
		cli_memory_fail();
}

enum cli_lines_status cli_lines_next(struct cli_lines *lines)
{
	bool too_long = false;
	int c;

	lines->len = 0;
	reserve(lines);
	while ((c = getc_unlocked(lines->in)) != EOF && c != lines->end) {
		if (lines->len == lines->max) {
			too_long = true;
			continue;
		}
		reserve(lines);
		lines->line[lines->len++] = (char)c;
	}
	lines->line[lines->len] = '\0';
	if (ferror(lines->in))
		return CLI_LINES_ERROR;
	if (c == EOF && lines->len == 0)
		return CLI_LINES_END;
	lines->number++;
	return too_long ? CLI_LINES_LONG : CLI_LINES_OK;
}
