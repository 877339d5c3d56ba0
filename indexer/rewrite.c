/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/rewrite.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/i18n.h"
#include "indexer/scribe.h"
#include "indexer/tiers.h"
#include "indexer/types.h"
#include "store/reader.h"

/* Articles that a worker takes at once: neighbours share blocks of text. */
#define BATCH 64

/* Passages that make another worker worth its segment. */
#define WORKER_PASSAGES 4000

/* Bytes of one article's facts, or of one passage. */
#define PIECE_MAX ((size_t)64 << 20)

struct rewrite {
	struct run *run;
	const char *dir;
	struct writer *writer;
	const struct catalogue *catalogue;
	const char **types;	/* of each article */
	bool *chosen;		/* of each segment; NULL: all */
	atomic_size_t next;	/* article that nobody has taken yet */
};

struct copyist {
	struct rewrite *rewrite;
	struct scribe scribe;
	struct reader *reader;
	struct arena arena;
	pthread_t thread;
};

static int copy_passages(struct copyist *copyist, const struct catalogue_entry *entry,
	struct lim_error *err)
{
	int status = LIM_OK;
	for (uint32_t i = 0; i < entry->passages && status == LIM_OK; i++) {
		struct passage_ref ref = {entry->segment, entry->first + i};
		struct store_passage passage;
		arena_reset(&copyist->arena);
		status = reader_passage(copyist->reader, ref, &copyist->arena, &passage, err);
		if (status == LIM_OK)
			status = scribe_passage(&copyist->scribe, &passage, err);
	}
	return status;
}

static int copy_article(struct copyist *copyist, uint32_t number, struct lim_error *err)
{
	struct rewrite *rewrite = copyist->rewrite;
	const struct catalogue_entry *entry = catalogue_get(rewrite->catalogue, number);
	struct store_article article;
	arena_reset(&copyist->arena);
	int status = reader_article(copyist->reader,
		(struct passage_ref){entry->segment, entry->first}, 0, &copyist->arena, &article, err);
	if (status != LIM_OK)
		return status;
	article.id = entry->id;
	article.path = entry->path;
	article.mtime = entry->mtime;
	article.size = entry->size;
	article.hash = entry->hash;
	article.many = entry->many;
	status = scribe_article(&copyist->scribe, &article, rewrite->types[number], err);
	return status == LIM_OK ? copy_passages(copyist, entry, err) : status;
}

static bool is_chosen(const struct rewrite *rewrite, size_t i)
{
	return !rewrite->chosen || rewrite->chosen[catalogue_get(rewrite->catalogue, (uint32_t)i)->segment];
}

static int copy_batch(struct copyist *copyist, size_t first, size_t n, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = first; i < first + n && status == LIM_OK; i++) {
		if (!is_chosen(copyist->rewrite, i))
			continue;
		status = copy_article(copyist, (uint32_t)i, err);
		if (status == LIM_OK && run_advance(copyist->rewrite->run, 1, 0) != LIM_OK)
			break;
	}
	return status;
}

static int copy_all(struct copyist *copyist, struct lim_error *err)
{
	struct rewrite *rewrite = copyist->rewrite;
	size_t n = catalogue_count(rewrite->catalogue), first;
	int status = scribe_init(&copyist->scribe, rewrite->writer, run_segment_memory(rewrite->run, 0),
		err);
	if (status == LIM_OK)
		status = reader_open(&rewrite->dir, 1, 0, &copyist->reader, err);
	while (status == LIM_OK && run_status(rewrite->run) == LIM_OK &&
	       (first = atomic_fetch_add(&rewrite->next, BATCH)) < n)
		status = copy_batch(copyist, first, n - first < BATCH ? n - first : BATCH, err);
	if (status == LIM_OK && run_status(rewrite->run) == LIM_OK)
		status = scribe_finish(&copyist->scribe, err);
	return status;
}

static void *copy(void *ctx)
{
	struct copyist *copyist = ctx;
	struct lim_error error = {0};
	arena_init(&copyist->arena, PIECE_MAX);
	int status = copy_all(copyist, &error);
	if (status != LIM_OK)
		run_fail(copyist->rewrite->run, status, &error);
	return NULL;
}

static void end_copyist(struct copyist *copyist, struct workers_result *result)
{
	result->articles += copyist->scribe.articles;
	result->passages += copyist->scribe.n_passages;
	result->bytes += copyist->scribe.bytes;
	scribe_done(&copyist->scribe);
	reader_close(copyist->reader);
	arena_done(&copyist->arena);
}

