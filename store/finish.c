/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finishing segments: what each holds is ended, all is on disk after this. */
#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/engine.h"
#include "store/segment.h"
#include "store/sums.h"

/* What the engine does not know of. */
static int take_over(struct segment *segment, struct segment *other, struct lim_error *err)
{
	int status = article_list_append(&segment->articles, &other->articles, err);
	if (status != LIM_OK)
		return status;
	tally_add(&segment->facts.all, &other->facts.all);
	return dictionary_join(&segment->packer.dictionaries, &other->packer.dictionaries) == LIM_OK ?
		LIM_OK : error_memory(err);
}

/* The engine's part is complete on disk; ours comes beside it. */
static int complete(struct segment *const *segments, size_t n, struct lim_error *err)
{
	struct segment *segment = segments[0];
	int status = LIM_OK;
	for (size_t i = 1; i < n && status == LIM_OK; i++)
		status = take_over(segment, segments[i], err);
	if (status == LIM_OK)
		status = article_list_finish(&segment->articles, err);
	if (status == LIM_OK)
		status = dictionary_write(&segment->packer.dictionaries, segment->path, err);
	if (status == LIM_OK)
		status = sums_write(segment->path, err);
	if (status == LIM_OK)
		status = writer_take(segment->writer, &segment->facts, err);
	if (status != LIM_OK)
		file_remove(segment->path, NULL);
	return status;
}

/* LIM_SKIPPED: they cannot be one. */
static int finish_engine(struct segment *const *segments, size_t n, struct lim_error *err)
{
	struct xc_error cause;
	struct xc_builder **builders = calloc(n, sizeof *builders);
	if (!builders)
		return error_memory(err);
	for (size_t i = 0; i < n; i++)
		builders[i] = segments[i]->builder;
	int status = xc_builder_finish_all(builders, n, vocabulary_merge, NULL, &cause);
	free(builders);
	if (status == XC_E_UNSUPPORTED && n > 1)
		return LIM_SKIPPED;
	if (status == XC_STOPPED)
		return error_memory(err);
	return status == XC_OK ? LIM_OK :
		engine_error(err, status, &cause, _("cannot write"), segments[0]->path);
}

static int finish(struct segment *const *segments, size_t n, struct lim_error *err);

static int finish_each(struct segment *const *segments, size_t n, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; i < n && status == LIM_OK; i++)
		status = finish(&segments[i], 1, err);
	return status;
}

static int finish(struct segment *const *segments, size_t n, struct lim_error *err)
{
	int status = finish_engine(segments, n, err);
	if (status == LIM_SKIPPED)
		return finish_each(segments, n, err);
	return status == LIM_OK ? complete(segments, n, err) : status;
}

int segments_finish(struct segment *const *segments, size_t n, struct lim_error *err)
{
	size_t n_full = 0;
	struct segment **full = calloc(n + 1, sizeof *full);
	int status = full ? LIM_OK : error_memory(err);
	for (size_t i = 0; i < n && status == LIM_OK; i++) {
		status = segment_end(segments[i], err);
		if (segments[i]->facts.all.passages > 0)
			full[n_full++] = segments[i];
	}
	if (status == LIM_OK && n_full > 0)
		status = finish(full, n_full, err);
	free(full);
	return status;
}

int segment_finish(struct segment *segment, struct lim_error *err)
{
	return segments_finish(&segment, 1, err);
}
