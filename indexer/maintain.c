/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The index as a whole: made small, made anew, verified, described. */
#include "base/error.h"
#include "base/i18n.h"
#include "indexer/rewrite.h"
#include "indexer/tidy.h"
#include "store/status.h"

static int check_dir(const char *dir, struct lim_error *err)
{
	return dir && dir[0] ? LIM_OK : error_set(err, LIM_E_ARGUMENT, _("no index directory"));
}

static int purge(const char *dir, const struct lim_index_options *options, struct lim_error *err)
{
	struct run run;
	run_init(&run, options);
	rewrite_segments(&run, dir, UINT64_MAX, NULL);
	int status = run_result(&run, err);
	run_done(&run);
	return status;
}

static int rebuild(const char *dir, const struct lim_index_options *options,
	struct workers_result *result, double *seconds, struct lim_error *err)
{
	struct run run;
	struct writer *writer = NULL;
	run_init(&run, options);
	if (rewrite_index(&run, dir, result, &writer) == LIM_OK)
		tidy_index(writer, result->bytes, options);
	int status = run_result(&run, err);
	*seconds = run_seconds(&run);
	run_done(&run);
	return status;
}

int lim_index_optimize(const char *dir, const struct lim_index_options *options, struct lim_error *err)
{
	struct lim_index_status found;
	int status = check_dir(dir, err);
	if (status == LIM_OK)
		status = store_status(dir, &found, err);
	if (status == LIM_OK && found.deleted > 0)
		status = purge(dir, options, err);
	return status == LIM_OK ? tidy_join(dir, err) : status;
}

int lim_index_rebuild(const char *dir, const struct lim_index_options *options,
	struct lim_summary *summary, struct lim_error *err)
{
	struct workers_result result = {0};
	double seconds = 0;
	int status = check_dir(dir, err);
	if (status == LIM_OK)
		status = rebuild(dir, options, &result, &seconds, err);
	if (!summary)
		return status;
	*summary = (struct lim_summary){.seconds = seconds};
	if (status == LIM_OK) {
		summary->replaced = result.articles;
		summary->passages = result.passages;
		summary->bytes = result.bytes;
	}
	return status;
}

int lim_index_check(const char *dir, const struct lim_index_options *options, struct lim_error *err)
{
	int status = check_dir(dir, err);
	if (status != LIM_OK)
		return status;
	return store_check_index(dir, options ? options->problem : NULL, options ? options->ctx : NULL,
		err);
}

int lim_index_status(const char *dir, struct lim_index_status *status, struct lim_error *err)
{
	if (!status)
		return error_set(err, LIM_E_ARGUMENT, _("no place for the answer"));
	int result = check_dir(dir, err);
	return result == LIM_OK ? store_status(dir, status, err) : result;
}
