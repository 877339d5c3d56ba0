/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/reader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/i18n.h"
#include "store/dead.h"
#include "store/engine.h"
#include "store/manifest.h"
#include "store/reading.h"
#include "store/sums.h"

/* A writer would have to commit that often while one reader opens. */
#define ATTEMPTS 50

/* Bytes of the segments that are verified whenever they are opened: a millisecond. Where there are more,
 * damage that keeps the sizes is for limier-index check to find. */
#define VERIFIED ((size_t)4 << 20)

/* One of the directories. */
struct index {
	const char *dir;
	dev_t device;
	ino_t inode;
	struct manifest manifest;
};

struct opening {
	struct index *indexes;
	size_t n;
	unsigned analysis;
	size_t budget;		/* of VERIFIED */
	struct dead_list *dead;	/* per shard */
	size_t n_dead;
	struct reader *reader;
};

/* ---- the manifests */

static bool is_known(const struct opening *opening, const struct stat *st)
{
	for (size_t i = 0; i < opening->n; i++)
		if (opening->indexes[i].inode == st->st_ino && opening->indexes[i].device == st->st_dev)
			return true;
	return false;
}

static int read_index(struct opening *opening, const char *dir, struct lim_error *err)
{
	struct stat st;
	struct index *index = &opening->indexes[opening->n];
	/* Where it cannot be looked at, reading the manifest says why. */
	if (stat(dir, &st) != 0)
		memset(&st, 0, sizeof st);
	else if (is_known(opening, &st))
		return LIM_OK;
	*index = (struct index){.dir = dir, .device = st.st_dev, .inode = st.st_ino};
	int status = manifest_read(dir, &index->manifest, err);
	if (status != LIM_OK)
		return status;
	opening->n++;
	return opening->analysis == 0 ? LIM_OK :
		manifest_check_analysis(&index->manifest, dir, opening->analysis, err);
}

/* ---- their segments */

static size_t count_segments(const struct opening *opening)
{
	size_t n = 0;
	for (size_t i = 0; i < opening->n; i++)
		n += opening->indexes[i].manifest.n;
	return n;
}

static int add_shard(struct opening *opening, const struct index *index,
	const struct manifest_segment *segment, struct lim_error *err)
{
	struct reader *reader = opening->reader;
	struct shard *shard = &reader->shards[reader->n_shards++];
	struct dead_list *dead = &opening->dead[opening->n_dead++];
	shard->passages = segment->all.passages;
	shard->path = manifest_segment_path(index->dir, segment->number);
	reader->passages += segment->all.passages;
	reader->dead += segment->dead.passages;
	if (!shard->path)
		return error_memory(err);
	/* First, so that the check tells where the file was not there any more. */
	int status = unpacker_learn(&reader->unpacker, shard->path, err);
	if (status == LIM_OK)
		status = sums_check(shard->path, &opening->budget, err);
	if (status != LIM_OK || segment->dead_generation == 0)
		return status;
	char *path = manifest_dead_path(index->dir, segment->number, segment->dead_generation);
	status = path ? dead_read(path, shard->passages, dead, err) : error_memory(err);
	free(path);
	return status == LIM_E_NOT_FOUND ? LIM_E_DAMAGED : status;
}

/* paths and lists: room for all shards. */
static int open_database(const struct opening *opening, const char **paths, struct xc_id_list *lists,
	struct lim_error *err)
{
	struct reader *reader = opening->reader;
	struct xc_error cause;
	for (size_t i = 0; i < reader->n_shards; i++) {
		paths[i] = reader->shards[i].path;
		lists[i] = (struct xc_id_list){opening->dead[i].ids, opening->dead[i].n};
	}
	int status = xc_database_open(paths, reader->n_shards, &reader->db, &cause);
	if (status == XC_OK)
		status = xc_ids_new(lists, reader->n_shards, &reader->deleted, &cause);
	return status == XC_OK ? LIM_OK :
		engine_error(err, status, &cause, _("cannot open"), opening->indexes[0].dir);
}

static int open_shards(const struct opening *opening, struct lim_error *err)
{
	size_t n = opening->reader->n_shards;
	const char **paths = calloc(n + 1, sizeof *paths);
	struct xc_id_list *lists = calloc(n + 1, sizeof *lists);
	int status = paths && lists ? open_database(opening, paths, lists, err) : error_memory(err);
	free(paths);
	free(lists);
	return status;
}

