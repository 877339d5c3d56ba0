/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/checking.h"
#include "store/layout.h"
#include "store/lock.h"
#include "store/status.h"
#include "store/sums.h"

#define REASON_MAX 1200

int check_report(struct check *check, const char *path, const char *format, ...)
{
	char reason[REASON_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(reason, sizeof reason, format, args);
	va_end(args);
	struct lim_problem problem = {.path = path, .reason = reason};
	check->problems++;
	if (check->problem)
		check->problem(check->ctx, &problem);
	return LIM_OK;
}

/* A failure to read something is a fault of it, unless it is one of memory. */
static int report_error(struct check *check, const char *path, int status, const struct lim_error *found)
{
	if (status == LIM_OK)
		return LIM_OK;
	if (status == LIM_E_MEMORY)
		return error_memory(check->err);
	return check_report(check, path, "%s", found->message);
}

/* ---- articles and deletions */

static int load_dead(struct segment_check *check)
{
	const struct manifest_segment *segment = check->segment;
	struct lim_error found;
	if (segment->dead_generation == 0)
		return LIM_OK;
	char *path = manifest_dead_path(check->check->dir, segment->number, segment->dead_generation);
	if (!path)
		return error_memory(check->check->err);
	int status = dead_read(path, segment->all.passages, &check->dead, &found);
	check->dead_unknown = status != LIM_OK;
	status = report_error(check->check, path, status, &found);
	free(path);
	return status;
}

/* What the list adds up to. */
struct sums {
	struct tally all, dead;
};

/* Counts an article, which is deleted as a whole; a live one is the only one of its id. first: a passage. */
static int check_article(struct segment_check *check, const struct store_article *article, uint32_t first,
	struct sums *sums)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < article->passages; i++)
		n += dead_has(&check->dead, first + i);
	if (n > 0) {
		sums->dead.passages += n;
		sums->dead.articles++;
		sums->dead.bytes += article->text_bytes;
		return n == article->passages ? LIM_OK : check_report(check->check, check->path,
			_("the article of passage %u is deleted in part"), first);
	}
	int status = prints_put(&check->check->live_ids, fingerprint_of(article->id), NULL);
	if (status == LIM_E_MEMORY)
		return error_memory(check->check->err);
	return status == LIM_OK ? LIM_OK : check_report(check->check, check->path,
		_("the article of passage %u is in the index twice: remove it and add it again"), first);
}

/* LIM_DONE, or an error of reading. More passages than there are: what was counted says so. */
static int add_up(struct segment_check *check, struct sums *sums, struct lim_error *found)
{
	struct store_article article;
	struct tally *all = &sums->all;
	int status = LIM_OK;
	while (status == LIM_OK && (status = articles_next(check->articles, &article, found)) == LIM_OK) {
		uint32_t first = all->passages + 1;
		all->articles++;
		all->bytes += article.text_bytes;
		if (article.passages > check->segment->all.passages - all->passages)
			return LIM_DONE;
		all->passages += article.passages;
		status = check_article(check, &article, first, sums);
	}
	return status;
}

static bool are_equal(const struct tally *a, const struct tally *b)
{
	return a->passages == b->passages && a->articles == b->articles && a->bytes == b->bytes;
}

static int compare_sums(struct segment_check *check, const struct sums *sums)
{
	if (!are_equal(&sums->all, &check->segment->all))
		check_report(check->check, check->path, _("its articles are not those that the manifest "
			"counts: index the files again into a new directory"));
	if (!check->dead_unknown && !are_equal(&sums->dead, &check->segment->dead))
		check_report(check->check, check->path,
			_("its deletions are not those that the manifest counts"));
	return LIM_OK;
}

static int check_articles(struct segment_check *check)
{
	struct lim_error found;
	struct sums sums = {0};
	int status = articles_open(check->path, &check->articles, &found);
	if (status == LIM_OK)
		status = add_up(check, &sums, &found);
	if (status == LIM_DONE)
		return compare_sums(check, &sums);
	articles_close(check->articles);
	check->articles = NULL;
	return report_error(check->check, check->path, status, &found);
}

/* ---- the engine's database */

static int keep_line(void *ctx, const char *text, size_t len)
{
	struct buf *report = ctx;
	buf_add(report, text, len);
	return 0;
}

static int check_engine(struct segment_check *check)
{
	size_t faults = 0;
	struct xc_error cause;
	struct buf report;
	buf_init(&report, REASON_MAX / 2);
	int status = xc_check(check->path, keep_line, &report, &faults, &cause);
	if (status == XC_E_MEMORY)
		status = error_memory(check->check->err);
	else if (status != XC_OK)
		status = check_report(check->check, check->path, _("%s; index the files again into a new "
			"directory"), cause.message);
	else if (faults > 0)
		status = check_report(check->check, check->path, _("the engine finds %zu faults; index the "
			"files again into a new directory: %s"), faults, report.ptr);
	buf_done(&report);
	return status;
}

