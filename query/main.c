/* SPDX-License-Identifier: GPL-2.0-or-later */
/* limier-query: the passages that answer. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "cli/lines.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "cli/tool.h"
#include "limier.h"
#include "query/render_answer.h"

#define LONGEST_QUERY ((size_t)64 << 20)
#define MOST_HITS 1000000000

struct values {
	struct cli_list indexes;
	size_t number, offset;
	int format, group, rank, color;
	const char *similar;
	bool batch, count, explain, null;
};

struct format {
	bool by_article;	/* its lines name articles, each once */
	void (*render)(const struct answer *);
};

/* In the order of format_choices. */
static const struct format formats[] = {
	{false, render_text},
	{false, render_json},
	{false, render_jsonl},
	{true, render_paths},
	{true, render_trec},
};

static const char *const format_choices[] = {"text", "json", "jsonl", "paths", "trec", NULL};
static const char *const group_choices[] = {"passage", "article", NULL};
/* SYNC: lim_rank */
static const char *const rank_choices[] = {"full", "fast", NULL};

#define VALUE(field) .offset = offsetof(struct values, field)
#define GROUP_FOUND N_("What is found")
#define GROUP_SHOWN N_("How it is shown")

static const struct cli_option options[] = {
	{ .letter = 'd', .name = "index", .argument = N_("DIR"), .group = GROUP_FOUND,
	  .help = N_("an index to search, several times for several; default: $LIMIER_INDEX, then "
		     "./.limier"),
	  .kind = CLI_LIST, VALUE(indexes) },
	{ .letter = 'n', .name = "number", .argument = N_("N"), .group = GROUP_FOUND,
	  .help = N_("how many passages, or lines with --format=paths and trec; default: 10"),
	  .kind = CLI_NUMBER, VALUE(number), .max = MOST_HITS },
	{ .name = "offset", .argument = N_("N"), .group = GROUP_FOUND,
	  .help = N_("pass over the first N"),
	  .kind = CLI_NUMBER, VALUE(offset), .max = MOST_HITS },
	{ .name = "group", .argument = N_("WHAT"), .group = GROUP_FOUND,
	  .help = N_("article: at most one passage per article; default: passage"),
	  .kind = CLI_CHOICE, VALUE(group), .choices = group_choices },
	{ .name = "rank", .argument = N_("HOW"), .group = GROUP_FOUND,
	  .help = N_("fast: by the weights in the index alone; default: full, the text decides"),
	  .kind = CLI_CHOICE, VALUE(rank), .choices = rank_choices },
	{ .name = "batch", .group = GROUP_FOUND,
	  .help = N_("answer the queries on standard input, one a line: QUERY or QID<TAB>QUERY"),
	  .kind = CLI_FLAG, VALUE(batch) },
	{ .name = "similar", .argument = N_("ARTICLE"), .group = GROUP_FOUND,
	  .help = N_("passages like an article, by its path or id, or like the text on standard input "
		     "(-), instead of WORDS"),
	  .kind = CLI_TEXT, VALUE(similar) },
	{ .name = "format", .argument = N_("NAME"), .group = GROUP_SHOWN,
	  .help = N_("text, json, jsonl, paths or trec; default: text"),
	  .kind = CLI_CHOICE, VALUE(format), .choices = format_choices },
	{ .letter = '0', .name = "null", .group = GROUP_SHOWN,
	  .help = N_("end the lines of --format=paths with NUL"),
	  .kind = CLI_FLAG, VALUE(null) },
	{ .name = "count", .group = GROUP_SHOWN,
	  .help = N_("show the number of matching passages only"),
	  .kind = CLI_FLAG, VALUE(count) },
	{ .name = "explain", .group = GROUP_SHOWN,
	  .help = N_("show what each stage made of the query, and why each hit has its score"),
	  .kind = CLI_FLAG, VALUE(explain) },
	{ .name = "color", .argument = N_("WHEN"), .group = GROUP_SHOWN,
	  .help = N_("auto, always or never; default: auto, on a terminal"),
	  .kind = CLI_CHOICE, VALUE(color), .choices = cli_color_choices },
	CLI_COMMON_OPTIONS,
};

static const char *const usage[] = {
	N_("[-d DIR]... [OPTIONS] WORDS..."),
	N_("[-d DIR]... [OPTIONS] --batch <QUERIES"),
	N_("[-d DIR]... [OPTIONS] --similar=ARTICLE"),
	NULL
};

