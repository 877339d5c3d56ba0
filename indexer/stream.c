/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/stream.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/i18n.h"

struct stream *stream_new(struct file *file, struct source *source)
{
	struct stream *stream = calloc(1, sizeof *stream);
	if (!stream) {
		source_close(source);
		free(file);
		return NULL;
	}
	stream->file = file;
	stream->source = source;
	pthread_mutex_init(&stream->lock, NULL);
	return stream;
}

void stream_free(struct stream *stream)
{
	if (!stream)
		return;
	source_close(stream->source);
	free(stream->file);
	pthread_mutex_destroy(&stream->lock);
	free(stream);
}

/* What one call of stream_draw works with. */
struct draw {
	struct stream *stream;
	struct run *run;
	struct ledger *ledger;
	const char *path;	/* NULL: articles of a program */
	uint32_t order;
	size_t line;
};

static int read_next(struct draw *draw, struct document *doc, struct lim_error *err)
{
	struct stream *stream = draw->stream;
	draw->line = 0;
	if (stream->over)
		return LIM_DONE;
	if (!stream->source) {
		run_advance(draw->run, 1, 0);
		return stream->read(stream->ctx, doc, err);
	}
	int status = source_next(stream->source, doc, &draw->line, err);
	uint64_t bytes = source_bytes(stream->source);
	run_advance(draw->run, 0, bytes - stream->bytes);
	stream->bytes = bytes;
	return status;
}

static void report(struct draw *draw, const struct document *doc, const char *reason)
{
	run_problem(draw->run, draw->path ? draw->path : doc->id, draw->line, reason);
}

/* Which article a bad line was is not always known. */
static void keep_bad(struct draw *draw, const struct document *doc)
{
	if (doc->id)
		ledger_keep(draw->ledger, doc->id, draw->path);
	else
		draw->stream->unclear = true;
}

/* What has not come again is gone, if all has been seen. */
static void settle(struct draw *draw)
{
	struct stream *stream = draw->stream;
	if (stream->over)
		return;
	stream->over = true;
	if (!draw->path)
		return;
	ledger_settle(draw->ledger, draw->path, stream->unclear ? FATE_KEPT : FATE_REMOVED);
	if (source_is_broken(stream->source))
		ledger_break(draw->ledger, draw->path);
	if (!stream->unclear)
		ledger_stamp(draw->ledger, draw->path, stream->file->mtime, stream->file->size);
	run_advance(draw->run, 1, 0);
}

static int judge(struct draw *draw, const struct document *doc, bool *wanted, struct lim_error *err)
{
	enum claim claim;
	int status = ledger_claim(draw->ledger, doc->id, draw->path, doc->hash, draw->order, &claim);
	*wanted = status == LIM_OK && claim == CLAIM_WRITE;
	if (status != LIM_OK)
		return error_memory(err);
	if (claim == CLAIM_TAKEN) {
		struct lim_error reason;
		error_set(&reason, LIM_E_INPUT, _("duplicate id \"%s\": the first article with it "
			"counts"), doc->id);
		report(draw, doc, reason.message);
	}
	return LIM_OK;
}

/* One step: *wanted tells whether doc is to be written. */
static int take(struct draw *draw, struct document *doc, bool *wanted, struct lim_error *err)
{
	struct lim_error reason = {0};
	int status = read_next(draw, doc, &reason);
	*wanted = false;
	switch (status) {
	case LIM_OK:
		return judge(draw, doc, wanted, err);
	case LIM_DONE:
		settle(draw);
		return LIM_DONE;
	case LIM_E_INPUT:
	case LIM_E_LIMIT:
		report(draw, doc, reason.message);
		keep_bad(draw, doc);
		return LIM_OK;
	case LIM_E_IO:
	case LIM_E_NOT_FOUND:
		report(draw, doc, reason.message);
		draw->stream->unclear = true;
		settle(draw);
		return LIM_DONE;
	default:
		if (err)
			*err = reason;
		return status;
	}
}

int stream_draw(struct stream *stream, struct run *run, struct ledger *ledger, struct document *doc,
	struct store_article *facts, struct lim_error *err)
{
	const struct file *file = stream->file;
	struct draw draw = {.stream = stream, .run = run, .ledger = ledger,
		.path = file ? file->path : NULL, .order = file ? file->order : 1};
	bool wanted = false;
	int status = LIM_OK;
	while (status == LIM_OK && !wanted)
		status = run_status(run) == LIM_OK ? take(&draw, doc, &wanted, err) : LIM_DONE;
	*facts = (struct store_article){.path = draw.path, .many = file != NULL};
	if (file) {
		facts->mtime = file->mtime;
		facts->size = file->size;
	}
	return status;
}
