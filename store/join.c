/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several segments as one, without looking into their passages. */
#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/article.h"
#include "store/dictionary.h"
#include "store/engine.h"
#include "store/recut.h"
#include "store/sums.h"
#include "store/vocabulary.h"
#include "store/writing.h"

struct join {
	struct writer *writer;
	const struct manifest_segment **segments;	/* to be joined */
	char **paths;			/* of these */
	size_t n;
	char *target;
	struct recut recut;		/* knows the dictionaries */
	struct dead_list dead;
	struct manifest_segment result;
};

/* chosen NULL: all. */
static int list_segments(struct join *join, const size_t *chosen, size_t n, struct lim_error *err)
{
	const struct manifest *manifest = &join->writer->manifest;
	join->target = manifest_segment_path(join->writer->dir, join->result.number);
	join->segments = calloc(n, sizeof *join->segments);
	join->paths = calloc(n, sizeof *join->paths);
	if (!join->target || !join->segments || !join->paths)
		return error_memory(err);
	for (; join->n < n; join->n++) {
		size_t i = chosen ? chosen[join->n] : join->n;
		join->segments[join->n] = &manifest->segments[i];
		join->paths[join->n] = manifest_segment_path(join->writer->dir,
			manifest->segments[i].number);
		if (!join->paths[join->n])
			return error_memory(err);
	}
	return LIM_OK;
}

/* The lists on disk: the writer's copies are gone once it has committed. */
static int add_dead(struct join *join, const struct manifest_segment *segment, struct lim_error *err)
{
	struct dead_list dead = {0};
	if (segment->dead_generation == 0)
		return LIM_OK;
	char *path = manifest_dead_path(join->writer->dir, segment->number, segment->dead_generation);
	int status = path ? dead_read(path, segment->all.passages, &dead, err) : error_memory(err);
	for (size_t i = 0; status == LIM_OK && i < dead.n; i++)
		if (dead_add(&join->dead, join->result.all.passages + dead.ids[i], 1) != LIM_OK)
			status = error_memory(err);
	dead_done(&dead);
	free(path);
	return status;
}

/* In the order of the segments, as the engine puts their passages. */
static int gather(struct join *join, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; status == LIM_OK && i < join->n; i++) {
		const struct manifest_segment *segment = join->segments[i];
		if (segment->all.passages > UINT32_MAX - join->result.all.passages)
			return error_set(err, LIM_E_LIMIT, _("the segments of %s are too large for one"),
				join->writer->dir);
		size_t everything = SIZE_MAX;
		status = sums_check(join->paths[i], &everything, err);
		if (status == LIM_OK)
			status = add_dead(join, segment, err);
		if (status == LIM_OK)
			status = unpacker_learn(&join->recut.unpacker, join->paths[i], err);
		tally_add(&join->result.all, &segment->all);
		tally_add(&join->result.dead, &segment->dead);
	}
	return status;
}

static int write_database(struct join *join, struct lim_error *err)
{
	struct xc_error cause;
	struct recut *recut = &join->recut;
	struct xc_compact_options options = {0};
	if (join->writer->options.pack)
		options = (struct xc_compact_options){.data = recut_data, .data_ctx = recut,
			.data_as_given = 1};
	int status = xc_compact((const char *const *)join->paths, join->n, join->target, &options,
		vocabulary_merge, NULL, &cause);
	if (status == XC_STOPPED)
		return recut->status == LIM_E_MEMORY ? error_memory(err) :
			error_set(err, LIM_E_DAMAGED, _("the segments of %s cannot be joined: run "
				"limier-index -d %s check"), join->writer->dir, join->writer->dir);
	return status == XC_OK ? LIM_OK :
		engine_error(err, status, &cause, _("cannot write"), join->target);
}

static int copy_article(void *ctx, const struct store_article *article, struct lim_error *err)
{
	return article_add(ctx, article, err);
}

static int write_articles(const struct join *join, struct lim_error *err)
{
	struct article_list list;
	int status = article_list_init(&list, join->target) == LIM_OK ? LIM_OK : error_memory(err);
	for (size_t i = 0; status == LIM_OK && i < join->n; i++)
		status = article_read(join->paths[i], copy_article, &list, err);
	if (status == LIM_OK)
		status = article_list_finish(&list, err);
	article_list_done(&list);
	return status;
}

/* Those of the new blocks, or of the old ones. */
static int write_dictionaries(const struct join *join, struct lim_error *err)
{
	return dictionary_write(join->writer->options.pack ? &join->recut.packer.dictionaries :
		&join->recut.unpacker.known, join->target, err);
}

static int write_files(struct join *join, struct lim_error *err)
{
	int status = write_database(join, err);
	if (status == LIM_OK)
		status = write_articles(join, err);
	if (status == LIM_OK)
		status = write_dictionaries(join, err);
	if (status == LIM_OK)
		status = sums_write(join->target, err);
	if (status != LIM_OK || join->dead.n == 0)
		return status;
	join->result.dead_generation = join->writer->manifest.generation + 1;
	char *path = manifest_dead_path(join->writer->dir, join->result.number,
		join->result.dead_generation);
	status = path ? dead_write(path, &join->dead, err) : error_memory(err);
	free(path);
	return status;
}

static bool is_joined(const struct join *join, const struct manifest_segment *segment)
{
	for (size_t i = 0; i < join->n; i++)
		if (join->segments[i] == segment)
			return true;
	return false;
}

static int publish(struct join *join, struct lim_error *err)
{
	const struct manifest *manifest = &join->writer->manifest;
	struct manifest next = {0};
	int status = LIM_OK;
	for (size_t i = 0; status == LIM_OK && i < manifest->n; i++)
		if (!is_joined(join, &manifest->segments[i]))
			status = manifest_add(&next, &manifest->segments[i], err);
	if (status == LIM_OK)
		status = manifest_add(&next, &join->result, err);
	if (status == LIM_OK)
		return writer_publish(join->writer, &next, err);
	manifest_done(&next);
	return status;
}

static void join_done(struct join *join)
{
	for (size_t i = 0; i < join->n; i++)
		free(join->paths[i]);
	free(join->paths);
	free(join->segments);
	free(join->target);
	recut_done(&join->recut);
	dead_done(&join->dead);
}

/* Whether the only segment is to be made smaller. */
static bool has_to_pack(const struct writer *writer)
{
	return writer->options.pack && writer->manifest.n > 0 && !writer->manifest.segments[0].packed;
}

int writer_join(struct writer *writer, const size_t *chosen, size_t n, struct lim_error *err)
{
	struct join join = {.writer = writer};
	if (writer->n_deleted > 0 || writer->finished.n > 0)
		return error_set(err, LIM_E_ARGUMENT, "%s", _("commit before joining segments"));
	if (!chosen)
		n = writer->manifest.n;
	if (n < 2 && (chosen || !has_to_pack(writer)))
		return LIM_OK;
	writer_forget(writer);
	recut_init(&join.recut);
	join.result.number = writer_number(writer);
	join.result.packed = writer->options.pack;
	int status = list_segments(&join, chosen, n, err);
	if (status == LIM_OK)
		status = gather(&join, err);
	if (status == LIM_OK) {
		status = write_files(&join, err);
		/* Nothing refers to it yet. */
		if (status != LIM_OK)
			file_remove(join.target, NULL);
	}
	if (status == LIM_OK)
		status = publish(&join, err);
	join_done(&join);
	return status;
}