static const struct cli_chapter chapters[] = {
	{"DESCRIPTION",
	 "Shows the passages that answer a query, best first. The words are joined by blanks into "
	 "one query. Whatever of it is not understood is searched as words, with a warning on "
	 "standard error.\n\n"
	 "Because a leading minus excludes a word, only what is spelled exactly as an option is "
	 "one: -n 5 is, -libye is not. What follows -- belongs to the query."},
	{"QUERY LANGUAGE",
	 "word word\tany of them, best first; accents and endings need not agree\n"
	 "+word\trequired\n"
	 "-word\texcluded\n"
	 "\"a phrase\", « une phrase »\tthese words in this order\n"
	 "(...), ET, OU, SAUF, AND, OR, NOT\tcombined; operators in capitals\n"
	 "titre:word, title:word\tin the title; likewise for other fields\n"
	 "mot*\twords that begin so\n"
	 "=mot\tthis exact form"},
	{"FORMATS",
	 "text\tfor eyes\n"
	 "json\tone object: format_version, query, total, took_ms, warnings, suggestion, hits; a "
	 "hit has rank, score, id, path, title, author, date, passage (ordinal, start, end, line), "
	 "heading, text, snippet, highlights (pairs of start and length in text), url, also "
	 "(copies of the passage: id, path, ordinal). Behind the hits, total_estimated says whether "
	 "total is an estimate. Offsets are bytes of UTF-8, absent facts are null\n"
	 "jsonl\tone hit a line\n"
	 "paths\tone article a line, each once; of articles in JSON lines their ids\n"
	 "trec\tQID Q0 ARTICLE-ID RANK SCORE limier, each article once; blanks within ids as %20\n"
	 "With --batch, objects and hits have a qid too. Without a QID of its own a query goes by "
	 "its line number."},
	{"EXIT STATUS",
	 "0\tsomething was found, with --batch by any of the queries\n"
	 "1\tnothing was found\n"
	 "2\tan error occurred"},
	{"ENVIRONMENT",
	 "LIMIER_INDEX\tthe index to search where none is named\n"
	 "LIMIER_LOCALEDIR\twhere translated messages are, if not where they were installed\n"
	 "NO_COLOR, COLUMNS, TERM\tas usual"},
	{"EXAMPLES",
	 "The three best passages:\n"
	 "  limier-query -n 3 crise migratoire\n"
	 "An exact phrase, without a word:\n"
	 "  limier-query '\"crise migratoire\"' -libye\n"
	 "What else is like an article:\n"
	 "  limier-query --similar=articles/greve.txt\n"
	 "Open what was found:\n"
	 "  limier-query --format=paths -0 frontière | xargs -0 less"},
	{"SEE ALSO", "limier-index(1)"},
};

static const struct cli_tool tool = {
	.name = "limier-query",
	.version = LIM_VERSION,
	.brief = N_("find the passages of French articles that answer a query"),
	.usage = usage,
	.options = options,
	.n_options = sizeof(options) / sizeof(*options),
	.dashed_operands = true,
	.footer = N_("In a query, +word is required, -word excluded, \"words\" a phrase, word* a "
		     "beginning, =word an exact form. The manual has the rest."),
	.chapters = chapters,
	.n_chapters = sizeof(chapters) / sizeof(*chapters),
};

struct run {
	const struct values *values;
	struct lim_searcher *searcher;
	struct lim_search_options options;
	bool color;
	unsigned width;
	bool found;	/* anything, by any query so far */
	struct lim_error err;
};

/* One query. qid is NULL where it has none of its own. */
struct question {
	const char *qid, *text;
	size_t len, line;	/* line: where it is on standard input */
	const char *id;		/* of an article that passages are to be like, or NULL */
};

static bool report_failure(const struct run *run, int status)
{
	const char *message = run->err.message;

	cli_error_lines(message[0] ? message : lim_status_name(status));
	return false;
}

