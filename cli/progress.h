/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line on standard error that tells how far the work is; there only when that is a terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>

/* Turns the line on where standard error is a terminal; until then nothing is shown. */
void cli_progress_start(void);

/* Whether a new text would be shown now: at most ten times a second. Cheap. */
bool cli_progress_due(void);

/* Shows text, cut to the width of the terminal. */
void cli_progress_show(const char *text);

/* Takes the line away, before anything else is printed there and at the end. */
void cli_progress_clear(void);

#endif
