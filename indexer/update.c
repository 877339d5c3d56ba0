/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/update.h"

#include "base/error.h"
#include "indexer/tidy.h"
#include "stemmer/analyze.h"

/* A dry run only looks, also where there is no index: it must not make one. */
static int open_index(struct update *update, bool create, struct lim_error *err)
{
	bool dry = update->run.options.dry_run;
	struct writer_options options = {.create = create && !dry, .look = dry,
		.analysis = ANALYSIS_VERSION};
	int status = writer_open(update->dir, &options, &update->writer, err);
	return status == LIM_E_NOT_FOUND && create && dry ? LIM_OK : status;
}

int update_open(struct update *update, const char *dir, const struct lim_index_options *options,
	bool create)
{
	struct lim_error error = {0};
	*update = (struct update){.dir = dir};
	run_init(&update->run, options);
	int status = open_index(update, create, &error);
	if (ledger_init(&update->ledger, update->writer ? writer_catalogue(update->writer) : NULL) !=
	    LIM_OK && status == LIM_OK)
		status = error_memory(&error);
	if (status != LIM_OK)
		run_fail(&update->run, status, &error);
	return status;
}

struct writer *update_target(const struct update *update)
{
	return update->run.options.dry_run ? NULL : update->writer;
}

static void publish(struct update *update)
{
	struct lim_error error = {0};
	int status = run_stage(&update->run, LIM_STAGE_WRITE, 0);
	if (status != LIM_OK)
		return;
	status = ledger_apply(&update->ledger, update->writer, &error);
	if (status == LIM_OK)
		status = writer_commit(update->writer, &error);
	if (status != LIM_OK)
		run_fail(&update->run, status, &error);
}

static void sum_up(const struct update *update, struct lim_summary *summary)
{
	struct ledger_counts counts = ledger_count(&update->ledger);
	*summary = (struct lim_summary){
		.added = update->written.articles - counts.replaced, .replaced = counts.replaced,
		.removed = counts.removed, .unchanged = counts.same, .skipped = update->run.skipped,
		.passages = update->written.passages, .bytes = update->written.bytes};
}

/* Once it is public, nothing that fails takes it back: the index is only less tidy, until the next run. */
static void tidy(struct update *update)
{
	ledger_done(&update->ledger);
	tidy_index(update->writer, update->written.bytes, &update->run.options);
	update->writer = NULL;
}

int update_close(struct update *update, struct lim_summary *summary, struct lim_error *err)
{
	struct run *run = &update->run;
	struct lim_summary sums = {0};
	if (run_status(run) == LIM_OK)
		sum_up(update, &sums);
	if (run_status(run) == LIM_OK && update_target(update)) {
		publish(update);
		if (run_status(run) == LIM_OK)
			tidy(update);
	}
	int status = run_result(run, err);
	if (summary) {
		*summary = status < 0 ? (struct lim_summary){0} : sums;
		summary->seconds = run_seconds(run);
	}
	ledger_done(&update->ledger);
	writer_close(update->writer);
	run_done(run);
	return status;
}
