/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shapes of an answer. To add one: a function here, a file render_NAME.c, a line in the table
 * of main_answer.c.
 */
#ifndef QUERY_RENDER_ANSWER_H
#define QUERY_RENDER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "limier.h"

struct answer {
	FILE *out;
	const struct lim_results *results;
	const char *query;
	size_t query_len;	/* bytes; the query may hold NUL */
	const char *qid;	/* name of the query in a batch; "1" for a single one */
	bool batch;
	size_t offset;		/* hits passed over */
	bool null;		/* NUL instead of line ends */
	bool explain, color;
	unsigned width;		/* columns */
};

void render_text(const struct answer *answer);
/* What belongs on standard error, behind the answer. */
void render_text_notes(const struct answer *answer);
void render_json(const struct answer *answer);
void render_jsonl(const struct answer *answer);
void render_paths(const struct answer *answer);
void render_trec(const struct answer *answer);

#endif
