/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files and folders, or articles of a program, into the index. */
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "indexer/articles.h"
#include "indexer/update.h"

static void add_paths(struct update *update, const char *const *paths, size_t n)
{
	struct survey survey;
	survey_init(&survey, &update->run, &update->ledger);
	if (survey_make(&survey, paths, n, update->dir) == LIM_OK)
		workers_run(&update->run, &survey, NULL, &update->ledger, update_target(update),
			&update->written);
	survey_done(&survey);
}

int lim_index_add(const char *dir, const char *const *paths, size_t n_paths,
	const struct lim_index_options *options, struct lim_summary *summary, struct lim_error *err)
{
	struct update update;
	if (!dir || !dir[0] || (!paths && n_paths > 0))
		return error_set(err, LIM_E_ARGUMENT, _("no index directory, or no paths"));
	if (update_open(&update, dir, options, true) == LIM_OK)
		add_paths(&update, paths, n_paths);
	return update_close(&update, summary, err);
}

static void add_articles(struct update *update, struct articles *articles)
{
	struct lim_error error;
	struct stream *stream = stream_new(NULL, NULL);
	if (!stream) {
		run_fail(&update->run, error_memory(&error), &error);
		return;
	}
	stream->read = articles_read;
	stream->ctx = articles;
	workers_run(&update->run, NULL, stream, &update->ledger, update_target(update),
		&update->written);
}

int lim_index_add_articles(const char *dir, int (*next)(void *ctx, struct lim_article *article),
	void *ctx, const struct lim_index_options *options, struct lim_summary *summary,
	struct lim_error *err)
{
	struct update update;
	struct articles articles = {.next = next, .ctx = ctx};
	if (!dir || !dir[0] || !next)
		return error_set(err, LIM_E_ARGUMENT, _("no index directory, or no articles"));
	if (update_open(&update, dir, options, true) == LIM_OK)
		add_articles(&update, &articles);
	return update_close(&update, summary, err);
}
