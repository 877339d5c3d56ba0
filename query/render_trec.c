/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines for trec_eval: QID Q0 ARTICLE-ID RANK SCORE TAG, apart by blanks. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/safe.h"
#include "query/render_answer.h"

static void print_score(FILE *out, double score)
{
	const char *point = localeconv()->decimal_point;
	char text[64], *found;

	snprintf(text, sizeof(text), "%.9g", score);
	found = strcmp(point, ".") == 0 ? NULL : strstr(text, point);
	if (found)
		fprintf(out, "%.*s.%s", (int)(found - text), text, found + strlen(point));
	else
		fputs(text, out);
}

void render_trec(const struct answer *answer)
{
	for (size_t i = 0; i < answer->results->n_hits; i++) {
		const struct lim_hit *hit = &answer->results->hits[i];
		const char *name = hit->id ? hit->id : hit->path;

		if (!name)
			continue;
		cli_print_word(answer->out, answer->qid, strlen(answer->qid));
		fputs(" Q0 ", answer->out);
		cli_print_word(answer->out, name, strlen(name));
		fprintf(answer->out, " %zu ", answer->offset + i + 1);
		print_score(answer->out, hit->score);
		fputs(" limier\n", answer->out);
	}
}
