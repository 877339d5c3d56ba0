/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What limier-query understands and says of itself. */
#include <stddef.h>

#include "cli/terminal.h"
#include "limier.h"
#include "query/main.h"

#define MOST_HITS 1000000000
#define MOST_JOBS 1024

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
	{ .letter = 'j', .name = "jobs", .argument = N_("N"), .group = GROUP_FOUND,
	  .help = N_("queries of --batch answered at the same time; default: one per core"),
	  .kind = CLI_NUMBER, VALUE(jobs), .max = MOST_JOBS },
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
	 "its line number. Answers come in the order of the queries, each as soon as it is there."},
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

const struct cli_tool query_tool = {
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