static unsigned count_workers(const struct rewrite *rewrite)
{
	uint64_t passages = 0;
	for (uint32_t i = 0; i < catalogue_count(rewrite->catalogue); i++)
		if (is_chosen(rewrite, i))
			passages += catalogue_get(rewrite->catalogue, i)->passages;
	unsigned jobs = rewrite->run->options.jobs;
	return passages / WORKER_PASSAGES + 1 < jobs ? (unsigned)(passages / WORKER_PASSAGES + 1) : jobs;
}

/* The first copyist is this thread, as in workers.c. */
static void work_all(struct rewrite *rewrite, struct workers_result *result)
{
	unsigned n = count_workers(rewrite), begun = 1;
	struct lim_error error;
	struct copyist *copyists = calloc(n, sizeof *copyists);
	if (!copyists) {
		run_fail(rewrite->run, error_memory(&error), &error);
		return;
	}
	for (unsigned i = 0; i < n; i++)
		copyists[i].rewrite = rewrite;
	while (begun < n &&
	       pthread_create(&copyists[begun].thread, NULL, copy, &copyists[begun]) == 0)
		begun++;
	copy(&copyists[0]);
	for (unsigned i = 1; i < begun; i++)
		pthread_join(copyists[i].thread, NULL);
	for (unsigned i = 0; i < begun; i++)
		end_copyist(&copyists[i], result);
	free(copyists);
}

/* Of segments that are rewritten in part, what was copied is deleted where it was. */
static int publish(struct rewrite *rewrite, struct lim_error *err)
{
	int status = run_stage(rewrite->run, LIM_STAGE_WRITE, 0);
	if (status != LIM_OK)
		return LIM_OK;
	for (uint32_t i = 0; rewrite->chosen && i < catalogue_count(rewrite->catalogue); i++)
		if (status == LIM_OK && is_chosen(rewrite, i))
			status = writer_delete(rewrite->writer, i, err);
	return status == LIM_OK ? writer_commit(rewrite->writer, err) : status;
}

/* With the writer open. */
static void make_anew(struct rewrite *rewrite, struct workers_result *result)
{
	struct run *run = rewrite->run;
	struct lim_error error = {0};
	rewrite->catalogue = writer_catalogue(rewrite->writer);
	int status = types_find(rewrite->dir, rewrite->catalogue, &rewrite->types, &error);
	if (status == LIM_OK &&
	    run_stage(run, LIM_STAGE_READ, catalogue_count(rewrite->catalogue)) == LIM_OK)
		work_all(rewrite, result);
	if (status == LIM_OK && run_status(run) == LIM_OK)
		status = publish(rewrite, &error);
	if (status != LIM_OK)
		run_fail(run, status, &error);
	free(rewrite->types);
}

int rewrite_index(struct run *run, const char *dir, struct workers_result *result)
{
	struct rewrite rewrite = {.run = run, .dir = dir};
	struct writer_options options = {.replace_all = true, .analysis = ANALYSIS_VERSION};
	struct workers_result written = {0};
	struct lim_error error = {0};
	int status = writer_open(dir, &options, &rewrite.writer, &error);
	if (status == LIM_OK)
		make_anew(&rewrite, &written);
	else
		run_fail(run, status, &error);
	writer_close(rewrite.writer);
	if (result)
		*result = written;
	return run_status(run);
}

static int choose_segments(struct rewrite *rewrite, uint64_t written, struct lim_error *err)
{
	size_t n = writer_segments(rewrite->writer);
	rewrite->chosen = calloc(n + 1, sizeof *rewrite->chosen);
	if (!rewrite->chosen)
		return error_memory(err);
	for (size_t i = 0; i < n; i++) {
		struct segment_facts facts = writer_segment(rewrite->writer, i);
		rewrite->chosen[i] = written == UINT64_MAX ? facts.deleted > 0 :
			tiers_purges(&facts, written);
	}
	return LIM_OK;
}

int rewrite_segments(struct run *run, const char *dir, uint64_t written, struct writer **out)
{
	struct rewrite rewrite = {.run = run, .dir = dir};
	struct writer_options options = {.analysis = ANALYSIS_VERSION};
	struct workers_result result = {0};
	struct lim_error error = {0};
	int status = writer_open(dir, &options, &rewrite.writer, &error);
	if (status == LIM_OK)
		status = choose_segments(&rewrite, written, &error);
	if (status == LIM_OK)
		make_anew(&rewrite, &result);
	else
		run_fail(run, status, &error);
	free(rewrite.chosen);
	if (out && run_status(run) == LIM_OK)
		*out = rewrite.writer;
	else
		writer_close(rewrite.writer);
	return run_status(run);
}