static bool answer_count(struct run *run, const struct question *question)
{
	uint64_t count = 0;
	int status = lim_count(run->searcher, question->text, question->len, &count,
		&run->err);

	if (status < 0)
		return report_failure(run, status);
	if (question->qid)
		printf("%s\t", question->qid);
	printf("%" PRIu64 "\n", count);
	run->found |= count > 0;
	return cli_flush();
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

static int search(struct run *run, const struct question *question, struct lim_results **results)
{
	if (question->id)
		return lim_search_similar(run->searcher, question->id, NULL, 0, &run->options,
			results, &run->err);
	if (run->values->similar)
		return lim_search_similar(run->searcher, NULL, question->text, question->len,
			&run->options, results, &run->err);
	return lim_search(run->searcher, question->text, question->len, &run->options, results,
		&run->err);
}

static bool answer_hits(struct run *run, const struct question *question)
{
	struct lim_results *results = NULL;
	int status = search(run, question, &results);
	char number[32];
	struct answer answer = {
		.results = results,
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

	if (status < 0)
		return report_failure(run, status);
	snprintf(number, sizeof(number), "%zu", question->line);
	print_warnings(&answer);
	formats[run->values->format].render(&answer);
	run->found |= results->n_hits > 0 || (!run->options.count && results->total > 0);
	lim_results_free(results);
	return cli_flush();
}

static bool answer_question(struct run *run, const struct question *question)
{
	if (run->values->count)
		return answer_count(run, question);
	return answer_hits(run, question);
}

/* QUERY or QID<TAB>QUERY, possibly with the line end of another system. */
static struct question split_line(const struct cli_lines *lines)
{
	struct question question = {.text = lines->line, .len = lines->len, .line = lines->number};
	char *tab;

	if (question.len && lines->line[question.len - 1] == '\r')
		lines->line[--question.len] = '\0';
	tab = memchr(lines->line, '\t', question.len);
	if (tab) {
		*tab = '\0';
		question.qid = *lines->line ? lines->line : NULL;
		question.text = tab + 1;
		question.len -= (size_t)(question.text - lines->line);
	}
	return question;
}

static bool answer_batch(struct run *run)
{
	enum cli_lines_status status;
	struct cli_lines lines;
	bool good = true;

	cli_lines_init(&lines, stdin, '\n', LONGEST_QUERY);
	while (good && (status = cli_lines_next(&lines)) != CLI_LINES_END) {
		struct question question;

		if (status == CLI_LINES_ERROR) {
			cli_error(NULL, "%s: %s", _("standard input"), strerror(errno));
			good = false;
			break;
		}
		if (status == CLI_LINES_LONG)
			cli_warning(_("line %zu: only the first %zu bytes are searched"),
				lines.number, lines.len);
		question = split_line(&lines);
		good = answer_question(run, &question);
	}
	cli_lines_done(&lines);
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

static int open_indexes(struct run *run)
{
	const struct cli_list *named = &run->values->indexes;
	const char *usual = cli_environment("LIMIER_INDEX");

	if (named->n)
		return lim_searcher_open(named->items, named->n, &run->searcher, &run->err);
	if (!usual)
		usual = "./.limier";
	return lim_searcher_open(&usual, 1, &run->searcher, &run->err);
}

static int answer_all(const struct values *values, const struct cli_list *words)
{
	const struct format *format = &formats[values->format];
	struct run run = {
		.values = values,
		.options = {
			.count = values->number,
			.offset = values->offset,
			.rank = (enum lim_rank)values->rank,
			.group_articles = values->group == 1 || format->by_article,
			.explain = values->explain,
		},
		.color = cli_terminal_color(stdout, values->color),
		.width = cli_terminal_width(stdout),
	};
	int status = open_indexes(&run);
	bool good;

	if (status < 0)
		good = report_failure(&run, status);
	else if (values->similar)
		good = answer_similar(&run);
	else
		good = values->batch ? answer_batch(&run) : answer_words(&run, words);
	lim_searcher_close(run.searcher);
	return !good ? 2 : run.found ? 0 : 1;
}

static int answer_arguments(const struct values *values, const struct cli_list *words)
{
	if (values->batch && words->n)
		return cli_usage_error(&tool, _("with --batch the queries come from standard "
			"input, but there is \"%s\""), words->items[0]);
	if (values->similar && (values->batch || values->count || words->n))
		return cli_usage_error(&tool, "%s", _("with --similar there are neither words nor "
			"--batch nor --count"));
	if (!values->batch && !values->similar && !words->n)
		return cli_usage_error(&tool, _("a query is missing"));
	return answer_all(values, words);
}

int main(int argc, char **argv)
{
	struct values values = {.number = 10};
	struct cli_arguments arguments;
	int status;

	cli_start(tool.name);
	status = cli_arguments_parse(&tool, argc, argv, &values, &arguments);
	if (status == CLI_CONTINUE)
		status = answer_arguments(&values, &arguments.operands);
	cli_arguments_done(&arguments);
	cli_list_done(&values.indexes);
	return cli_finish(status);
}
