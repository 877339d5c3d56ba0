/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/rewrite.h"

#include <stdlib.h>
#include <string.h>

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
	struct types types;
	bool *chosen;		/* of each segment; NULL: all */
	pthread_mutex_t lock;	/* over the walk: what nobody has taken yet */
	struct catalogue_walk walk;
};

/* Articles that were taken. */
struct batch {
	struct catalogue_entry entries[BATCH];
	size_t n;
	struct arena strings;
};

struct copyist {
	struct rewrite *rewrite;
	struct scribe scribe;
	struct reader *reader;
	struct batch batch;
	struct arena arena;
	pthread_t thread;
};

static int copy_passages(struct copyist *copyist, const struct catalogue_entry *entry,
	struct lim_error *err)
{
	int status = LIM_OK;
	for (uint32_t i = 0; i < entry->article.passages && status == LIM_OK; i++) {
		struct passage_ref ref = {entry->segment, entry->first + i};
		struct store_passage passage;
		arena_reset(&copyist->arena);
		status = reader_passage(copyist->reader, ref, &copyist->arena, &passage, err);
		if (status == LIM_OK)
			status = scribe_passage(&copyist->scribe, &passage, err);
	}
	return status;
}

static int copy_article(struct copyist *copyist, const struct catalogue_entry *entry, struct lim_error *err)
{
	const struct types *types = &copyist->rewrite->types;
	const struct store_article *known = &entry->article;
	struct store_article article;
	arena_reset(&copyist->arena);
	int status = reader_article(copyist->reader,
		(struct passage_ref){entry->segment, entry->first}, 0, &copyist->arena, &article, err);
	if (status != LIM_OK)
		return status;
	article.id = known->id;
	article.path = known->path;
	article.mtime = known->mtime;
	article.size = known->size;
	article.hash = known->hash;
	article.many = known->many;
	status = scribe_article(&copyist->scribe, &article, types_get(types, entry->segment, entry->first),
		err);
	return status == LIM_OK ? copy_passages(copyist, entry, err) : status;
}

static bool is_chosen(const struct rewrite *rewrite, size_t segment)
{
	return !rewrite->chosen || rewrite->chosen[segment];
}

static bool keep_string(struct arena *arena, const char **string)
{
	if (*string)
		*string = arena_dup(arena, *string, strlen(*string));
	return *string;
}

/* The entry's strings last until the next one. */
static int keep_entry(struct batch *batch, const struct catalogue_entry *entry)
{
	struct store_article *kept = &batch->entries[batch->n].article;
	batch->entries[batch->n++] = *entry;
	return keep_string(&batch->strings, &kept->id) &&
		(!kept->path || keep_string(&batch->strings, &kept->path)) ? LIM_OK : LIM_E_MEMORY;
}

/* Takes the next ones of the chosen segments; none: there are no more. */
static int take_batch(struct rewrite *rewrite, struct batch *batch, struct lim_error *err)
{
	struct catalogue_entry entry;
	int status = LIM_OK;
	batch->n = 0;
	arena_reset(&batch->strings);
	pthread_mutex_lock(&rewrite->lock);
	while (batch->n < BATCH && status == LIM_OK &&
	       (status = catalogue_next(&rewrite->walk, &entry, err)) == LIM_OK)
		if (is_chosen(rewrite, entry.segment) && keep_entry(batch, &entry) != LIM_OK)
			status = error_memory(err);
	pthread_mutex_unlock(&rewrite->lock);
	return status == LIM_DONE ? LIM_OK : status;
}

static int copy_batch(struct copyist *copyist, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; i < copyist->batch.n && status == LIM_OK; i++) {
		status = copy_article(copyist, &copyist->batch.entries[i], err);
		if (status == LIM_OK && run_advance(copyist->rewrite->run, 1, 0) != LIM_OK)
			break;
	}
	return status;
}

static int copy_all(struct copyist *copyist, struct lim_error *err)
{
	struct rewrite *rewrite = copyist->rewrite;
	size_t held = catalogue_memory(rewrite->catalogue);
	int status = scribe_init(&copyist->scribe, rewrite->writer, run_segment_memory(rewrite->run, held),
		err);
	if (status == LIM_OK)
		status = reader_open(&rewrite->dir, 1, 0, &copyist->reader, err);
	while (status == LIM_OK && run_status(rewrite->run) == LIM_OK &&
	       (status = take_batch(rewrite, &copyist->batch, err)) == LIM_OK && copyist->batch.n > 0)
		status = copy_batch(copyist, err);
	if (status == LIM_OK && run_status(rewrite->run) == LIM_OK)
		status = scribe_end(&copyist->scribe, err);
	return status;
}