/* A copy of an index beside it would give every passage twice, under one name. */
static int check_copies(struct reader *reader, struct lim_error *err)
{
	struct xc_stats *stats = calloc(reader->n_shards + 1, sizeof *stats);
	struct xc_error cause;
	int status = stats ? LIM_OK : error_memory(err);
	for (size_t i = 0; status == LIM_OK && i < reader->n_shards; i++) {
		int result = xc_database_stats(reader->db, i, &stats[i], &cause);
		if (result != XC_OK)
			status = engine_error(err, result, &cause, _("cannot open"),
				reader->shards[i].path);
		for (size_t j = 0; status == LIM_OK && j < i; j++)
			if (strcmp(stats[i].uuid, stats[j].uuid) == 0)
				status = error_set(err, LIM_E_ARGUMENT, _("%s is a copy of %s: name "
					"only one of the two indexes"), reader->shards[i].path,
					reader->shards[j].path);
	}
	free(stats);
	return status;
}

static int open_segments(struct opening *opening, struct lim_error *err)
{
	struct reader *reader = opening->reader;
	size_t n = count_segments(opening);
	reader->shards = calloc(n + 1, sizeof *reader->shards);
	opening->dead = calloc(n + 1, sizeof *opening->dead);
	int status = reader->shards && opening->dead ? LIM_OK : error_memory(err);
	for (size_t i = 0; i < opening->n; i++) {
		const struct index *index = &opening->indexes[i];
		for (size_t j = 0; status == LIM_OK && j < index->manifest.n; j++)
			status = add_shard(opening, index, &index->manifest.segments[j], err);
	}
	if (status == LIM_OK)
		status = open_shards(opening, err);
	if (status == LIM_OK && opening->n > 1)
		status = check_copies(reader, err);
	return status;
}

/* ---- trying again */

/* Whether a writer has committed since the manifests were read. */
static bool is_outdated(const struct opening *opening)
{
	bool outdated = false;
	for (size_t i = 0; !outdated && i < opening->n; i++) {
		const struct index *index = &opening->indexes[i];
		struct manifest now = {0};
		if (manifest_read(index->dir, &now, NULL) == LIM_OK)
			outdated = now.generation != index->manifest.generation;
		manifest_done(&now);
	}
	return outdated;
}

static void forget(struct opening *opening)
{
	for (size_t i = 0; i < opening->n; i++)
		manifest_done(&opening->indexes[i].manifest);
	for (size_t i = 0; i < opening->n_dead; i++)
		dead_done(&opening->dead[i]);
	free(opening->dead);
	opening->dead = NULL;
	opening->n = opening->n_dead = 0;
}

static int attempt(struct opening *opening, const char *const *dirs, size_t n, bool *again,
	struct lim_error *err)
{
	*again = false;
	opening->budget = VERIFIED;
	opening->reader = calloc(1, sizeof *opening->reader);
	if (!opening->reader)
		return error_memory(err);
	blocks_init(opening->reader);
	glossary_init(&opening->reader->glossary);
	int status = LIM_OK;
	for (size_t i = 0; status == LIM_OK && i < n; i++)
		status = read_index(opening, dirs[i], err);
	if (status == LIM_OK) {
		status = open_segments(opening, err);
		*again = status != LIM_OK && is_outdated(opening);
	}
	if (status != LIM_OK) {
		reader_close(opening->reader);
		opening->reader = NULL;
	}
	forget(opening);
	return status;
}

int reader_open(const char *const *dirs, size_t n, unsigned analysis, struct reader **reader,
	struct lim_error *err)
{
	struct opening opening = {.indexes = calloc(n + 1, sizeof *opening.indexes),
		.analysis = analysis};
	*reader = NULL;
	if (!opening.indexes)
		return error_memory(err);
	int status;
	bool again;
	size_t left = ATTEMPTS;
	do
		status = attempt(&opening, dirs, n, &again, err);
	while (again && --left > 0);
	*reader = opening.reader;
	free(opening.indexes);
	return status;
}

const char *reader_name(const struct reader *reader)
{
	return reader->n_shards > 0 ? reader->shards[0].path : "";
}

void reader_close(struct reader *reader)
{
	if (!reader)
		return;
	blocks_close(reader);
	glossary_done(&reader->glossary);
	xc_ids_free(reader->deleted);
	xc_database_close(reader->db);
	for (size_t i = 0; i < reader->n_shards; i++)
		free(reader->shards[i].path);
	free(reader->shards);
	xc_bytes_done(&reader->scratch);
	free(reader);
}

uint64_t reader_passages(const struct reader *reader)
{
	return reader->passages - reader->dead;
}

uint64_t reader_documents(const struct reader *reader)
{
	return reader->passages;
}
