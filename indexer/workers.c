/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/workers.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/error.h"
#include "base/i18n.h"
#include "indexer/pool.h"
#include "indexer/scribe.h"

/* Articles of a stream that are drawn together: while one worker reads, others may have to wait. */
#define BATCH 16

struct worker {
	struct pool *pool;
	struct run *run;
	struct ledger *ledger;
	struct writer *writer;
	unsigned number;
	bool ready;		/* scribe and docs are there */
	struct scribe scribe;
	struct document docs[BATCH];	/* a file is the first */
	struct store_article facts[BATCH];
	size_t n_docs;		/* drawn */
	pthread_t thread;
};

/* Bytes of documents that are not worth keeping an account of; of one, what is not worth keeping. */
#define SMALL ((size_t)256 << 10)
#define KEPT (SMALL / BATCH)

/* A file in work is there as it is, decoded, and as text, in buffers that grow by half. */
#define COPIES 4

/* What text shrinks to when it is compressed well. */
#define RATIO 16

static size_t estimate(const struct worker *worker, const struct file *file)
{
	size_t max = worker->run->options.max_file, len = strlen(file->path);
	bool packed = len > 3 && strcasecmp(file->path + len - 3, ".gz") == 0;
	uint64_t bytes = packed ? file->size * RATIO : file->size;
	return (bytes < max ? (size_t)bytes : max) * COPIES;
}

/* The next documents are probably small again. What a large one took goes back to the system, or each
 * thread would keep as much for itself. */
static void shrink(struct worker *worker, struct document *doc)
{
	size_t bytes = doc->text.cap;
	if (bytes > KEPT)
		document_done(doc);
	if (bytes <= SMALL)
		return;
	passages_done(&worker->scribe.passages);
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

/* What is kept of articles that were written is no longer there for those that come. */
static size_t segment_memory(const struct worker *worker)
{
	return run_segment_memory(worker->run, ledger_memory(worker->ledger));
}

/* ---------------------------------------------------------------- files */

/* Such errors of a source are the document's; others end the run. */
static bool is_documents(int status)
{
	return status == LIM_E_INPUT || status == LIM_E_LIMIT || status == LIM_E_IO ||
		status == LIM_E_NOT_FOUND;
}

/* What the index has of the file stays. */
static void skip_file(struct worker *worker, const struct file *file, size_t line,
	const struct lim_error *err)
{
	run_problem(worker->run, file->path, line, err->message);
	ledger_settle(worker->ledger, file->path, FATE_KEPT);
}

/* LIM_SKIPPED: the document was bad. */
static int write_one(struct worker *worker, const struct file *file, struct source *source,
	struct lim_error *err)
{
	struct store_article facts = {.path = file->path, .mtime = file->mtime, .size = file->size};
	size_t line;
	int status = source_next(source, &worker->docs[0], &line, err);
	bool skip = is_documents(status);
	if (status == LIM_OK) {
		status = scribe_document(&worker->scribe, &worker->docs[0], facts, err);
		skip = status == LIM_E_INPUT;
	}
	if (skip)
		skip_file(worker, file, line, err);
	return skip ? LIM_SKIPPED : status;
}

static int read_one(struct worker *worker, const struct file *file, struct source *source,
	struct lim_error *err)
{
	if (!ledger_is_same(worker->ledger, file->path, source_hash(source))) {
		int status = write_one(worker, file, source, err);
		if (status != LIM_OK)
			return status == LIM_SKIPPED ? LIM_OK : status;
		ledger_replace(worker->ledger, file->path);
	} else {
		ledger_stamp(worker->ledger, file->path, file->mtime, file->size);
	}
	/* If the file held other articles before, they are gone. */
	ledger_settle(worker->ledger, file->path, FATE_REMOVED);
	return LIM_OK;
}

/* Hands the file to the pool if it is a stream: *file is then NULL. */
static int open_file(struct worker *worker, struct file **file, struct source **source,
	struct lim_error *err)
{
	struct stream *stream = NULL;
	int status = source_open((*file)->path, worker->run->options.format,
		worker->run->options.max_file, source, err);
	if (status == LIM_OK && source_is_many(*source)) {
		stream = stream_new(*file, *source);
		*file = NULL;
		*source = NULL;
		if (!stream)
			status = error_memory(err);
	} else if (is_documents(status)) {
		skip_file(worker, *file, 0, err);
		status = LIM_OK;
	}
	if (!*source && !stream)
		run_advance(worker->run, 1, 0);
	pool_opened(worker->pool, worker->number, stream);
	return status;
}

/* Takes over the file. */
static int work_file(struct worker *worker, struct file *file, struct lim_error *err)
{
	struct source *source = NULL;
	size_t bytes = estimate(worker, file);
	size_t lent = bytes > SMALL ? pool_borrow(worker->pool, bytes, true) : 0;
	int status = open_file(worker, &file, &source, err);
	if (status == LIM_OK && source) {
		status = read_one(worker, file, source, err);
		run_advance(worker->run, 1, source_bytes(source));
	}
	source_close(source);
	free(file);
	shrink(worker, &worker->docs[0]);
	if (lent > 0)
		pool_return(worker->pool, lent);
	return status;
}

/* ---------------------------------------------------------------- streams */

/* Draws articles up to a large one, when there is room for the largest. Where others of that kind are in
 * work, this waits, and so does who comes next. LIM_DONE: the drawn ones are the last. */
static int draw(struct worker *worker, struct stream *stream, size_t *lent, struct lim_error *err)
{
	struct pool *pool = worker->pool;
	int status = LIM_OK;
	size_t bytes = 0;
	worker->n_docs = 0;
	pthread_mutex_lock(&stream->lock);
	pool_return(pool, pool_borrow(pool, 3 * worker->run->options.max_file, true));
	for (size_t i = 0; i < BATCH && bytes <= KEPT && status == LIM_OK; i++) {
		status = stream_draw(stream, worker->run, worker->ledger, &worker->docs[i],
			&worker->facts[i], err);
		bytes = worker->docs[i].text.cap;
		worker->n_docs += status == LIM_OK;
	}
	worker->scribe.memory = segment_memory(worker);
	if (bytes > SMALL)
		*lent = pool_borrow(pool, bytes, false);
	pthread_mutex_unlock(&stream->lock);
	return status;
}

static int write_drawn(struct worker *worker, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; i < worker->n_docs && status == LIM_OK; i++) {
		struct document *doc = &worker->docs[i];
		status = scribe_document(&worker->scribe, doc, worker->facts[i], err);
		if (status == LIM_OK && !worker->facts[i].path)
			pool_count(worker->pool, doc->text.len);
		shrink(worker, doc);
	}
	return status;
}

