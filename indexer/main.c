/* SPDX-License-Identifier: GPL-2.0-or-later */
/* limier-index: articles in, articles out, and how the index is. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/number.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/tool.h"
#include "indexer/render_report.h"
#include "limier.h"

#define LONGEST_PATH (64 << 10)

struct values {
	const char *index;
	bool null, dry_run, json, quiet;
	int format;
	size_t jobs, memory, max_file;	/* memory and max_file in MiB */
};

enum { ADD = 1, REMOVE = 2, STATUS = 4, CHECK = 8, OPTIMIZE = 16, REBUILD = 32 };
#define CHANGES (ADD | REMOVE | REBUILD)
#define WORKS (CHANGES | OPTIMIZE | CHECK)

static const struct cli_command commands[] = {
	{"add", N_("PATH..."), N_("index files and folders; what has not changed is skipped"), ADD},
	{"remove", N_("PATH-OR-ID..."), N_("take articles out"), REMOVE},
	{"status", NULL, N_("show what the index holds"), STATUS},
	{"check", NULL, N_("verify the whole index"), CHECK},
	{"optimize", NULL, N_("make the index as small and fast as it gets"), OPTIMIZE},
	{"rebuild", NULL, N_("make the index anew from its own stored text"), REBUILD},
};

/* SYNC: lim_format */
static const char *const format_choices[] = {"auto", "text", "markdown", "html", "jsonl", NULL};

#define VALUE(field) .offset = offsetof(struct values, field)
#define GROUP_INPUT N_("What is read")
#define GROUP_WORK N_("How it is done")

static const struct cli_option options[] = {
	{ .name = "format", .argument = N_("NAME"), .group = GROUP_INPUT,
	  .help = N_("what the files are: auto, text, markdown, html or jsonl"),
	  .kind = CLI_CHOICE, VALUE(format), .choices = format_choices, .commands = ADD },
	{ .name = "max-file", .argument = N_("MB"), .group = GROUP_INPUT,
	  .help = N_("skip larger files and lines; default: a tenth of the memory"),
	  .kind = CLI_NUMBER, VALUE(max_file), .max = SIZE_MAX >> 20, .commands = ADD },
	{ .letter = '0', .name = "null", .group = GROUP_INPUT,
	  .help = N_("names on standard input end with NUL, not with the line"),
	  .kind = CLI_FLAG, VALUE(null), .commands = ADD | REMOVE },
	{ .letter = 'j', .name = "jobs", .argument = N_("N"), .group = GROUP_WORK,
	  .help = N_("workers; default: one per core"),
	  .kind = CLI_NUMBER, VALUE(jobs), .max = 1024, .commands = ADD | OPTIMIZE | REBUILD },
	{ .name = "memory", .argument = N_("MB"), .group = GROUP_WORK,
	  .help = N_("memory that may be used; default: 256"),
	  .kind = CLI_NUMBER, VALUE(memory), .max = SIZE_MAX >> 20,
	  .commands = ADD | OPTIMIZE | REBUILD },
	{ .name = "dry-run", .group = GROUP_WORK,
	  .help = N_("say what would be done, write nothing"),
	  .kind = CLI_FLAG, VALUE(dry_run), .commands = ADD | REMOVE },
	{ .letter = 'd', .name = "index", .argument = N_("DIR"), .group = CLI_GROUP_GENERAL,
	  .help = N_("the index directory; default: $LIMIER_INDEX, then ./.limier"),
	  .kind = CLI_TEXT, VALUE(index) },
	{ .letter = 'q', .name = "quiet", .group = CLI_GROUP_GENERAL,
	  .help = N_("no summary and no progress, errors only"),
	  .kind = CLI_FLAG, VALUE(quiet), .commands = WORKS },
	{ .name = "json", .group = CLI_GROUP_GENERAL,
	  .help = N_("the answer or the summary as a JSON object on standard output"),
	  .kind = CLI_FLAG, VALUE(json), .commands = CHANGES | STATUS },
	CLI_COMMON_OPTIONS,
};

static const char *const usage[] = {N_("[-d DIR] COMMAND [OPTIONS] [PATH...]"), NULL};

