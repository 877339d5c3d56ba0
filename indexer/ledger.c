/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

int ledger_init(struct ledger *ledger, const struct catalogue *catalogue)
{
	*ledger = (struct ledger){.catalogue = catalogue};
	pthread_mutex_init(&ledger->lock, NULL);
	ledger->n = catalogue ? catalogue_count(catalogue) : 0;
	ledger->fates = calloc(ledger->n + 1, sizeof *ledger->fates);
	ledger->files = calloc(ledger->n + 1, sizeof *ledger->files);
	return ledger->fates && ledger->files ? LIM_OK : LIM_E_MEMORY;
}

void ledger_done(struct ledger *ledger)
{
	seen_done(&ledger->claimed);
	pthread_mutex_destroy(&ledger->lock);
	free(ledger->fates);
	free(ledger->files);
	free(ledger->stamps);
	*ledger = (struct ledger){0};
}

size_t ledger_memory(struct ledger *ledger)
{
	pthread_mutex_lock(&ledger->lock);
	size_t bytes = ledger->claimed.memory + ledger->n * (sizeof *ledger->fates + sizeof *ledger->files);
	pthread_mutex_unlock(&ledger->lock);
	return bytes;
}

static uint32_t find_id(const struct ledger *ledger, const char *id)
{
	return ledger->catalogue ? catalogue_find(ledger->catalogue, id) : CATALOGUE_NONE;
}

static uint32_t find_path(const struct ledger *ledger, const char *path)
{
	return ledger->catalogue && path ? catalogue_find_path(ledger->catalogue, path) :
		CATALOGUE_NONE;
}

static const struct catalogue_entry *entry_of(const struct ledger *ledger, uint32_t i)
{
	return catalogue_get(ledger->catalogue, i);
}

static bool comes_from(const struct catalogue_entry *entry, const char *path)
{
	return path && entry->path ? strcmp(path, entry->path) == 0 : path == entry->path;
}

static void set_fate(struct ledger *ledger, uint32_t i, enum fate fate, uint32_t order)
{
	ledger->fates[i] = (uint8_t)fate;
	ledger->files[i] = order;
}

void ledger_settle(struct ledger *ledger, const char *path, enum fate fate, uint32_t order)
{
	pthread_mutex_lock(&ledger->lock);
	for (uint32_t i = find_path(ledger, path); i != CATALOGUE_NONE;
	     i = entry_of(ledger, i)->next_of_path)
		if (ledger->fates[i] == FATE_OPEN)
			set_fate(ledger, i, fate, order);
	pthread_mutex_unlock(&ledger->lock);
}

/* A file whose format is said now, and another than before, is read again. */
static bool fits(const struct catalogue_entry *entry, enum lim_format format)
{
	return format == LIM_FORMAT_AUTO || entry->many == (format == LIM_FORMAT_JSONL);
}

/* One is enough: of JSON lines, only those that changed are written anew with the file's new time. */
bool ledger_knows(const struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size,
	enum lim_format format)
{
	for (uint32_t i = find_path(ledger, path); i != CATALOGUE_NONE;) {
		const struct catalogue_entry *entry = entry_of(ledger, i);
		if (entry->mtime == mtime && entry->size == size && fits(entry, format))
			return true;
		i = entry->next_of_path;
	}
	return false;
}

bool ledger_has_met(const struct ledger *ledger, const char *path)
{
	uint32_t i = find_path(ledger, path);
	return i != CATALOGUE_NONE && ledger->files[i] != 0;
}

bool ledger_is_same(struct ledger *ledger, const char *path, uint64_t hash, uint32_t order)
{
	uint32_t i = find_id(ledger, path);
	if (i == CATALOGUE_NONE)
		return false;
	const struct catalogue_entry *entry = entry_of(ledger, i);
	bool same = entry->hash == (hash & STORE_HASH) && !entry->many && comes_from(entry, path);
	if (same) {
		pthread_mutex_lock(&ledger->lock);
		set_fate(ledger, i, FATE_SAME, order);
		pthread_mutex_unlock(&ledger->lock);
	}
	return same;
}

