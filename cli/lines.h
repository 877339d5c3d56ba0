/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a stream, which may hold any byte but the one that ends them. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct cli_lines {
	FILE *in;
	int end;	/* byte that ends a line: '\n' or 0 */
	size_t max;	/* bytes of the longest line taken */
	char *line;	/* the current one, without its end but with a NUL; valid until the next */
	size_t len;
	size_t number;	/* 1-based */
	size_t size;
};

enum cli_lines_status {
	CLI_LINES_OK,
	CLI_LINES_END,
	CLI_LINES_LONG,	/* longer than max: line holds its beginning only */
	CLI_LINES_ERROR	/* see errno */
};

/* in stays the caller's. */
void cli_lines_init(struct cli_lines *lines, FILE *in, int end, size_t max);
void cli_lines_done(struct cli_lines *lines);

/* Reads the next line; a last one without an end counts. */
enum cli_lines_status cli_lines_next(struct cli_lines *lines);

#endif
