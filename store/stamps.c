/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stamps of files that were touched and are the same, into the lists of articles of the segments: the one
 * file of a segment that may be replaced. It is so before the commit, and it does not matter what becomes of
 * that: the new stamps are as true as the old ones.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/article.h"
#include "store/writing.h"

/* A list is written anew where files of so many percent of the segment's text would be read once more. */
#define WORTH_PERCENT 1

struct stamping {
	struct writer *writer;
	uint32_t segment;		/* its place in the manifest */
	uint32_t article;		/* the next live one, in the catalogue */
	uint32_t next;			/* first passage of the next one in the list */
	struct article_list list;
};

/* Writes a list anew, article by article. */
static int write_anew(struct stamping *stamping, uint64_t number, article_fn *copy, struct lim_error *err)
{
	char *path = manifest_segment_path(stamping->writer->dir, number);
	int status = path && article_list_init(&stamping->list, path) == LIM_OK ? LIM_OK : error_memory(err);
	if (status == LIM_OK)
		status = article_read(path, copy, stamping, err);
	if (status == LIM_OK)
		status = article_list_finish(&stamping->list, err);
	article_list_done(&stamping->list);
	free(path);
	return status;
}

/* ---- files that are the same */

static int copy_stamped(void *ctx, const struct store_article *article, struct lim_error *err)
{
	struct stamping *stamping = ctx;
	const struct catalogue *catalogue = stamping->writer->catalogue;
	struct store_article copy = *article;
	if (!dead_has(&stamping->writer->dead[stamping->segment], stamping->next)) {
		uint32_t file = catalogue_get(catalogue, stamping->article++).file;
		if (file != CATALOGUE_NONE && catalogue_file(catalogue, file)->stamped) {
			copy.mtime = catalogue_file(catalogue, file)->mtime;
			copy.size = catalogue_file(catalogue, file)->size;
		}
	}
	stamping->next += article->passages;
	return article_add(&stamping->list, &copy, err);
}

/* Bytes of the stamped files that a segment has articles of: those of a file lie together. */
static uint64_t stamped_bytes(const struct catalogue *catalogue, uint32_t segment)
{
	uint64_t bytes = 0;
	uint32_t end = catalogue_begin(catalogue, segment + 1), before = CATALOGUE_NONE;
	for (uint32_t i = catalogue_begin(catalogue, segment); i < end; i++) {
		struct catalogue_article article = catalogue_get(catalogue, i);
		if (article.dead || article.file == before)
			continue;
		before = article.file;
		if (before != CATALOGUE_NONE && catalogue_file(catalogue, before)->stamped)
			bytes += catalogue_file(catalogue, before)->size;
	}
	return bytes;
}

void stamps_write(struct writer *writer)
{
	for (uint32_t i = 0; writer->n_stamped > 0 && i < writer->manifest.n; i++) {
		const struct manifest_segment *segment = &writer->manifest.segments[i];
		struct stamping stamping = {.writer = writer, .segment = i, .next = 1,
			.article = catalogue_begin(writer->catalogue, i)};
		uint64_t bytes = stamped_bytes(writer->catalogue, i);
		if (bytes > 0 && bytes >= segment->all.bytes / 100 * WORTH_PERCENT)
			write_anew(&stamping, segment->number, copy_stamped, NULL);
	}
}

/* ---- files that were not read wholly */

static int copy_doubted(void *ctx, const struct store_article *article, struct lim_error *err)
{
	struct stamping *stamping = ctx;
	struct store_article copy = *article;
	if (copy.path && map_find(&stamping->writer->doubted, copy.path, strlen(copy.path)) != MAP_NONE)
		copy.mtime = copy.size = 0;
	return article_add(&stamping->list, &copy, err);
}

int stamps_doubt(struct writer *writer, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; writer->doubted.count > 0 && status == LIM_OK && i < writer->finished.n; i++) {
		struct stamping stamping = {.writer = writer};
		status = write_anew(&stamping, writer->finished.segments[i].number, copy_doubted, err);
	}
	return status;
}