static const struct cli_chapter chapters[] = {
	{"DESCRIPTION",
	 "Turns files and folders of French text into an index that limier-query(1) searches. "
	 "Plain text, Markdown, HTML and JSON lines are read, each also compressed by gzip, in the "
	 "usual encodings.\n\n"
	 "A run becomes visible as a whole when it ends well; until then, and after an error or an "
	 "interrupt, the index is as it was. Any number of searches may go on meanwhile.\n\n"
	 "Folders are walked. What has not changed since the last run is skipped, what changed is "
	 "replaced, and what has gone from a named folder is removed. A document that cannot be "
	 "taken in is reported on standard error and skipped.\n\n"
	 "The name - stands for names on standard input, one a line."},
	{"JSON LINES",
	 "With --format=jsonl, or in files whose names end in .jsonl, every line is an article: an "
	 "object with the strings id, title and text and, if known, author, date and url."},
	{"EXIT STATUS",
	 "0\tall is done; for check: the index is sound\n"
	 "1\tall is done but for some documents that were skipped\n"
	 "2\tit failed; for check: the index is damaged"},
	{"ENVIRONMENT",
	 "LIMIER_INDEX\tthe index directory where none is named\n"
	 "LIMIER_LOCALEDIR\twhere translated messages are, if not where they were installed\n"
	 "NO_COLOR, COLUMNS, TERM\tas usual"},
	{"EXAMPLES",
	 "Index a folder, later bring the index up to date:\n"
	 "  limier-index add ~/articles\n"
	 "Index what find(1) finds:\n"
	 "  find . -name '*.html' -print0 | limier-index add -0 -"},
	{"SEE ALSO", "limier-query(1)"},
};

static const struct cli_tool tool = {
	.name = "limier-index",
	.version = LIM_VERSION,
	.brief = N_("make and keep a searchable index of French articles"),
	.usage = usage,
	.options = options,
	.n_options = sizeof(options) / sizeof(*options),
	.commands = commands,
	.n_commands = sizeof(commands) / sizeof(*commands),
	.footer = N_("\"limier-index COMMAND --help\" tells more about a command."),
	.chapters = chapters,
	.n_chapters = sizeof(chapters) / sizeof(*chapters),
};

struct run {
	const struct values *values;
	const char *index;
	struct cli_list names;	/* of paths or articles */
	struct cli_list owned;	/* those of names that are to be freed */
	struct lim_index_options options;
	struct lim_summary summary;
	struct lim_error err;
	json_t *errors;		/* of the JSON summary */
};

/* ---------------------------------------------------------------- during the work */

static int show_progress(void *ctx, const struct lim_progress *progress)
{
	char text[256], done[CLI_NUMBER_SIZE], total[CLI_NUMBER_SIZE], size[CLI_NUMBER_SIZE];

	(void)ctx;
	if (cli_interrupted())
		return 1;
	if (!cli_progress_due())
		return 0;
	cli_number_count(progress->done, done);
	cli_number_count(progress->total, total);
	cli_number_size(progress->bytes, size);
	if (progress->stage == LIM_STAGE_SCAN)
		snprintf(text, sizeof(text), _("looking for files: %s"), done);
	else if (progress->stage == LIM_STAGE_WRITE)
		snprintf(text, sizeof(text), _("writing: %s, %s"), done, size);
	else if (progress->total)
		snprintf(text, sizeof(text), _("reading: %s of %s, %s"), done, total, size);
	else
		snprintf(text, sizeof(text), _("reading: %s, %s"), done, size);
	cli_progress_show(text);
	return 0;
}

static void add_problem_json(json_t *errors, const struct lim_problem *problem)
{
	json_t *object = json_object();

	json_object_set_new(object, "path", cli_json_text(problem->path));
	json_object_set_new(object, "reason", cli_json_text(problem->reason));
	if (problem->line)
		json_object_set_new(object, "line", cli_json_count(problem->line));
	json_array_append_new(errors, object);
}

static void report_problem(void *ctx, const struct lim_problem *problem)
{
	struct run *run = ctx;

	if (problem->line)
		cli_error(NULL, "%s:%zu: %s", problem->path, problem->line, problem->reason);
	else
		cli_error(NULL, "%s: %s", problem->path, problem->reason);
	if (run->errors)
		add_problem_json(run->errors, problem);
}

/* ---------------------------------------------------------------- after the work */

static int exit_status(const struct run *run, int status)
{
	if (status >= 0)
		return status == LIM_SKIPPED ? 1 : 0;
	cli_error_lines(run->err.message[0] ? run->err.message : lim_status_name(status));
	return 2;
}

static int finish_change(struct run *run, int status)
{
	cli_progress_clear();
	if (status >= 0 && run->values->json)
		render_summary_json(&run->summary, run->errors);
	else if (status >= 0 && !run->values->quiet)
		render_summary_text(&run->summary, run->options.dry_run);
	return exit_status(run, status);
}

/* ---------------------------------------------------------------- the commands */