static int check_version(struct segment_check *check, struct xc_database *db, const char *key,
	unsigned version)
{
	char text[16];
	struct xc_error cause;
	struct xc_bytes value = {0};
	snprintf(text, sizeof text, "%u", version);
	int status = xc_database_metadata(db, 0, key, strlen(key), &value, &cause);
	bool right = status == XC_OK && value.len == strlen(text) &&
		memcmp(value.data, text, value.len) == 0;
	xc_bytes_done(&value);
	return right ? LIM_OK : check_report(check->check, check->path,
		_("its %s is not that of the manifest"), key);
}

static int check_database(struct segment_check *check, struct xc_database *db,
	const struct manifest *manifest)
{
	struct xc_stats stats;
	int status = LIM_OK;
	if (xc_database_stats(db, 0, &stats, NULL) != XC_OK ||
	    stats.documents != check->segment->all.passages || stats.last_docid != stats.documents)
		status = check_report(check->check, check->path, _("its passages are not those that the "
			"manifest counts: index the files again into a new directory"));
	if (status == LIM_OK)
		status = check_version(check, db, META_FORMAT, manifest->format);
	if (status == LIM_OK)
		status = check_version(check, db, META_ANALYSIS, manifest->analysis);
	if (status == LIM_OK)
		status = check_passages(check, db);
	return status == LIM_OK ? check_words(check, db) : status;
}

static int check_content(struct segment_check *check, const struct manifest *manifest)
{
	struct xc_database *db;
	struct xc_error cause;
	int status = xc_database_open(&check->path, 1, &db, &cause);
	if (status == XC_E_MEMORY)
		return error_memory(check->check->err);
	if (status != XC_OK)
		return check_report(check->check, check->path, "%s", cause.message);
	status = check_database(check, db, manifest);
	xc_database_close(db);
	return status;
}

/* The engine is kept from files that are not as they were written: it might crash on them. */
static int check_files(struct segment_check *check, const struct manifest *manifest)
{
	size_t everything = SIZE_MAX;
	struct lim_error found;
	int status = sums_check(check->path, &everything, &found);
	if (status != LIM_OK)
		return report_error(check->check, check->path, status, &found);
	status = check_engine(check);
	return status == LIM_OK ? check_content(check, manifest) : status;
}

static int check_segment(struct check *check, const struct manifest *manifest, size_t i)
{
	struct segment_check of = {.check = check, .segment = &manifest->segments[i]};
	char *path = manifest_segment_path(check->dir, of.segment->number);
	of.path = path;
	int status = path ? load_dead(&of) : error_memory(check->err);
	if (status == LIM_OK)
		status = check_articles(&of);
	if (status == LIM_OK)
		status = check_files(&of, manifest);
	articles_close(of.articles);
	dead_done(&of.dead);
	free(path);
	return status;
}

/* ---- all of it */

static int check_segments(struct check *check)
{
	struct manifest manifest = {0};
	struct lim_error found;
	int status = manifest_read(check->dir, &manifest, &found);
	if (status == LIM_E_DAMAGED)
		return check_report(check, check->dir, "%s", found.message);
	if (status != LIM_OK)
		return error_set(check->err, status, "%s", found.message);
	for (size_t i = 0; status == LIM_OK && i < manifest.n; i++)
		status = check_segment(check, &manifest, i);
	manifest_done(&manifest);
	return status;
}

/* Where there is no manifest, looking must not leave a lock file. */
static int lock_index(const char *dir, int *fd, struct lim_error *err)
{
	char *path = file_join(dir, MANIFEST_NAME);
	bool exists = path && access(path, F_OK) == 0;
	free(path);
	*fd = -1;
	if (!exists)
		return LIM_OK;
	int status = lock_take(dir, fd, err);
	/* Permission denied, or a medium that is read-only: then nobody will write it. */
	return status == LIM_E_IO ? LIM_OK : status;
}

int store_check_index(const char *dir, void (*problem)(void *ctx, const struct lim_problem *), void *ctx,
	struct lim_error *err)
{
	struct check check = {.dir = dir, .problem = problem, .ctx = ctx, .err = err};
	int lock;
	int status = lock_index(dir, &lock, err);
	if (status != LIM_OK)
		return status;
	prints_init(&check.live_ids, false);
	status = check_segments(&check);
	prints_done(&check.live_ids);
	lock_release(dir, lock, false);
	if (status == LIM_OK && check.problems > 0)
		status = error_set(err, LIM_E_DAMAGED, _("the index %s has faults: %zu"), dir,
			check.problems);
	return status;
}
