/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/tidy.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "indexer/rewrite.h"
#include "indexer/tiers.h"
#include "stemmer/analyze.h"

int tidy_join(const char *dir, struct lim_error *err)
{
	struct writer_options options = {.pack = true, .analysis = ANALYSIS_VERSION};
	struct writer *writer;
	int status = writer_open(dir, &options, &writer, err);
	if (status == LIM_OK)
		status = writer_join(writer, NULL, 0, err);
	writer_close(writer);
	return status;
}

static bool has_to_purge(const struct writer *writer, uint64_t written)
{
	for (size_t i = 0; i < writer_segments(writer); i++) {
		struct segment_facts facts = writer_segment(writer, i);
		if (tiers_purges(&facts, written))
			return true;
	}
	return false;
}

/* What several workers have written: one segment is smaller, and quicker to search. */
static void join_fresh(struct writer *writer)
{
	size_t n = writer_segments(writer), fresh = 0;
	size_t *chosen = calloc(n + 1, sizeof *chosen);
	for (size_t i = 0; chosen && i < n; i++)
		if (writer_segment(writer, i).fresh)
			chosen[fresh++] = i;
	if (fresh > 1)
		writer_join(writer, chosen, fresh, NULL);
	free(chosen);
}

static void join_tiers(struct writer *writer)
{
	size_t n = writer_segments(writer);
	uint64_t *sizes = calloc(n + 1, sizeof *sizes);
	size_t *chosen = calloc(n + 1, sizeof *chosen);
	for (size_t i = 0; sizes && i < n; i++)
		sizes[i] = writer_segment(writer, i).bytes;
	if (sizes && chosen)
		n = tiers_choose(sizes, n, chosen);
	if (sizes && chosen && n > 0)
		writer_join(writer, chosen, n, NULL);
	free(sizes);
	free(chosen);
}

/* The writer closed, and the segments rewritten that are worth it; a new one, or NULL. */
static struct writer *purge(struct writer *writer, uint64_t written,
	const struct lim_index_options *options)
{
	struct run run;
	char *dir = strdup(writer_dir(writer));
	writer_close(writer);
	writer = NULL;
	run_init(&run, options);
	if (dir)
		rewrite_segments(&run, dir, written, &writer);
	run_done(&run);
	free(dir);
	return writer;
}

void tidy_index(struct writer *writer, uint64_t written, const struct lim_index_options *options)
{
	if (has_to_purge(writer, written))
		writer = purge(writer, written, options);
	if (writer) {
		join_fresh(writer);
		join_tiers(writer);
	}
	writer_close(writer);
}
