/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running text set in lines of a given width. */
#ifndef CLI_WRAP_H
#define CLI_WRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct cli_wrap {
	FILE *out;
	unsigned width, indent;	/* columns */
	unsigned column;	/* where the next word would begin */
	bool begun;		/* the current line has a word */
	bool blank;		/* a blank is due before the next word */
	char word[512];		/* as it will be printed */
	size_t word_len;	/* bytes */
	unsigned word_width;	/* columns */
};

/*
 * Sets text between the columns indent and width of out. column is where the first line has already
 * come to; where that is less than indent, the difference is filled with blanks.
 */
void cli_wrap_begin(struct cli_wrap *wrap, FILE *out, unsigned indent, unsigned width,
	unsigned column);

/*
 * Adds text, made safe. Runs of blanks and line ends become one blank or one line end; no-break
 * spaces break nothing. A word may come in several pieces.
 */
void cli_wrap_add(struct cli_wrap *wrap, const char *text, size_t len);

/* Adds text as it is, to the current word: a name, whose blanks are part of it. */
void cli_wrap_keep(struct cli_wrap *wrap, const char *text, size_t len);

/* Adds an escape sequence, which has no width. */
void cli_wrap_escape(struct cli_wrap *wrap, const char *sequence);

/* Writes out the last word and ends the line. */
void cli_wrap_end(struct cli_wrap *wrap);

#endif
