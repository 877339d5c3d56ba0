/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/pool.h"

#include <stdlib.h>

#include "base/error.h"

int pool_init(struct pool *pool, struct run *run, const struct survey *survey, struct stream *stream)
{
	*pool = (struct pool){.run = run, .survey = survey, .streams = stream,
		.jobs = run->options.jobs, .room = run_document_memory(run)};
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->changed, NULL);
	if (survey) {
		pool->handed_out = survey->files.bytes + survey->files.n * POOL_FILE_COST;
		files_begin(&survey->files, &pool->files);
	}
	pool->opening = calloc(pool->jobs, sizeof *pool->opening);
	return pool->opening ? LIM_OK : LIM_E_MEMORY;
}

void pool_done(struct pool *pool)
{
	for (struct stream *next; pool->streams; pool->streams = next) {
		next = pool->streams->next;
		stream_free(pool->streams);
	}
	if (pool->survey)
		files_end(&pool->files);
	pthread_mutex_destroy(&pool->lock);
	pthread_cond_destroy(&pool->changed);
	free(pool->opening);
}

/* Whether all files before the stream's have been opened: they are taken in order. */
static bool may_draw(const struct pool *pool, const struct stream *stream)
{
	for (unsigned i = 0; stream->file && i < pool->jobs; i++)
		if (pool->opening[i] != 0 && pool->opening[i] < stream->file->order)
			return false;
	return true;
}

/* The first stream that is not drawn empty; the others wait for it. */
static struct stream *first_stream(const struct pool *pool)
{
	struct stream *stream = pool->streams;
	while (stream && stream->ended)
		stream = stream->next;
	return stream;
}

static bool is_someone_opening(const struct pool *pool)
{
	for (unsigned i = 0; i < pool->jobs; i++)
		if (pool->opening[i] != 0)
			return true;
	return false;
}

static bool has_files(const struct pool *pool)
{
	return pool->survey && files_left(&pool->files);
}

/* With little to do, few segments should arise: further workers begin when there is enough. */
static bool is_wanted(const struct pool *pool, unsigned worker)
{
	return pool->handed_out >= worker * POOL_SHARE;
}

unsigned pool_workers(const struct pool *pool)
{
	uint64_t useful = pool->handed_out / POOL_SHARE + 1;
	return pool->survey && useful < pool->jobs ? (unsigned)useful : pool->jobs;
}

static void fail_memory(struct run *run)
{
	struct lim_error error;
	run_fail(run, error_memory(&error), &error);
}

/* Takes something if there is something; false: wait. */
static bool try_take(struct pool *pool, unsigned worker, struct file **file, struct stream **stream)
{
	struct stream *first = first_stream(pool);
	if (!is_wanted(pool, worker))
		return false;
	if (first && may_draw(pool, first)) {
		first->users++;
		*stream = first;
		return true;
	}
	/* Files that wait to be drawn from are open: no more of them than there are workers. */
	if (first || !has_files(pool))
		return false;
	*file = files_next(&pool->files);
	if (*file)
		pool->opening[worker] = (*file)->order;
	else
		fail_memory(pool->run);
	return *file;
}

static bool is_over(const struct pool *pool)
{
	return run_status(pool->run) != LIM_OK ||
		(!has_files(pool) && !first_stream(pool) && !is_someone_opening(pool));
}

bool pool_take(struct pool *pool, unsigned worker, struct file **file, struct stream **stream)
{
	bool taken = false;
	*file = NULL;
	*stream = NULL;
	pthread_mutex_lock(&pool->lock);
	while (!is_over(pool) && !(taken = try_take(pool, worker, file, stream)))
		pthread_cond_wait(&pool->changed, &pool->lock);
	if (!taken)
		pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
	return taken;
}

void pool_opened(struct pool *pool, unsigned worker, struct stream *stream)
{
	pthread_mutex_lock(&pool->lock);
	pool->opening[worker] = 0;
	if (stream) {
		struct stream **at = &pool->streams;
		while (*at && (*at)->file->order < stream->file->order)
			at = &(*at)->next;
		stream->next = *at;
		*at = stream;
	}
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
}

void pool_leave(struct pool *pool, struct stream *stream)
{
	pthread_mutex_lock(&pool->lock);
	stream->ended = true;
	if (--stream->users == 0) {
		struct stream **at = &pool->streams;
		while (*at != stream)
			at = &(*at)->next;
		*at = stream->next;
		stream_free(stream);
	}
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
}

void pool_count(struct pool *pool, uint64_t bytes)
{
	pthread_mutex_lock(&pool->lock);
	uint64_t before = pool->handed_out / POOL_SHARE;
	pool->handed_out += bytes;
	if (pool->handed_out / POOL_SHARE != before)
		pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
}

size_t pool_borrow(struct pool *pool, size_t bytes, bool wait)
{
	size_t all = run_document_memory(pool->run);
	if (bytes > all)
		bytes = all;
	pthread_mutex_lock(&pool->lock);
	while (wait && pool->room < bytes && run_status(pool->run) == LIM_OK)
		pthread_cond_wait(&pool->changed, &pool->lock);
	if (pool->room < bytes)
		bytes = pool->room;
	pool->room -= bytes;
	pthread_mutex_unlock(&pool->lock);
	return bytes;
}

void pool_return(struct pool *pool, size_t bytes)
{
	pthread_mutex_lock(&pool->lock);
	pool->room += bytes;
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
}