static void *copy(void *ctx)
{
	struct copyist *copyist = ctx;
	struct lim_error error = {0};
	arena_init(&copyist->arena, PIECE_MAX);
	arena_init(&copyist->batch.strings, BATCH * PIECE_MAX);
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
	arena_done(&copyist->batch.strings);
}

static unsigned count_workers(const struct rewrite *rewrite)
{
	uint64_t passages = 0;
	for (size_t i = 0; i < writer_segments(rewrite->writer); i++) {
		struct segment_facts facts = writer_segment(rewrite->writer, i);
		if (is_chosen(rewrite, i))
			passages += facts.passages - facts.deleted;
	}
	unsigned jobs = rewrite->run->options.jobs;
	return passages / WORKER_PASSAGES + 1 < jobs ? (unsigned)(passages / WORKER_PASSAGES + 1) : jobs;
}

static void finish_all(struct copyist *copyists, unsigned n, struct run *run)
{
	struct lim_error error;
	struct scribe **scribes = calloc(n, sizeof *scribes);
	for (unsigned i = 0; scribes && i < n; i++)
		scribes[i] = &copyists[i].scribe;
	int status = scribes ? scribes_finish(scribes, n, &error) : error_memory(&error);
	if (status != LIM_OK)
		run_fail(run, status, &error);
	free(scribes);
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
	if (run_status(rewrite->run) == LIM_OK)
		finish_all(copyists, begun, rewrite->run);
	for (unsigned i = 0; i < begun; i++)
		end_copyist(&copyists[i], result);
	free(copyists);
}

static int delete_segment(struct rewrite *rewrite, size_t segment, struct lim_error *err)
{
	int status = LIM_OK;
	uint32_t end = catalogue_begin(rewrite->catalogue, segment + 1);
	for (uint32_t i = catalogue_begin(rewrite->catalogue, segment); i < end && status == LIM_OK; i++)
		status = writer_delete(rewrite->writer, i, err);
	return status;
}

/* Of segments that are rewritten in part, what was copied is deleted where it was. */
static int publish(struct rewrite *rewrite, struct lim_error *err)
{
	int status = run_stage(rewrite->run, LIM_STAGE_WRITE, 0);
	if (status != LIM_OK)
		return LIM_OK;
	for (size_t i = 0; rewrite->chosen && i < writer_segments(rewrite->writer); i++)
		if (status == LIM_OK && is_chosen(rewrite, i))
			status = delete_segment(rewrite, i, err);
	return status == LIM_OK ? writer_commit(rewrite->writer, err) : status;
}

/* With the writer open. */
static void make_anew(struct rewrite *rewrite, struct workers_result *result)
{
	struct run *run = rewrite->run;
	struct lim_error error = {0};
	rewrite->catalogue = writer_catalogue(rewrite->writer);
	rewrite->walk = catalogue_walk_all(rewrite->catalogue);
	pthread_mutex_init(&rewrite->lock, NULL);
	int status = types_find(rewrite->dir, rewrite->writer, &rewrite->types, &error);
	if (status == LIM_OK &&
	    run_stage(run, LIM_STAGE_READ, catalogue_count(rewrite->catalogue)) == LIM_OK)
		work_all(rewrite, result);
	if (status == LIM_OK && run_status(run) == LIM_OK)
		status = publish(rewrite, &error);
	if (status != LIM_OK)
		run_fail(run, status, &error);
	types_done(&rewrite->types);
	pthread_mutex_destroy(&rewrite->lock);
}

/* The writer is handed on, or closed. */
static int end_rewrite(struct rewrite *rewrite, struct writer **out)
{
	free(rewrite->chosen);
	if (out && run_status(rewrite->run) == LIM_OK)
		*out = rewrite->writer;
	else
		writer_close(rewrite->writer);
	return run_status(rewrite->run);
}

int rewrite_index(struct run *run, const char *dir, struct workers_result *result, struct writer **out)
{
	struct rewrite rewrite = {.run = run, .dir = dir};
	struct writer_options options = {.replace_all = true, .analysis = ANALYSIS_VERSION};
	struct lim_error error = {0};
	*result = (struct workers_result){0};
	int status = writer_open(dir, &options, &rewrite.writer, &error);
	if (status == LIM_OK)
		make_anew(&rewrite, result);
	else
		run_fail(run, status, &error);
	return end_rewrite(&rewrite, out);
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
	return end_rewrite(&rewrite, out);
}
