/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a commit publishes: the old segments with their new deletions, then the new segments. */
#include <stdlib.h>

#include "base/error.h"
#include "store/writing.h"

/* What this run deletes of an old segment. */
struct fresh {
	struct dead_list dead;
	struct tally tally;
};

/* A segment without is not looked into. */
static bool has_deleted(const struct catalogue *catalogue, size_t segment)
{
	uint32_t end = catalogue_begin(catalogue, segment + 1);
	for (uint32_t i = catalogue_begin(catalogue, segment); i < end; i++)
		if (catalogue_get(catalogue, i).dead)
			return true;
	return false;
}

/* A walk is in the order of ids, so the list comes out sorted. */
static int collect(const struct writer *writer, size_t segment, struct fresh *fresh, struct lim_error *err)
{
	struct catalogue_entry entry;
	struct catalogue_walk walk = {0};
	int status;
	if (has_deleted(writer->catalogue, segment))
		walk = catalogue_walk(writer->catalogue, segment, segment + 1);
	while ((status = catalogue_next(&walk, &entry, err)) == LIM_OK) {
		const struct store_article *article = &entry.article;
		if (!catalogue_get(writer->catalogue, entry.number).dead)
			continue;
		if (dead_add(&fresh->dead, entry.first, article->passages) != LIM_OK)
			return error_memory(err);
		fresh->tally.passages += article->passages;
		fresh->tally.articles++;
		fresh->tally.bytes += article->text_bytes;
	}
	return status == LIM_DONE ? LIM_OK : status;
}

static int write_dead(const struct writer *writer, size_t i, const struct fresh *fresh,
	uint64_t generation, struct lim_error *err)
{
	struct dead_list all = {0};
	char *path = manifest_dead_path(writer->dir, writer->manifest.segments[i].number, generation);
	int status = LIM_OK;
	if (!path || dead_merge(&writer->dead[i], &fresh->dead, &all) != LIM_OK)
		status = error_memory(err);
	else
		status = dead_write(path, &all, err);
	dead_done(&all);
	free(path);
	return status;
}

/* Adds an old segment to *next, unless nothing of it is alive. */
static int keep_segment(const struct writer *writer, size_t i, const struct fresh *fresh,
	struct manifest *next, struct lim_error *err)
{
	struct manifest_segment segment = writer->manifest.segments[i];
	segment.dead.passages += fresh->tally.passages;
	segment.dead.articles += fresh->tally.articles;
	segment.dead.bytes += fresh->tally.bytes;
	if (segment.dead.passages == segment.all.passages)
		return LIM_OK;
	if (fresh->dead.n > 0) {
		segment.dead_generation = writer->manifest.generation + 1;
		int status = write_dead(writer, i, fresh, segment.dead_generation, err);
		if (status != LIM_OK)
			return status;
	}
	return manifest_add(next, &segment, err);
}

static int keep_old(const struct writer *writer, struct manifest *next, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; status == LIM_OK && i < writer->manifest.n; i++) {
		struct fresh fresh = {0};
		if (!writer->published)
			status = collect(writer, i, &fresh, err);
		if (status == LIM_OK)
			status = keep_segment(writer, i, &fresh, next, err);
		dead_done(&fresh.dead);
	}
	return status;
}

static int compare_numbers(const void *a, const void *b)
{
	const struct manifest_segment *left = a, *right = b;
	return (left->number > right->number) - (left->number < right->number);
}

/* In the order in which they were begun, not finished: threads must not change an answer. */
static int add_new(struct writer *writer, struct manifest *next, struct lim_error *err)
{
	struct manifest *finished = &writer->finished;
	int status = LIM_OK;
	if (finished->n > 0)
		qsort(finished->segments, finished->n, sizeof *finished->segments, compare_numbers);
	for (size_t i = 0; status == LIM_OK && i < finished->n; i++)
		status = manifest_add(next, &finished->segments[i], err);
	return status;
}

static bool has_changes(const struct writer *writer)
{
	bool drops = writer->options.replace_all && !writer->published && writer->manifest.n > 0;
	return writer->fresh || drops || writer->n_deleted > 0 || writer->finished.n > 0;
}

int writer_commit(struct writer *writer, struct lim_error *err)
{
	struct manifest next = {0};
	int status = LIM_OK;
	if (!writer->options.replace_all && !writer->published)
		stamps_write(writer);
	if (!has_changes(writer))
		return LIM_OK;
	if (!writer->options.replace_all || writer->published)
		status = keep_old(writer, &next, err);
	if (status == LIM_OK)
		status = stamps_doubt(writer, err);
	if (status == LIM_OK)
		status = add_new(writer, &next, err);
	if (status == LIM_OK)
		return writer_publish(writer, &next, err);
	manifest_done(&next);
	return status;
}
