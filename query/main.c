/* SPDX-License-Identifier: GPL-2.0-or-later */
/* limier-query: the passages that answer. */
#include <errno.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "cli/i18n.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "query/main.h"

static bool answer_question(struct run *run, const struct question *question)
{
	struct lim_searcher *searcher = NULL;
	struct lim_error err = {0};
	struct reply reply;
	int status = open_indexes(run->values, &searcher, &err);
	bool good = status >= 0;

	if (!good)
		report_failure(status, &err);
	else
		reply_make(run, searcher, question, &reply);
	good = good && reply_print(run, question, &reply);
	lim_searcher_close(searcher);
	return good;
}

static bool answer_words(struct run *run, const struct cli_list *words)
{
	struct question question = {.line = 1};
	size_t size = 1;
	char *text, *end;
	bool good;

	for (size_t i = 0; i < words->n; i++)
		size += strlen(words->items[i]) + 1;
	text = end = malloc(size);
	if (!text)
		cli_memory_fail();
	*text = '\0';
	for (size_t i = 0; i < words->n; i++) {
		if (i)
			*end++ = ' ';
		end = stpcpy(end, words->items[i]);
	}
	question.text = text;
	question.len = (size_t)(end - text);
	good = answer_question(run, &question);
	free(text);
	return good;
}

/* The text on standard input; there is none behind a NUL. */
static bool answer_like_input(struct run *run)
{
	struct question question = {.line = 1, .text = ""};
	struct cli_lines lines;
	bool good = true;

	cli_lines_init(&lines, stdin, '\0', LONGEST_QUERY);
	switch (cli_lines_next(&lines)) {
	case CLI_LINES_ERROR:
		cli_error(NULL, "%s: %s", _("standard input"), strerror(errno));
		good = false;
		break;
	case CLI_LINES_LONG:
	case CLI_LINES_OK:
		question.text = lines.line;
		question.len = lines.len;
		break;
	case CLI_LINES_END:
		break;
	}
	good = good && answer_question(run, &question);
	cli_lines_done(&lines);
	return good;
}

/* An id as it is, or the path of a file, whose id is its absolute path. */
static bool answer_like_article(struct run *run)
{
	const char *name = run->values->similar;
	char *path = realpath(name, NULL);
	struct question question = {.line = 1, .text = name, .len = strlen(name),
		.id = path ? path : name};
	bool good = answer_question(run, &question);

	free(path);
	return good;
}

static bool answer_similar(struct run *run)
{
	return strcmp(run->values->similar, "-") == 0 ? answer_like_input(run) :
		answer_like_article(run);
}

static int answer_all(const struct values *values, const struct cli_list *words)
{
	/* Lines that name articles, each once. */
	bool by_article = values->format == FORMAT_PATHS || values->format == FORMAT_TREC;
	struct run run = {
		.values = values,
		.options = {
			.count = values->number,
			.offset = values->offset,
			.rank = (enum lim_rank)values->rank,
			.group_articles = values->group == 1 || by_article,
			.explain = values->explain,
		},
		.color = cli_terminal_color(stdout, values->color),
		.width = cli_terminal_width(stdout),
	};
	bool good = values->similar ? answer_similar(&run) :
		values->batch ? answer_batch(&run) : answer_words(&run, words);

	return !good ? 2 : run.found ? 0 : 1;
}

static int answer_arguments(const struct values *values, const struct cli_list *words)
{
	if (values->batch && words->n)
		return cli_usage_error(&query_tool, _("with --batch the queries come from standard "
			"input, but there is \"%s\""), words->items[0]);
	if (values->similar && (values->batch || values->count || words->n))
		return cli_usage_error(&query_tool, "%s", _("with --similar there are neither words nor "
			"--batch nor --count"));
	if (!values->batch && !values->similar && !words->n)
		return cli_usage_error(&query_tool, _("a query is missing"));
	return answer_all(values, words);
}

int main(int argc, char **argv)
{
	struct values values = {.number = 10};
	struct cli_arguments arguments;
	int status;

	cli_start(query_tool.name);
	status = cli_arguments_parse(&query_tool, argc, argv, &values, &arguments);
	if (status == CLI_CONTINUE)
		status = answer_arguments(&values, &arguments.operands);
	cli_arguments_done(&arguments);
	cli_list_done(&values.indexes);
	return cli_finish(status);
}
