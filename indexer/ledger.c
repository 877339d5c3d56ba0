/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"

/* Beside the fate. */
#define CLAIMED 0x80

/* Bytes of the paths that cannot be read. */
#define BROKEN_MAX ((size_t)64 << 20)

int ledger_init(struct ledger *ledger, const struct catalogue *catalogue)
{
	*ledger = (struct ledger){.catalogue = catalogue};
	prints_init(&ledger->claimed, false);
	map_init(&ledger->broken, BROKEN_MAX);
	pthread_mutex_init(&ledger->lock, NULL);
	ledger->n = catalogue ? catalogue_count(catalogue) : 0;
	ledger->n_files = catalogue ? catalogue_files(catalogue) : 0;
	ledger->fates = calloc(ledger->n + 1, sizeof *ledger->fates);
	ledger->files = calloc(ledger->n_files + 1, sizeof *ledger->files);
	return ledger->fates && ledger->files ? LIM_OK : LIM_E_MEMORY;
}

void ledger_done(struct ledger *ledger)
{
	prints_done(&ledger->claimed);
	map_done(&ledger->broken);
	pthread_mutex_destroy(&ledger->lock);
	free(ledger->fates);
	free(ledger->files);
	free(ledger->stamps);
	*ledger = (struct ledger){0};
}

size_t ledger_memory(struct ledger *ledger)
{
	pthread_mutex_lock(&ledger->lock);
	size_t bytes = ledger->claimed.memory + ledger->n_stamps * sizeof *ledger->stamps;
	pthread_mutex_unlock(&ledger->lock);
	if (ledger->catalogue)
		bytes += catalogue_memory(ledger->catalogue);
	return bytes + ledger->beside + ledger->n * sizeof *ledger->fates +
		ledger->n_files * sizeof *ledger->files;
}

/* ---- what is known of articles and files */

static uint32_t find_id(const struct ledger *ledger, const char *id)
{
	return ledger->catalogue ? catalogue_find(ledger->catalogue, id) : CATALOGUE_NONE;
}

static uint32_t find_file(const struct ledger *ledger, const char *path)
{
	return ledger->catalogue && path ? catalogue_find_file(ledger->catalogue, path) :
		CATALOGUE_NONE;
}

/* path NULL: made by a program. */
static bool comes_from(const struct ledger *ledger, const struct catalogue_article *article,
	const char *path)
{
	uint32_t file = find_file(ledger, path);
	return article->file == file && (file != CATALOGUE_NONE || !path);
}

static enum fate fate_of(const struct ledger *ledger, uint32_t i)
{
	enum fate fate = ledger->fates[i] & ~CLAIMED;
	uint32_t file = catalogue_get(ledger->catalogue, i).file;
	return fate == FATE_OPEN && file != CATALOGUE_NONE ? ledger->files[file].fate : fate;
}

static void set_fate(struct ledger *ledger, uint32_t i, enum fate fate)
{
	ledger->fates[i] = (uint8_t)((ledger->fates[i] & CLAIMED) | fate);
}

/* ---- files */

bool ledger_meet(struct ledger *ledger, const char *path, uint32_t order)
{
	uint32_t file = find_file(ledger, path);
	if (file == CATALOGUE_NONE)
		return true;
	if (ledger->files[file].order != 0)
		return false;
	ledger->files[file].order = order;
	return true;
}

static void settle_file(struct ledger *ledger, uint32_t file, enum fate fate)
{
	if (file != CATALOGUE_NONE && ledger->files[file].fate == FATE_OPEN)
		ledger->files[file].fate = (uint8_t)fate;
}

void ledger_settle(struct ledger *ledger, const char *path, enum fate fate)
{
	pthread_mutex_lock(&ledger->lock);
	settle_file(ledger, find_file(ledger, path), fate);
	pthread_mutex_unlock(&ledger->lock);
}

/* A file whose format is said now, and another than before, is read again. */
static bool fits(const struct catalogue_file *file, enum lim_format format)
{
	return format == LIM_FORMAT_AUTO || file->many == (format == LIM_FORMAT_JSONL);
}

/* Of JSON lines, only those that changed are written anew with the file's new time: it is the newest. */
bool ledger_knows(const struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size,
	enum lim_format format)
{
	uint32_t i = find_file(ledger, path);
	const struct catalogue_file *file = i == CATALOGUE_NONE ? NULL : catalogue_file(ledger->catalogue, i);
	return file && file->mtime == mtime && file->size == size && fits(file, format);
}

bool ledger_is_same(struct ledger *ledger, const char *path, uint64_t hash)
{
	uint32_t i = find_id(ledger, path);
	if (i == CATALOGUE_NONE)
		return false;
	struct catalogue_article article = catalogue_get(ledger->catalogue, i);
	bool same = article.hash == (hash & STORE_HASH) && !article.many &&
		comes_from(ledger, &article, path);
	if (same) {
		pthread_mutex_lock(&ledger->lock);
		set_fate(ledger, i, FATE_SAME);
		pthread_mutex_unlock(&ledger->lock);
	}
	return same;
}

void ledger_stamp(struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size)
{
	uint32_t file = find_file(ledger, path);
	if (file == CATALOGUE_NONE)
		return;
	pthread_mutex_lock(&ledger->lock);
	/* Without memory, the file will be read again. */
	if (GROW(ledger->stamps, ledger->stamps_cap, ledger->n_stamps) == LIM_OK)
		ledger->stamps[ledger->n_stamps++] = (struct stamp){file, mtime, size};
	pthread_mutex_unlock(&ledger->lock);
}

