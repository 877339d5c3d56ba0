/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/lock.h"
#include "store/pack.h"
#include "store/writing.h"

/* A writer would have to commit that often while another looks. */
#define ATTEMPTS 50

/* Bytes of all paths that were not read wholly. */
#define PATHS_MAX ((size_t)64 << 20)

/* ---- opening */

static int make_dir(struct writer *writer, struct lim_error *err)
{
	if (!writer->options.create)
		return LIM_OK;
	if (mkdir(writer->dir, 0777) == 0)
		writer->made_dir = true;
	else if (errno != EEXIST)
		return error_errno(err, errno, _("cannot create the directory %s"), writer->dir);
	return LIM_OK;
}

/* A lock file must not appear where there is no index and none is wanted. */
static int look_for_index(const struct writer *writer, struct lim_error *err)
{
	struct manifest manifest = {0};
	if (writer->options.create)
		return LIM_OK;
	int status = manifest_read(writer->dir, &manifest, err);
	manifest_done(&manifest);
	return status;
}

static int load_manifest(struct writer *writer, struct lim_error *err)
{
	int status = manifest_read(writer->dir, &writer->manifest, err);
	if (status == LIM_E_NOT_FOUND && writer->options.create) {
		writer->fresh = true;
		writer->manifest.next = 1;
		return LIM_OK;
	}
	if (status != LIM_OK || writer->options.replace_all)
		return status;
	return manifest_check_analysis(&writer->manifest, writer->dir, writer->options.analysis, err);
}

static int load_segment(struct writer *writer, size_t i, struct lim_error *err)
{
	const struct manifest_segment *segment = &writer->manifest.segments[i];
	char *path = manifest_segment_path(writer->dir, segment->number);
	char *dead = manifest_dead_path(writer->dir, segment->number, segment->dead_generation);
	int status = path && dead ? LIM_OK : error_memory(err);
	if (status == LIM_OK && segment->dead_generation > 0)
		status = dead_read(dead, segment->all.passages, &writer->dead[i], err);
	if (status == LIM_OK) {
		struct catalogue_source source = {segment->all.passages, segment->all.articles,
			&writer->dead[i], path};
		status = catalogue_add(writer->catalogue, &source, err);
	}
	free(path);
	free(dead);
	return status;
}

static int load(struct writer *writer, struct lim_error *err)
{
	size_t n = writer->manifest.n;
	writer->catalogue = catalogue_new(n);
	writer->dead = calloc(n + 1, sizeof *writer->dead);
	if (!writer->catalogue || !writer->dead)
		return error_memory(err);
	writer->n_dead = n;
	int status = LIM_OK;
	for (size_t i = 0; status == LIM_OK && i < n; i++)
		status = load_segment(writer, i, err);
	/* A file that should be there and is not is no index that is not there. */
	return status == LIM_E_NOT_FOUND ? LIM_E_DAMAGED : status;
}

static void free_catalogue(struct writer *writer)
{
	catalogue_free(writer->catalogue);
	writer->catalogue = NULL;
	for (size_t i = 0; i < writer->n_dead; i++)
		dead_done(&writer->dead[i]);
	free(writer->dead);
	writer->dead = NULL;
	writer->n_dead = 0;
}

static void forget(struct writer *writer)
{
	free_catalogue(writer);
	manifest_done(&writer->manifest);
}

void writer_forget(struct writer *writer)
{
	writer->published = true;
	free_catalogue(writer);
}

/* Without the lock: a writer may commit meanwhile. */
static int look(struct writer *writer, struct lim_error *err)
{
	for (int left = ATTEMPTS;; left--) {
		struct manifest now = {0};
		int status = load_manifest(writer, err);
		if (status != LIM_OK)
			return status;
		status = load(writer, err);
		bool again = status != LIM_OK && left > 0 &&
			manifest_read(writer->dir, &now, NULL) == LIM_OK &&
			now.generation != writer->manifest.generation;
		manifest_done(&now);
		if (!again)
			return status;
		forget(writer);
	}
}

static int open_writer(struct writer *writer, struct lim_error *err)
{
	if (writer->options.look)
		return look(writer, err);
	int status = make_dir(writer, err);
	if (status == LIM_OK)
		status = look_for_index(writer, err);
	if (status == LIM_OK)
		status = lock_take(writer->dir, &writer->lock, err);
	if (status == LIM_OK)
		status = load_manifest(writer, err);
	if (status != LIM_OK)
		return status;
	manifest_sweep(writer->dir, &writer->manifest, UINT64_MAX);
	writer->first_number = writer->next_number = writer->manifest.next;
	return load(writer, err);
}

int writer_open(const char *dir, const struct writer_options *options, struct writer **out,
	struct lim_error *err)
{
	*out = NULL;
	struct writer *writer = calloc(1, sizeof *writer);
	if (!writer)
		return error_memory(err);
	writer->options = *options;
	writer->lock = -1;
	map_init(&writer->doubted, PATHS_MAX);
	pthread_mutex_init(&writer->mutex, NULL);
	trainer_init(&writer->trainer, &pack_quickly);
	writer->dir = file_absolute(dir);
	int status = writer->dir ? open_writer(writer, err) : error_memory(err);
	if (status == LIM_OK)
		*out = writer;
	else
		writer_close(writer);
	return status;
}

