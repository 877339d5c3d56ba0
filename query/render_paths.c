/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/safe.h"
#include "query/render_answer.h"

/*
 * The id names the article: it is the absolute path of a file, and of an article in JSON lines what
 * no path could tell apart. For a program it is printed as it is, or it would name nothing.
 */
void render_paths(const struct answer *answer)
{
	bool raw = answer->null || !isatty(STDOUT_FILENO);

	for (size_t i = 0; i < answer->results->n_hits; i++) {
		const struct lim_hit *hit = &answer->results->hits[i];
		const char *name = hit->id ? hit->id : hit->path;

		if (!name)
			continue;
		if (raw)
			fputs(name, answer->out);
		else
			cli_print_safe(answer->out, name, strlen(name));
		putc(answer->null ? '\0' : '\n', answer->out);
	}
}