/* Adds the names that standard input holds to run->names. */
static int read_names(struct run *run)
{
	enum cli_lines_status status;
	struct cli_lines lines;
	int result = CLI_CONTINUE;

	cli_lines_init(&lines, stdin, run->values->null ? '\0' : '\n', LONGEST_PATH);
	while (result == CLI_CONTINUE && (status = cli_lines_next(&lines)) != CLI_LINES_END) {
		char *name;

		if (status == CLI_LINES_ERROR) {
			cli_error(NULL, "%s: %s", _("standard input"), strerror(errno));
			result = 2;
		} else if (status == CLI_LINES_LONG || strlen(lines.line) != lines.len) {
			cli_error(_("use -0 if the names end with NUL"),
				_("standard input: line %zu is not a name"), lines.number);
			result = 2;
		} else if (lines.len) {
			name = strdup(lines.line);
			if (!name)
				cli_memory_fail();
			cli_list_add(&run->names, name);
			cli_list_add(&run->owned, name);
		}
	}
	cli_lines_done(&lines);
	return result;
}

static int collect_names(struct run *run, const struct cli_list *operands)
{
	int status = CLI_CONTINUE;

	for (size_t i = 0; i < operands->n && status == CLI_CONTINUE; i++) {
		if (strcmp(operands->items[i], "-") == 0)
			status = read_names(run);
		else
			cli_list_add(&run->names, operands->items[i]);
	}
	return status;
}

static int run_add(struct run *run)
{
	int status = LIM_OK;

	/* Nothing on standard input is no mistake: find(1) found nothing. */
	if (run->names.n)
		status = lim_index_add(run->index, run->names.items, run->names.n, &run->options,
			&run->summary, &run->err);
	return finish_change(run, status);
}

static int run_remove(struct run *run)
{
	int status = LIM_OK;

	if (run->names.n)
		status = lim_index_remove(run->index, run->names.items, run->names.n, &run->options,
			&run->summary, &run->err);
	return finish_change(run, status);
}

static int run_rebuild(struct run *run)
{
	int status = lim_index_rebuild(run->index, &run->options, &run->summary, &run->err);

	return finish_change(run, status);
}

static int run_optimize(struct run *run)
{
	int status = lim_index_optimize(run->index, &run->options, &run->err);

	cli_progress_clear();
	return exit_status(run, status);
}

static int run_check(struct run *run)
{
	int status = lim_index_check(run->index, &run->options, &run->err);

	cli_progress_clear();
	if (status == LIM_OK && !run->values->quiet)
		cli_note(_("%s: sound"), run->index);
	/* Whatever was found to be wrong is damage, even if it was but reported. */
	return exit_status(run, status) ? 2 : 0;
}

static int run_status(struct run *run)
{
	struct lim_index_status index_status = {0};
	int status = lim_index_status(run->index, &index_status, &run->err);

	if (status < 0)
		return exit_status(run, status);
	if (run->values->json)
		render_status_json(&index_status);
	else
		render_status_text(&index_status);
	return 0;
}

static const char *choose_index(const struct values *values)
{
	const char *index = values->index ? values->index : cli_environment("LIMIER_INDEX");

	return index ? index : "./.limier";
}

static int run_command(const struct values *values, const struct cli_arguments *arguments)
{
	/* In the order of the table of commands. */
	static int (*const actions[])(struct run *) = {run_add, run_remove, run_status, run_check,
		run_optimize, run_rebuild};
	struct run run = {
		.values = values,
		.index = choose_index(values),
		.options = {
			.memory = values->memory << 20,
			.jobs = (unsigned)values->jobs,
			.format = (enum lim_format)values->format,
			.max_file = values->max_file << 20,
			.dry_run = values->dry_run,
			.progress = show_progress,
			.problem = report_problem,
			.ctx = &run,
		},
		.errors = values->json ? json_array() : NULL,
	};
	int status = collect_names(&run, &arguments->operands);

	if (!values->quiet)
		cli_progress_start();
	cli_interrupt_catch();
	if (status == CLI_CONTINUE)
		status = actions[arguments->command - commands](&run);
	for (size_t i = 0; i < run.owned.n; i++)
		free((char *)run.owned.items[i]);
	cli_list_done(&run.owned);
	cli_list_done(&run.names);
	json_decref(run.errors);
	return status;
}

int main(int argc, char **argv)
{
	struct values values = {0};
	struct cli_arguments arguments;
	int status;

	cli_start(tool.name);
	status = cli_arguments_parse(&tool, argc, argv, &values, &arguments);
	if (status == CLI_CONTINUE)
		status = run_command(&values, &arguments);
	cli_arguments_done(&arguments);
	return cli_finish(status);
}
