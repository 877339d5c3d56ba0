/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many queries at the same time. Whoever is free takes the next line; whoever has the answer whose turn
 * it is prints it, and those behind it that wait for that. So the order is that of the lines, and an
 * answer is out as soon as it and all before it are there.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/i18n.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "query/main.h"

#define AHEAD 16			/* answers for each worker that may wait for their turn, */
#define AHEAD_BYTES ((size_t)64 << 20)	/* and bytes of them all */

struct task {
	struct question question;
	char *line;		/* what the question points into */
	size_t longest;		/* bytes of a line that was cut, else 0 */
	struct reply reply;
	bool answered;
};

struct batch {
	struct run *run;
	struct cli_lines lines;
	pthread_mutex_t input;		/* of who reads lines; taken before lock */
	pthread_mutex_t lock;		/* of what follows, and of printing */
	pthread_cond_t printed;
	struct task *tasks;		/* a ring */
	size_t size, next, first;	/* next: to be taken; first: to be printed */
	size_t waiting;			/* bytes of answers */
	bool ended, failed;
};

struct worker {
	struct batch *batch;
	struct lim_searcher *searcher;
	pthread_t thread;
};

/* QUERY or QID<TAB>QUERY, possibly with the line end of another system. */
static struct question split_line(char *line, size_t len, size_t number)
{
	struct question question = {.text = line, .len = len, .line = number};
	char *tab;

	if (question.len && line[question.len - 1] == '\r')
		line[--question.len] = '\0';
	tab = memchr(line, '\t', question.len);
	if (tab) {
		*tab = '\0';
		question.qid = *line ? line : NULL;
		question.text = tab + 1;
		question.len -= (size_t)(question.text - line);
	}
	return question;
}

/* Waits until another answer may be held. False: the end. */
static bool wait_for_room(struct batch *batch)
{
	bool go_on;

	pthread_mutex_lock(&batch->lock);
	while (!batch->ended && batch->next > batch->first &&
	       (batch->next - batch->first == batch->size || batch->waiting > AHEAD_BYTES))
		pthread_cond_wait(&batch->printed, &batch->lock);
	go_on = !batch->ended;
	pthread_mutex_unlock(&batch->lock);
	return go_on;
}

/* The line that was read becomes the next task. */
static struct task *add_task(struct batch *batch, enum cli_lines_status status)
{
	const struct cli_lines *lines = &batch->lines;
	bool ends = status == CLI_LINES_END || status == CLI_LINES_ERROR;
	char *line = ends ? NULL : malloc(lines->len + 1);
	struct task *task = NULL;

	if (!ends && !line)
		cli_memory_fail();
	if (line)
		memcpy(line, lines->line, lines->len + 1);
	pthread_mutex_lock(&batch->lock);
	batch->ended |= ends;
	if (line) {
		task = &batch->tasks[batch->next++ % batch->size];
		*task = (struct task){.line = line,
			.longest = status == CLI_LINES_LONG ? lines->len : 0,
			.question = split_line(line, lines->len, lines->number)};
	}
	pthread_mutex_unlock(&batch->lock);
	return task;
}

/* The next line; NULL: there is none, or something has failed. */
static struct task *take_task(struct batch *batch)
{
	struct task *task = NULL;

	pthread_mutex_lock(&batch->input);
	if (wait_for_room(batch)) {
		enum cli_lines_status status = cli_lines_next(&batch->lines);

		if (status == CLI_LINES_ERROR)
			cli_error(NULL, "%s: %s", _("standard input"), strerror(errno));
		batch->failed |= status == CLI_LINES_ERROR;
		task = add_task(batch, status);
	}
	pthread_mutex_unlock(&batch->input);
	return task;
}

static void print_task(struct batch *batch, struct task *task)
{
	bool good;

	batch->waiting -= task->reply.len;
	if (task->longest)
		cli_warning(_("line %zu: only the first %zu bytes are searched"),
			task->question.line, task->longest);
	good = reply_print(batch->run, &task->question, &task->reply);
	free(task->line);
	*task = (struct task){0};
	batch->first++;
	if (good)
		return;
	/* Others may wait for a line that never comes. */
	cli_finish(2);
	_exit(2);
}

static void hand_in(struct batch *batch, struct task *task)
{
	struct task *first;

	pthread_mutex_lock(&batch->lock);
	task->answered = true;
	batch->waiting += task->reply.len;
	while ((first = &batch->tasks[batch->first % batch->size])->answered)
		print_task(batch, first);
	pthread_cond_broadcast(&batch->printed);
	pthread_mutex_unlock(&batch->lock);
}

static void *work(void *argument)
{
	const struct worker *worker = argument;
	struct task *task;

	while ((task = take_task(worker->batch))) {
		reply_make(worker->batch->run, worker->searcher, &task->question, &task->reply);
		hand_in(worker->batch, task);
	}
	return NULL;
}

/* This thread is the first worker. Where no more threads can be had, fewer do. */
static void work_together(struct worker *workers, size_t n)
{
	size_t started = 1;

	while (started < n &&
	       pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
		started++;
	work(&workers[0]);
	while (started-- > 1)
		pthread_join(workers[started].thread, NULL);
}

static size_t count_jobs(const struct values *values)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return values->jobs ? values->jobs : cores > 1 ? (size_t)cores : 1;
}

/* All of them at once, so that all see the same state of the index. */
static size_t open_all(struct batch *batch, struct worker *workers, size_t n)
{
	struct lim_error err = {0};

	for (size_t i = 0; i < n; i++) {
		int status = open_indexes(batch->run->values, &workers[i].searcher, &err);

		workers[i].batch = batch;
		if (status >= 0)
			continue;
		report_failure(status, &err);
		return i;
	}
	return n;
}

bool answer_batch(struct run *run)
{
	size_t n = count_jobs(run->values);
	struct batch batch = {.run = run, .size = n * AHEAD};
	struct worker *workers = calloc(n, sizeof(*workers));

	batch.tasks = calloc(batch.size, sizeof(*batch.tasks));
	if (!workers || !batch.tasks)
		cli_memory_fail();
	pthread_mutex_init(&batch.input, NULL);
	pthread_mutex_init(&batch.lock, NULL);
	pthread_cond_init(&batch.printed, NULL);
	cli_lines_init(&batch.lines, stdin, '\n', LONGEST_QUERY);
	batch.failed = open_all(&batch, workers, n) < n;
	if (!batch.failed)
		work_together(workers, n);
	for (size_t i = 0; i < n; i++)
		lim_searcher_close(workers[i].searcher);
	cli_lines_done(&batch.lines);
	pthread_cond_destroy(&batch.printed);
	pthread_mutex_destroy(&batch.lock);
	pthread_mutex_destroy(&batch.input);
	free(batch.tasks);
	free(workers);
	return !batch.failed;
}
