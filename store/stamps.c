/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stamps of files that were touched and are the same, into the list of articles of a segment: the one file
 * of a segment that may be replaced. It is so before the commit, and it does not matter what becomes of that:
 * the new stamps are as true as the old ones.
 */
#include <stdlib.h>

#include "store/article.h"
#include "store/writing.h"

/* A list is written anew where files of so many percent of the segment's text would be read once more. */
#define WORTH_PERCENT 1

struct stamping {
	const struct writer *writer;
	uint32_t segment;		/* its place in the manifest */
	uint32_t entry;			/* the next live article, in the catalogue */
	uint32_t next;			/* first passage of the next article in the list */
	struct article_list list;
};

static int copy_article(void *ctx, const struct store_article *article, struct lim_error *err)
{
	struct stamping *stamping = ctx;
	const struct catalogue *catalogue = stamping->writer->catalogue;
	struct store_article copy = *article;
	const struct catalogue_entry *entry = stamping->entry < catalogue_count(catalogue) ?
		catalogue_get(catalogue, stamping->entry) : NULL;
	if (entry && entry->segment == stamping->segment && entry->first == stamping->next) {
		copy.mtime = entry->mtime;
		copy.size = entry->size;
		stamping->entry++;
	}
	stamping->next += article->passages;
	return article_add(&stamping->list, &copy, err);
}

static void stamp_segment(const struct writer *writer, uint32_t segment, uint32_t first)
{
	struct stamping stamping = {.writer = writer, .segment = segment, .entry = first, .next = 1};
	char *path = manifest_segment_path(writer->dir, writer->manifest.segments[segment].number);
	if (path && article_list_init(&stamping.list, path) == LIM_OK &&
	    article_read(path, copy_article, &stamping, NULL) == LIM_OK)
		article_list_finish(&stamping.list, NULL);
	article_list_done(&stamping.list);
	free(path);
}

/* The catalogue is in the order of segments. */
void stamps_write(struct writer *writer)
{
	uint32_t n = writer->catalogue ? (uint32_t)catalogue_count(writer->catalogue) : 0;
	for (uint32_t first = 0, end; first < n; first = end) {
		uint32_t segment = catalogue_get(writer->catalogue, first)->segment;
		uint64_t bytes = 0;
		for (end = first; end < n && catalogue_get(writer->catalogue, end)->segment == segment; end++)
			if (catalogue_get(writer->catalogue, end)->stamped)
				bytes += catalogue_get(writer->catalogue, end)->size;
		if (bytes > 0 && bytes >= writer->manifest.segments[segment].all.bytes / 100 * WORTH_PERCENT)
			stamp_segment(writer, segment, first);
	}
}
