/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of limier-query have in common: the only ones that see the public header and cli. */
#ifndef QUERY_MAIN_H
#define QUERY_MAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/tool.h"
#include "limier.h"

#define LONGEST_QUERY ((size_t)64 << 20)

struct values {
	struct cli_list indexes;
	size_t number, offset, jobs;
	int format, group, rank, color;
	const char *similar;
	bool batch, count, explain, null;
};

/* SYNC: format_choices, formats */
enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_PATHS, FORMAT_TREC };

/* main_options.c */
extern const struct cli_tool query_tool;

struct run {
	const struct values *values;
	struct lim_search_options options;
	bool color;
	unsigned width;
	bool found;	/* anything, by any query so far */
};

/* One query. qid is NULL where it has none of its own. */
struct question {
	const char *qid, *text;
	size_t len, line;	/* line: where it is on standard input */
	const char *id;		/* of an article that passages are to be like, or NULL */
};

/* What there is to be said to a question. */
struct reply {
	int status;
	struct lim_error err;
	struct lim_results *results;
	uint64_t count;
	char *text;		/* for standard output */
	size_t len;
};

/* ---- main_answer.c */

/* Opens the indexes that were named. */
int open_indexes(const struct values *values, struct lim_searcher **searcher, struct lim_error *err);

/* Answers into memory. Any number of threads may do so, each with a searcher of its own. */
void reply_make(const struct run *run, struct lim_searcher *searcher, const struct question *question,
	struct reply *reply);

/* Prints it, and warnings and notes on standard error, and frees it. False: it was a failure, which is
 * reported, or cannot be printed. */
bool reply_print(struct run *run, const struct question *question, struct reply *reply);
void reply_done(struct reply *reply);

/* Reports what a function of the library has returned. */
void report_failure(int status, const struct lim_error *err);

/* ---- main_batch.c */

/* The queries on standard input. False: something failed, which is reported. */
bool answer_batch(struct run *run);

#endif