static int work_stream(struct worker *worker, struct stream *stream, struct lim_error *err)
{
	int status = LIM_OK;
	while (status == LIM_OK) {
		size_t lent = 0;
		status = draw(worker, stream, &lent, err);
		int written = status < 0 ? LIM_OK : write_drawn(worker, err);
		if (written != LIM_OK)
			status = written;
		if (lent > 0)
			pool_return(worker->pool, lent);
	}
	pool_leave(worker->pool, stream);
	return status == LIM_DONE ? LIM_OK : status;
}

/* ---------------------------------------------------------------- threads */

static int get_ready(struct worker *worker, struct lim_error *err)
{
	if (worker->ready)
		return LIM_OK;
	worker->ready = true;
	for (size_t i = 0; i < BATCH; i++)
		document_init(&worker->docs[i], worker->run->options.max_file);
	return scribe_init(&worker->scribe, worker->writer, segment_memory(worker), err);
}

/* Does what was taken, or, not being able to, puts it away. */
static int work_on(struct worker *worker, struct file *file, struct stream *stream,
	struct lim_error *err)
{
	int status = get_ready(worker, err);
	if (status == LIM_OK)
		return file ? work_file(worker, file, err) : work_stream(worker, stream, err);
	free(file);
	if (!stream)
		pool_opened(worker->pool, worker->number, NULL);
	else
		pool_leave(worker->pool, stream);
	return status;
}

static void *work(void *ctx)
{
	struct worker *worker = ctx;
	struct file *file;
	struct stream *stream;
	struct lim_error error = {0};
	int status;
	while (pool_take(worker->pool, worker->number, &file, &stream)) {
		status = work_on(worker, file, stream, &error);
		if (status != LIM_OK)
			run_fail(worker->run, status, &error);
	}
	if (worker->ready && run_status(worker->run) == LIM_OK) {
		status = scribe_end(&worker->scribe, &error);
		if (status != LIM_OK)
			run_fail(worker->run, status, &error);
	}
	return NULL;
}

static void end_worker(struct worker *worker, struct workers_result *result)
{
	if (!worker->ready)
		return;
	result->articles += worker->scribe.articles;
	result->passages += worker->scribe.n_passages;
	result->bytes += worker->scribe.bytes;
	scribe_done(&worker->scribe);
	for (size_t i = 0; i < BATCH; i++)
		document_done(&worker->docs[i]);
}

/* What all have written is one segment: smaller, and quicker to search. */
static void finish_all(struct worker *workers, unsigned n, struct run *run)
{
	struct lim_error error;
	size_t ready = 0;
	struct scribe **scribes = calloc(n, sizeof *scribes);
	for (unsigned i = 0; scribes && i < n; i++)
		if (workers[i].ready)
			scribes[ready++] = &workers[i].scribe;
	int status = scribes ? scribes_finish(scribes, ready, &error) : error_memory(&error);
	if (status != LIM_OK)
		run_fail(run, status, &error);
	free(scribes);
}

/* The first worker is this thread: it does the work if no other one can be had. */
static void work_all(struct worker *workers, unsigned n, struct workers_result *result)
{
	unsigned begun = 1;
	while (begun < n &&
	       pthread_create(&workers[begun].thread, NULL, work, &workers[begun]) == 0)
		begun++;
	work(&workers[0]);
	for (unsigned i = 1; i < begun; i++)
		pthread_join(workers[i].thread, NULL);
	if (run_status(workers[0].run) == LIM_OK)
		finish_all(workers, n, workers[0].run);
	for (unsigned i = 0; i < n; i++)
		end_worker(&workers[i], result);
}

int workers_run(struct run *run, const struct survey *survey, struct stream *stream,
	struct ledger *ledger, struct writer *writer, struct workers_result *result)
{
	struct pool pool;
	struct lim_error error;
	*result = (struct workers_result){0};
	int status = pool_init(&pool, run, survey, stream);
	unsigned n = status == LIM_OK ? pool_workers(&pool) : 0;
	struct worker *workers = calloc(n + 1, sizeof *workers);
	if (status != LIM_OK || !workers)
		run_fail(run, error_memory(&error), &error);
	for (unsigned i = 0; workers && i < n; i++)
		workers[i] = (struct worker){.pool = &pool, .run = run, .ledger = ledger,
			.writer = writer, .number = i};
	if (run_stage(run, LIM_STAGE_READ, survey ? survey->files.n : 0) == LIM_OK)
		work_all(workers, n, result);
	free(workers);
	pool_done(&pool);
	return run_status(run);
}
