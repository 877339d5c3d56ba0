/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/file.h"
#include "base/grow.h"
#include "base/i18n.h"
#include "store/article.h"
#include "store/checking.h"
#include "store/dead.h"
#include "store/lock.h"
#include "store/status.h"
#include "store/sums.h"
#include "store/term.h"

#define IDS_MAX ((size_t)8 << 30)
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

uint64_t check_hash(const char *id, size_t len)
{
	return XXH3_64bits(id, len);
}

/* ---- articles and deletions */

static int collect_article(void *ctx, const struct store_article *article, struct lim_error *err)
{
	struct segment_check *check = ctx;
	const struct expected *before = check->n > 0 ? &check->articles[check->n - 1] : NULL;
	uint64_t first = before ? (uint64_t)before->first + before->passages : 1;
	if (first + article->passages - 1 > check->segment->all.passages)
		return LIM_E_DAMAGED;
	if (GROW(check->articles, check->cap, check->n) != LIM_OK)
		return error_memory(err);
	struct expected *expected = &check->articles[check->n++];
	*expected = (struct expected){.id_hash = check_hash(article->id, strlen(article->id)),
		.text_bytes = article->text_bytes, .first = (uint32_t)first,
		.passages = article->passages};
	article_key(article->id, expected->key);
	return LIM_OK;
}

static int check_articles(struct segment_check *check)
{
	struct lim_error found;
	const struct tally *all = &check->segment->all;
	int status = article_read(check->path, collect_article, check, &found);
	if (status != LIM_OK) {
		check->n = 0;
		return report_error(check->check, check->path, status, &found);
	}
	struct tally sum = {0};
	for (size_t i = 0; i < check->n; i++) {
		sum.passages += check->articles[i].passages;
		sum.bytes += check->articles[i].text_bytes;
	}
	if (check->n != all->articles || sum.passages != all->passages || sum.bytes != all->bytes)
		return check_report(check->check, check->path, _("its articles are not those that the "
			"manifest counts: index the files again into a new directory"));
	return LIM_OK;
}

/* An article is deleted as a whole; a live one is the only one of its id. */
static int check_article(struct segment_check *check, const struct dead_list *dead,
	const struct expected *article, struct tally *sum)
{
	uint32_t n = 0, number;
	struct map *live = &check->check->live_ids;
	for (uint32_t i = 0; i < article->passages; i++)
		n += dead_has(dead, article->first + i);
	if (n > 0) {
		sum->passages += n;
		sum->articles++;
		sum->bytes += article->text_bytes;
		return n == article->passages ? LIM_OK : check_report(check->check, check->path,
			_("the article of passage %u is deleted in part"), article->first);
	}
	size_t known = live->count;
	if (map_put(live, (const char *)&article->id_hash, sizeof article->id_hash, &number) != LIM_OK)
		return error_memory(check->check->err);
	return number == known ? LIM_OK : check_report(check->check, check->path,
		_("the article of passage %u is in the index twice: remove it and add it again"),
		article->first);
}

static int check_deletions(struct segment_check *check, const struct dead_list *dead)
{
	struct tally sum = {0};
	const struct tally *counted = &check->segment->dead;
	int status = LIM_OK;
	for (size_t i = 0; status == LIM_OK && i < check->n; i++)
		status = check_article(check, dead, &check->articles[i], &sum);
	if (status == LIM_OK && check->n > 0 && (sum.passages != counted->passages ||
	    sum.articles != counted->articles || sum.bytes != counted->bytes))
		return check_report(check->check, check->path,
			_("its deletions are not those that the manifest counts"));
	return status;
}

static int check_list(struct segment_check *check, const char *path)
{
	struct dead_list dead = {0};
	struct lim_error found;
	int status = dead_read(path, check->segment->all.passages, &dead, &found);
	status = status == LIM_OK ? check_deletions(check, &dead) :
		report_error(check->check, path, status, &found);
	dead_done(&dead);
	return status;
}

static int check_dead(struct segment_check *check)
{
	const struct manifest_segment *segment = check->segment;
	if (segment->dead_generation == 0)
		return check_deletions(check, &(struct dead_list){0});
	char *path = manifest_dead_path(check->check->dir, segment->number, segment->dead_generation);
	int status = path ? check_list(check, path) : error_memory(check->check->err);
	free(path);
	return status;
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
	int status = path ? check_articles(&of) : error_memory(check->err);
	if (status == LIM_OK)
		status = check_dead(&of);
	if (status == LIM_OK)
		status = check_files(&of, manifest);
	free(of.articles);
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
	map_init(&check.live_ids, IDS_MAX);
	status = check_segments(&check);
	map_done(&check.live_ids);
	lock_release(dir, lock, false);
	if (status == LIM_OK && check.problems > 0)
		status = error_set(err, LIM_E_DAMAGED, _("the index %s has faults: %zu"), dir,
			check.problems);
	return status;
}
