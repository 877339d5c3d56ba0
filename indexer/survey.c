/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/survey.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "corpus/walk.h"
#include "indexer/paths.h"

/* Bytes of all paths that one run may read. */
#define PATHS_MAX ((size_t)4 << 30)

void survey_init(struct survey *survey, struct run *run, struct ledger *ledger)
{
	*survey = (struct survey){.run = run, .ledger = ledger};
	files_init(&survey->files);
	prints_init(&survey->paths, false);
	map_init(&survey->roots, PATHS_MAX);
	map_init(&survey->unread, PATHS_MAX);
	ledger->reserved = &survey->paths;
}

void survey_done(struct survey *survey)
{
	files_done(&survey->files);
	prints_done(&survey->paths);
	map_done(&survey->roots);
	map_done(&survey->unread);
}

/* Nothing but memory can be short here. */
static int fail_memory(struct survey *survey)
{
	struct lim_error error;
	run_fail(survey->run, error_memory(&error), &error);
	return LIM_E_MEMORY;
}

static int add_file(struct survey *survey, const char *path, uint64_t mtime, uint64_t size)
{
	int status = prints_put(&survey->paths, fingerprint_of(path), NULL);
	if (status == LIM_OK)
		status = files_add(&survey->files, path, survey->found, mtime, size);
	return status == LIM_E_MEMORY ? fail_memory(survey) : LIM_OK;
}

static int meet_file(void *ctx, const char *path, const struct stat *st)
{
	struct survey *survey = ctx;
	uint64_t mtime = (uint64_t)st->st_mtim.tv_sec * 1000000000 + (uint64_t)st->st_mtim.tv_nsec;
	uint64_t size = (uint64_t)st->st_size;
	int status = LIM_OK;
	if (!ledger_meet(survey->ledger, path, survey->found + 1))
		return LIM_OK;
	survey->found++;
	if (ledger_knows(survey->ledger, path, mtime, size, survey->run->options.format))
		ledger_settle(survey->ledger, path, FATE_SAME);
	else
		status = add_file(survey, path, mtime, size);
	return status == LIM_OK ? run_advance(survey->run, 1, 0) : status;
}

static int note_unread(struct survey *survey, const char *path)
{
	uint32_t id;
	return map_put(&survey->unread, path, strlen(path), &id) == LIM_OK ? LIM_OK : fail_memory(survey);
}

static int meet_problem(void *ctx, const char *path, bool is_dir, const char *reason)
{
	struct survey *survey = ctx;
	(void)is_dir;	/* what lies below is protected by what it lies below */
	run_problem(survey->run, path, 0, reason);
	return note_unread(survey, path);
}

static struct catalogue_walk walk_catalogue(const struct ledger *ledger)
{
	return ledger->catalogue ? catalogue_walk_all(ledger->catalogue) : (struct catalogue_walk){0};
}

/* Whether the index has articles from this path or from below it. */
static bool is_indexed(const struct survey *survey, const char *path)
{
	struct catalogue_entry entry;
	struct catalogue_walk walk = walk_catalogue(survey->ledger);
	size_t len = strlen(path);
	while (catalogue_next(&walk, &entry, NULL) == LIM_OK) {
		const char *known = entry.article.path;
		if (known && strncmp(known, path, len) == 0 && (!known[len] || known[len] == '/'))
			return true;
	}
	return false;
}

static void report_missing(struct survey *survey, const char *name, const char *path)
{
	run_problem(survey->run, name, 0, is_indexed(survey, path) ?
		_("no such file or folder; its articles are kept: 'limier-index remove' takes them out") :
		_("no such file or folder"));
}

static int walk_root(struct survey *survey, const char *name, const char *path, const char *skip)
{
	struct walk_callbacks callbacks = {.file = meet_file, .problem = meet_problem, .ctx = survey};
	struct lim_error error = {0};
	uint32_t id;
	int status = walk(path, skip, &callbacks, &error);
	if (status == LIM_E_NOT_FOUND) {
		report_missing(survey, name, path);
		return LIM_OK;
	}
	if (status == LIM_E_IO && run_status(survey->run) == LIM_OK)
		return meet_problem(survey, path, true, error.message);
	if (status != LIM_OK) {
		/* Of several failures the first counts: after a callback's own, this one says nothing. */
		run_fail(survey->run, status, &error);
		return status;
	}
	return map_put(&survey->roots, path, strlen(path), &id) == LIM_OK ? LIM_OK : fail_memory(survey);
}

/* Of a path and the folders above it, whether one is in the map. */
static bool is_below(const struct map *map, const char *path)
{
	struct path_above above = path_above(path);
	while (path_next(&above))
		if (map_find(map, path, above.len) != MAP_NONE)
			return true;
	return false;
}

/* If not, the lists need not be read. */
static bool misses_any(const struct ledger *ledger)
{
	for (uint32_t i = 0; i < ledger->n_files; i++)
		if (ledger_misses(ledger, i))
			return true;
	return false;
}

/* What was not met, though a folder above it was walked. */
static int remove_gone(struct survey *survey, struct lim_error *err)
{
	struct ledger *ledger = survey->ledger;
	struct catalogue_entry entry;
	struct catalogue_walk walk = {0};
	uint32_t before = CATALOGUE_NONE;
	int status;
	if (misses_any(ledger))
		walk = walk_catalogue(ledger);
	while ((status = catalogue_next(&walk, &entry, err)) == LIM_OK) {
		const char *path = entry.article.path;
		/* Those of a file lie together. */
		if (entry.file == before || !path || !ledger_misses(ledger, entry.file))
			continue;
		before = entry.file;
		if (is_below(&survey->roots, path) && !is_below(&survey->unread, path))
			ledger_remove_file(ledger, entry.file);
	}
	return status == LIM_DONE ? LIM_OK : status;
}

int survey_make(struct survey *survey, const char *const *paths, size_t n, const char *index_dir)
{
	int status = run_stage(survey->run, LIM_STAGE_SCAN, 0);
	struct lim_error error = {0};
	char *skip = file_absolute(index_dir);
	if (!skip)
		status = fail_memory(survey);
	for (size_t i = 0; i < n && status == LIM_OK; i++) {
		char *path = file_absolute(paths[i]);
		status = path ? walk_root(survey, paths[i], path, skip) : fail_memory(survey);
		free(path);
	}
	if (status == LIM_OK && (status = remove_gone(survey, &error)) != LIM_OK)
		run_fail(survey->run, status, &error);
	survey->ledger->beside = survey->paths.memory + survey->files.packed.cap;
	free(skip);
	return run_status(survey->run);
}
