/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/run.h"

#include <unistd.h>

#include "base/error.h"
#include "base/i18n.h"

#define MEMORY_MIN ((size_t)16 << 20)

/* With less for each, workers would together take more than the run may: what the engine and the analysis
 * hold has no ceiling of its own. */
#define MEMORY_PER_JOB ((size_t)48 << 20)

static unsigned count_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return cores < 1 ? 1 : (unsigned)cores;
}

void run_init(struct run *run, const struct lim_index_options *options)
{
	*run = (struct run){0};
	if (options)
		run->options = *options;
	struct lim_index_options *o = &run->options;
	if (o->memory == 0)
		o->memory = LIM_MEMORY_DEFAULT;
	if (o->memory < MEMORY_MIN)
		o->memory = MEMORY_MIN;
	if (o->jobs == 0)
		o->jobs = count_cores();
	size_t most = o->memory < MEMORY_PER_JOB ? 1 : o->memory / MEMORY_PER_JOB;
	if (o->jobs > most)
		o->jobs = (unsigned)most;
	/* It is held fourfold, beside the segments, which take half. */
	if (o->max_file == 0)
		o->max_file = o->memory / 10;
	if (o->max_file > SIZE_MAX / 16)
		o->max_file = SIZE_MAX / 16;	/* multiples of it are counted with */
	clock_gettime(CLOCK_MONOTONIC, &run->began);
	pthread_mutex_init(&run->lock, NULL);
}

void run_done(struct run *run)
{
	pthread_mutex_destroy(&run->lock);
}

size_t run_segment_memory(const struct run *run, size_t held)
{
	size_t half = run->options.memory / 2, least = run->options.memory / 8;
	return (held < half - least ? half - held : least) / run->options.jobs;
}

size_t run_document_memory(const struct run *run)
{
	return run->options.memory / 2;
}

void run_problem(struct run *run, const char *path, size_t line, const char *reason)
{
	struct lim_problem problem = {.path = path, .line = line, .reason = reason};
	pthread_mutex_lock(&run->lock);
	run->skipped++;
	if (run->options.problem)
		run->options.problem(run->options.ctx, &problem);
	pthread_mutex_unlock(&run->lock);
}

int run_status(const struct run *run)
{
	return atomic_load_explicit(&run->status, memory_order_relaxed);
}

static void fail(struct run *run, int status, const struct lim_error *error)
{
	if (run_status(run) != LIM_OK)
		return;
	run->error = *error;
	run->error.status = status;
	atomic_store(&run->status, status);
}

void run_fail(struct run *run, int status, const struct lim_error *error)
{
	pthread_mutex_lock(&run->lock);
	fail(run, status, error);
	pthread_mutex_unlock(&run->lock);
}

static void tell(struct run *run)
{
	struct lim_error stopped;
	if (run_status(run) != LIM_OK || !run->options.progress ||
	    run->options.progress(run->options.ctx, &run->progress) == 0)
		return;
	error_set(&stopped, LIM_E_STOPPED, _("stopped on request; the index is as it was"));
	fail(run, LIM_E_STOPPED, &stopped);
}

int run_stage(struct run *run, enum lim_stage stage, uint64_t total)
{
	pthread_mutex_lock(&run->lock);
	run->progress.stage = stage;
	run->progress.done = 0;
	run->progress.total = total;
	tell(run);
	pthread_mutex_unlock(&run->lock);
	return run_status(run);
}

int run_advance(struct run *run, uint64_t done, uint64_t bytes)
{
	pthread_mutex_lock(&run->lock);
	run->progress.done += done;
	run->progress.bytes += bytes;
	tell(run);
	pthread_mutex_unlock(&run->lock);
	return run_status(run);
}

int run_result(struct run *run, struct lim_error *err)
{
	int status = run_status(run);
	if (status != LIM_OK) {
		if (err)
			*err = run->error;
		return status;
	}
	return run->skipped > 0 ? LIM_SKIPPED : LIM_OK;
}

double run_seconds(const struct run *run)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - run->began.tv_sec) +
		(double)(now.tv_nsec - run->began.tv_nsec) / 1e9;
}
