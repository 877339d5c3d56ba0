/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a question to what is printed. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/message.h"
#include "cli/terminal.h"
#include "query/main.h"
#include "query/render_answer.h"

struct format {
	void (*render)(const struct answer *);
	void (*add_notes)(const struct answer *);	/* on standard error; NULL: none */
};

/* SYNC: format_choices */
static const struct format formats[] = {
	[FORMAT_TEXT] = {render_text, render_text_notes},
	[FORMAT_JSON] = {render_json, NULL},
	[FORMAT_JSONL] = {render_jsonl, NULL},
	[FORMAT_PATHS] = {render_paths, NULL},
	[FORMAT_TREC] = {render_trec, NULL},
};

void report_failure(int status, const struct lim_error *err)
{
	cli_error_lines(err->message[0] ? err->message : lim_status_name(status));
}

int open_indexes(const struct values *values, struct lim_searcher **searcher, struct lim_error *err)
{
	const struct cli_list *named = &values->indexes;
	const char *usual = cli_environment("LIMIER_INDEX");

	if (named->n)
		return lim_searcher_open(named->items, named->n, searcher, err);
	if (!usual)
		usual = "./.limier";
	return lim_searcher_open(&usual, 1, searcher, err);
}

/* number: room for the name of a question that has none. */
static struct answer describe(const struct run *run, const struct question *question,
	const struct reply *reply, FILE *out, char number[32])
{
	snprintf(number, 32, "%zu", question->line);
	return (struct answer){
		.out = out,
		.results = reply->results,
		.query = question->text,
		.query_len = question->len,
		.qid = question->qid ? question->qid : number,
		.batch = run->values->batch,
		.offset = run->options.offset,
		.null = run->values->null,
		.explain = run->values->explain,
		.color = run->color,
		.width = run->width,
	};
}

static int search(const struct run *run, struct lim_searcher *searcher,
	const struct question *question, struct reply *reply)
{
	if (run->values->count)
		return lim_count(searcher, question->text, question->len, &reply->count, &reply->err);
	if (question->id)
		return lim_search_similar(searcher, question->id, NULL, 0, &run->options,
			&reply->results, &reply->err);
	if (run->values->similar)
		return lim_search_similar(searcher, NULL, question->text, question->len,
			&run->options, &reply->results, &reply->err);
	return lim_search(searcher, question->text, question->len, &run->options, &reply->results,
		&reply->err);
}

static void render(const struct run *run, const struct question *question, struct reply *reply)
{
	FILE *out = open_memstream(&reply->text, &reply->len);
	struct answer answer;
	char number[32];

	if (!out)
		cli_memory_fail();
	answer = describe(run, question, reply, out, number);
	if (!run->values->count)
		formats[run->values->format].render(&answer);
	else if (question->qid)
		fprintf(out, "%s\t%" PRIu64 "\n", question->qid, reply->count);
	else
		fprintf(out, "%" PRIu64 "\n", reply->count);
	if (fclose(out) != 0)
		cli_memory_fail();
}

void reply_make(const struct run *run, struct lim_searcher *searcher, const struct question *question,
	struct reply *reply)
{
	*reply = (struct reply){0};
	reply->status = search(run, searcher, question, reply);
	if (reply->status >= 0)
		render(run, question, reply);
}

static void print_warnings(const struct answer *answer)
{
	for (size_t i = 0; i < answer->results->n_warnings; i++) {
		const char *warning = answer->results->warnings[i];

		if (answer->batch)
			cli_warning("%s: %s", answer->qid, warning);
		else
			cli_warning("%s", warning);
	}
}

bool reply_print(struct run *run, const struct question *question, struct reply *reply)
{
	const struct format *format = &formats[run->values->format];
	const struct lim_results *results = reply->results;
	bool good = reply->status >= 0;
	char number[32];
	struct answer answer = describe(run, question, reply, stdout, number);

	if (!good)
		report_failure(reply->status, &reply->err);
	if (good && results)
		print_warnings(&answer);
	if (good)
		fwrite(reply->text, 1, reply->len, stdout);
	if (good && results && format->add_notes)
		format->add_notes(&answer);
	run->found |= reply->count > 0 || (results && (results->n_hits > 0 ||
		(!run->options.count && results->total > 0)));
	reply_done(reply);
	return good && cli_flush();
}

void reply_done(struct reply *reply)
{
	lim_results_free(reply->results);
	free(reply->text);
	*reply = (struct reply){0};
}