/* In a place where nothing can fail: the end of the run does. */
void ledger_break(struct ledger *ledger, const char *path)
{
	uint32_t number;
	pthread_mutex_lock(&ledger->lock);
	ledger->lost |= map_put(&ledger->broken, path, strlen(path), &number) != LIM_OK;
	pthread_mutex_unlock(&ledger->lock);
}

bool ledger_misses(const struct ledger *ledger, uint32_t file)
{
	return ledger->files[file].order == 0 && ledger->files[file].fate == FATE_OPEN;
}

void ledger_remove_file(struct ledger *ledger, uint32_t file)
{
	settle_file(ledger, file, FATE_REMOVED);
}

/* ---- articles */

void ledger_replace(struct ledger *ledger, const char *path)
{
	uint32_t i = find_id(ledger, path);
	if (i == CATALOGUE_NONE)
		return;
	pthread_mutex_lock(&ledger->lock);
	set_fate(ledger, i, FATE_REPLACED);
	pthread_mutex_unlock(&ledger->lock);
}

/* An article of an earlier file that stays as it is has its id; one that is a file by itself always. */
static bool is_held(const struct ledger *ledger, uint32_t i, const struct catalogue_article *article,
	uint32_t order)
{
	enum fate fate = fate_of(ledger, i);
	return (fate == FATE_SAME || fate == FATE_KEPT) && (!article->many ||
		article->file == CATALOGUE_NONE || ledger->files[article->file].order < order);
}

/* The index has an article of this id. */
static enum claim judge(struct ledger *ledger, uint32_t i, const char *path, uint64_t hash,
	uint32_t order)
{
	struct catalogue_article article = catalogue_get(ledger->catalogue, i);
	bool again = ledger->fates[i] & CLAIMED;
	ledger->fates[i] |= CLAIMED;
	if (again || is_held(ledger, i, &article, order))
		return CLAIM_TAKEN;
	bool same = comes_from(ledger, &article, path) && article.hash == (hash & STORE_HASH) &&
		article.many == (path != NULL);
	set_fate(ledger, i, same ? FATE_SAME : FATE_REPLACED);
	return same ? CLAIM_SAME : CLAIM_WRITE;
}

static int judge_new(struct ledger *ledger, struct fingerprint print, enum claim *claim)
{
	int status = prints_put(&ledger->claimed, print, NULL);
	*claim = status == LIM_SKIPPED ? CLAIM_TAKEN : CLAIM_WRITE;
	return status == LIM_SKIPPED ? LIM_OK : status;
}

int ledger_claim(struct ledger *ledger, const char *id, const char *path, uint64_t hash,
	uint32_t order, enum claim *claim)
{
	int status = LIM_OK;
	uint32_t i = find_id(ledger, id);
	struct fingerprint print = fingerprint_of(id);
	pthread_mutex_lock(&ledger->lock);
	if (ledger->reserved && prints_find(ledger->reserved, print) != PRINTS_NONE)
		*claim = CLAIM_TAKEN;
	else if (i == CATALOGUE_NONE)
		status = judge_new(ledger, print, claim);
	else
		*claim = judge(ledger, i, path, hash, order);
	pthread_mutex_unlock(&ledger->lock);
	return status;
}

void ledger_keep(struct ledger *ledger, const char *id, const char *path)
{
	uint32_t i = find_id(ledger, id);
	if (i == CATALOGUE_NONE)
		return;
	struct catalogue_article article = catalogue_get(ledger->catalogue, i);
	pthread_mutex_lock(&ledger->lock);
	if (comes_from(ledger, &article, path) && fate_of(ledger, i) == FATE_OPEN)
		set_fate(ledger, i, FATE_KEPT);
	pthread_mutex_unlock(&ledger->lock);
}

void ledger_remove(struct ledger *ledger, uint32_t article)
{
	set_fate(ledger, article, FATE_REMOVED);
}

/* ---- the end */

struct ledger_counts ledger_count(const struct ledger *ledger)
{
	struct ledger_counts counts = {0};
	for (uint32_t i = 0; i < ledger->n; i++) {
		enum fate fate = fate_of(ledger, i);
		counts.same += fate == FATE_SAME;
		counts.replaced += fate == FATE_REPLACED;
		counts.removed += fate == FATE_REMOVED;
	}
	return counts;
}

int ledger_apply(const struct ledger *ledger, struct writer *writer, struct lim_error *err)
{
	int status = ledger->lost ? error_memory(err) : LIM_OK;
	for (uint32_t i = 0; i < ledger->n && status == LIM_OK; i++)
		if (fate_of(ledger, i) == FATE_REPLACED || fate_of(ledger, i) == FATE_REMOVED)
			status = writer_delete(writer, i, err);
	for (size_t i = 0; i < ledger->n_stamps && status == LIM_OK; i++)
		status = writer_stamp(writer, ledger->stamps[i].file, ledger->stamps[i].mtime,
			ledger->stamps[i].size, err);
	for (uint32_t i = 0; i < ledger->broken.count && status == LIM_OK; i++)
		if (writer_doubt(writer, map_key(&ledger->broken, i).ptr) != LIM_OK)
			status = error_memory(err);
	return status;
}