/* One article of the file is enough, see ledger_knows. */
void ledger_stamp(struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size)
{
	pthread_mutex_lock(&ledger->lock);
	uint32_t i = find_path(ledger, path);
	while (i != CATALOGUE_NONE && ledger->fates[i] != FATE_SAME)
		i = entry_of(ledger, i)->next_of_path;
	/* Without memory, the file will be read again. */
	if (i != CATALOGUE_NONE &&
	    GROW(ledger->stamps, ledger->stamps_cap, ledger->n_stamps) == LIM_OK)
		ledger->stamps[ledger->n_stamps++] = (struct stamp){i, mtime, size};
	pthread_mutex_unlock(&ledger->lock);
}

void ledger_replace(struct ledger *ledger, const char *path, uint32_t order)
{
	uint32_t i = find_id(ledger, path);
	if (i == CATALOGUE_NONE)
		return;
	pthread_mutex_lock(&ledger->lock);
	set_fate(ledger, i, FATE_REPLACED, order);
	pthread_mutex_unlock(&ledger->lock);
}

/* An article of an earlier file that stays as it is has its id; one that is a file by itself always. */
static bool is_held(const struct ledger *ledger, uint32_t i, uint32_t order)
{
	const struct catalogue_entry *entry = entry_of(ledger, i);
	enum fate fate = ledger->fates[i];
	return (fate == FATE_SAME || fate == FATE_KEPT) &&
		(!entry->many || ledger->files[i] < order);
}

static enum claim judge(struct ledger *ledger, uint32_t i, const char *path, uint64_t hash,
	uint32_t order)
{
	const struct catalogue_entry *entry = entry_of(ledger, i);
	if (is_held(ledger, i, order))
		return CLAIM_TAKEN;
	bool same = comes_from(entry, path) && entry->hash == (hash & STORE_HASH) &&
		entry->many == (path != NULL);
	set_fate(ledger, i, same ? FATE_SAME : FATE_REPLACED, order);
	return same ? CLAIM_SAME : CLAIM_WRITE;
}

int ledger_claim(struct ledger *ledger, const char *id, const char *path, uint64_t hash,
	uint32_t order, enum claim *claim)
{
	uint32_t i = find_id(ledger, id);
	struct fingerprint print = fingerprint_of(id, strlen(id));
	pthread_mutex_lock(&ledger->lock);
	int status = seen_put(&ledger->claimed, print);
	bool reserved = ledger->reserved && map_find(ledger->reserved, id, strlen(id)) != MAP_NONE;
	if (status == LIM_SKIPPED || reserved)
		*claim = CLAIM_TAKEN;
	else
		*claim = i == CATALOGUE_NONE ? CLAIM_WRITE : judge(ledger, i, path, hash, order);
	pthread_mutex_unlock(&ledger->lock);
	return status == LIM_E_MEMORY ? status : LIM_OK;
}

void ledger_keep(struct ledger *ledger, const char *id, const char *path, uint32_t order)
{
	uint32_t i = find_id(ledger, id);
	if (i == CATALOGUE_NONE || !comes_from(entry_of(ledger, i), path))
		return;
	pthread_mutex_lock(&ledger->lock);
	if (ledger->fates[i] == FATE_OPEN)
		set_fate(ledger, i, FATE_KEPT, order);
	pthread_mutex_unlock(&ledger->lock);
}

void ledger_remove(struct ledger *ledger, uint32_t entry)
{
	set_fate(ledger, entry, FATE_REMOVED, 0);
}

struct ledger_counts ledger_count(const struct ledger *ledger)
{
	struct ledger_counts counts = {0};
	for (size_t i = 0; i < ledger->n; i++) {
		counts.same += ledger->fates[i] == FATE_SAME;
		counts.replaced += ledger->fates[i] == FATE_REPLACED;
		counts.removed += ledger->fates[i] == FATE_REMOVED;
	}
	return counts;
}

int ledger_apply(const struct ledger *ledger, struct writer *writer, struct lim_error *err)
{
	int status = LIM_OK;
	for (uint32_t i = 0; i < ledger->n && status == LIM_OK; i++)
		if (ledger->fates[i] == FATE_REPLACED || ledger->fates[i] == FATE_REMOVED)
			status = writer_delete(writer, i, err);
	for (size_t i = 0; i < ledger->n_stamps && status == LIM_OK; i++)
		status = writer_stamp(writer, ledger->stamps[i].entry, ledger->stamps[i].mtime,
			ledger->stamps[i].size, err);
	return status;
}