/* ---- closing */

static void remove_segment(const struct writer *writer, uint64_t number)
{
	char *path = manifest_segment_path(writer->dir, number);
	if (path)
		file_remove(path, NULL);
	free(path);
}

/* Where no index has come to be, it is as if none had been tried. */
static void leave_dir(struct writer *writer)
{
	lock_release(writer->dir, writer->lock, writer->fresh);
	/* Fails, as it should, where there is something in it. */
	if (writer->made_dir)
		rmdir(writer->dir);
}

void writer_close(struct writer *writer)
{
	if (!writer)
		return;
	for (size_t i = 0; i < writer->finished.n; i++)
		remove_segment(writer, writer->finished.segments[i].number);
	free_catalogue(writer);
	if (writer->dir)
		leave_dir(writer);
	manifest_done(&writer->manifest);
	manifest_done(&writer->finished);
	map_done(&writer->doubted);
	trainer_done(&writer->trainer);
	pthread_mutex_destroy(&writer->mutex);
	free(writer->dir);
	free(writer);
}

/* ---- asking */

const struct catalogue *writer_catalogue(const struct writer *writer)
{
	return writer->catalogue;
}

const char *writer_dir(const struct writer *writer)
{
	return writer->dir;
}

uint64_t writer_deleted(const struct writer *writer)
{
	uint64_t n = 0;
	for (size_t i = 0; i < writer->manifest.n; i++)
		n += writer->manifest.segments[i].dead.passages;
	return n;
}

size_t writer_segments(const struct writer *writer)
{
	return writer->manifest.n;
}

struct segment_facts writer_segment(const struct writer *writer, size_t i)
{
	const struct manifest_segment *segment = &writer->manifest.segments[i];
	return (struct segment_facts){segment->all.passages, segment->dead.passages, segment->all.bytes,
		segment->dead.bytes, segment->number >= writer->first_number};
}

/* ---- changing */

uint64_t writer_number(struct writer *writer)
{
	pthread_mutex_lock(&writer->mutex);
	uint64_t number = writer->next_number++;
	pthread_mutex_unlock(&writer->mutex);
	return number;
}

int writer_take(struct writer *writer, const struct manifest_segment *segment, struct lim_error *err)
{
	pthread_mutex_lock(&writer->mutex);
	int status = manifest_add(&writer->finished, segment, err);
	pthread_mutex_unlock(&writer->mutex);
	return status;
}

int writer_delete(struct writer *writer, uint32_t i, struct lim_error *err)
{
	if (writer->published || i >= catalogue_count(writer->catalogue))
		return error_set(err, LIM_E_ARGUMENT, "%s", _("no such entry to delete"));
	writer->n_deleted += catalogue_delete(writer->catalogue, i);
	return LIM_OK;
}

int writer_stamp(struct writer *writer, uint32_t file, uint64_t mtime, uint64_t size, struct lim_error *err)
{
	if (writer->published || file >= catalogue_files(writer->catalogue))
		return error_set(err, LIM_E_ARGUMENT, "%s", _("no such file to stamp"));
	catalogue_stamp(writer->catalogue, file, mtime, size);
	writer->n_stamped++;
	return LIM_OK;
}

int writer_doubt(struct writer *writer, const char *path)
{
	uint32_t number;
	return map_put(&writer->doubted, path, strlen(path), &number) == LIM_OK ? LIM_OK : LIM_E_MEMORY;
}

/* ---- committing: see commit.c for what goes into the manifest */

/* Segments of this run that are not finished yet must stay: only what was published is removed. */
static void remove_old(const struct writer *writer, const struct manifest *old)
{
	for (size_t i = 0; i < old->n; i++)
		if (!manifest_find(&writer->manifest, old->segments[i].number))
			remove_segment(writer, old->segments[i].number);
	manifest_sweep(writer->dir, &writer->manifest, writer->first_number);
}

/* After an error: the rename may have been done, and only bringing it to the disk may have failed. In doubt,
 * what it needs stays, and the next writer sweeps. */
static bool is_visible(const struct writer *writer, const struct manifest *next)
{
	struct manifest now = {0};
	int status = manifest_read(writer->dir, &now, NULL);
	bool visible = status == LIM_OK ? now.generation == next->generation :
		status != LIM_E_NOT_FOUND;
	manifest_done(&now);
	return visible;
}

int writer_publish(struct writer *writer, struct manifest *next, struct lim_error *err)
{
	next->analysis = writer->options.analysis;
	next->generation = writer->manifest.generation + 1;
	next->next = writer->next_number;
	int status = manifest_write(writer->dir, next, err);
	if (status == LIM_OK || is_visible(writer, next)) {
		writer->fresh = false;
		manifest_done(&writer->finished);
	}
	if (status != LIM_OK) {
		manifest_done(next);
		return status;
	}
	struct manifest old = writer->manifest;
	writer->manifest = *next;
	*next = (struct manifest){0};
	writer->n_deleted = 0;
	writer_forget(writer);
	remove_old(writer, &old);
	manifest_done(&old);
	return LIM_OK;
}
