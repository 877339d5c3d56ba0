/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/progress.h"
#include "cli/safe.h"
#include "cli/terminal.h"

#define INTERVAL_MS 100

static struct {
	bool on, shown;
	int64_t next_ms;	/* when the line may change again, on the monotonic clock */
} line;

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void cli_progress_start(void)
{
	line.on = cli_terminal_is(stderr);
}

bool cli_progress_due(void)
{
	return line.on && now_ms() >= line.next_ms;
}

/* Bytes of text that fill at most width columns. */
static size_t fitting(const char *text, unsigned width)
{
	size_t len = strlen(text), i = 0, n;
	uint32_t code;

	for (; i < len; i += n) {
		n = cli_char_decode(text + i, len - i, &code);
		if (cli_char_width(code) > width)
			break;
		width -= cli_char_width(code);
	}
	return i;
}

void cli_progress_show(const char *text)
{
	if (!line.on)
		return;
	fputs("\r\033[K", stderr);
	/* The last column stays free: some terminals wrap as soon as it is filled. */
	cli_print_safe(stderr, text, fitting(text, cli_terminal_width(stderr) - 1));
	fflush(stderr);
	line.shown = true;
	line.next_ms = now_ms() + INTERVAL_MS;
}

void cli_progress_clear(void)
{
	if (!line.shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	line.shown = false;
}
