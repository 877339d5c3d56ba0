/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/scribe.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"

int scribe_init(struct scribe *scribe, struct writer *writer, size_t memory, struct lim_error *err)
{
	*scribe = (struct scribe){.writer = writer, .memory = memory};
	filters_init(&scribe->filters);
	return terms_init(&scribe->terms, err);
}

void scribe_done(struct scribe *scribe)
{
	segment_free(scribe->segment);
	passages_done(&scribe->passages);
	filters_done(&scribe->filters);
	terms_done(&scribe->terms);
}

/* For what comes without a sentence. */
static int explain(int status, struct lim_error *err)
{
	if (status == LIM_E_MEMORY)
		return error_memory(err);
	return error_set(err, status, _("an article passes a limit of the analysis"));
}

/* By a quarter, or there would be many small segments. */
static bool has_to_shrink(const struct scribe *scribe)
{
	return scribe->memory < scribe->granted / 4 * 3;
}

/* The segment has outgrown its memory. */
static int flush(struct scribe *scribe, struct lim_error *err)
{
	int status = segment_finish(scribe->segment, err);
	segment_free(scribe->segment);
	scribe->segment = NULL;
	return status;
}

int scribe_article(struct scribe *scribe, const struct store_article *article, const char *type,
	struct lim_error *err)
{
	int status = LIM_OK;
	scribe->articles++;
	if (!scribe->writer)
		return LIM_OK;
	if (scribe->segment && (segment_full(scribe->segment) || has_to_shrink(scribe)))
		status = flush(scribe, err);
	if (status == LIM_OK && !scribe->segment) {
		scribe->granted = scribe->memory;
		status = segment_new(scribe->writer, scribe->granted, &scribe->segment, err);
		if (status == LIM_OK)
			terms_segment(&scribe->terms, segment_lexicon(scribe->segment),
				segment_vocabulary(scribe->segment));
	}
	if (status != LIM_OK)
		return status;
	status = filters_fill(&scribe->filters, scribe->terms.analyzer, article, type);
	if (status == LIM_OK)
		status = terms_article(&scribe->terms, article->title);
	if (status != LIM_OK)
		return explain(status, err);
	return segment_article(scribe->segment, article, scribe->filters.list, scribe->filters.n, err);
}

int scribe_passage(struct scribe *scribe, const struct store_passage *passage, struct lim_error *err)
{
	struct segment_terms terms;
	scribe->n_passages++;
	scribe->bytes += passage->text.len;
	if (!scribe->writer)
		return LIM_OK;
	int status = terms_passage(&scribe->terms, passage->text, passage->heading, &terms);
	if (status != LIM_OK)
		return explain(status, err);
	return segment_add(scribe->segment, passage, &terms, err);
}

static int write_passages(struct scribe *scribe, const struct document *doc, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; i < scribe->passages.n && status == LIM_OK; i++) {
		const struct passage *p = &scribe->passages.list[i];
		struct store_passage passage = {.ordinal = (uint32_t)i, .start = p->start,
			.line = p->line, .heading = passage_heading(doc, p),
			.text = {doc->text.ptr + p->start, p->end - p->start}};
		status = scribe_passage(scribe, &passage, err);
	}
	return status;
}

int scribe_document(struct scribe *scribe, struct document *doc, struct store_article facts,
	struct lim_error *err)
{
	int status = LIM_OK;
	if (doc->n_blocks == 0 && doc->title)
		status = document_add_block(doc, BLOCK_PARAGRAPH, 0, doc->title, strlen(doc->title));
	if (status == LIM_OK)
		status = passage_pack(doc, facts.many, &scribe->passages);
	if (status != LIM_OK)
		return explain(status, err);
	if (scribe->passages.n == 0)
		return error_set(err, LIM_E_INPUT, _("empty: there is no text in it"));
	facts.id = doc->id;
	facts.title = doc->title;
	facts.author = doc->author;
	facts.url = doc->url;
	facts.date = doc->date;
	facts.hash = doc->hash;
	status = scribe_article(scribe, &facts, doc->type, err);
	return status == LIM_OK ? write_passages(scribe, doc, err) : status;
}

int scribe_end(struct scribe *scribe, struct lim_error *err)
{
	int status = scribe->segment ? segment_end(scribe->segment, err) : LIM_OK;
	passages_done(&scribe->passages);
	terms_done(&scribe->terms);
	return status;
}

int scribes_finish(struct scribe *const *scribes, size_t n, struct lim_error *err)
{
	size_t n_segments = 0;
	struct segment **segments = calloc(n + 1, sizeof *segments);
	if (!segments)
		return error_memory(err);
	for (size_t i = 0; i < n; i++)
		if (scribes[i]->segment)
			segments[n_segments++] = scribes[i]->segment;
	int status = segments_finish(segments, n_segments, err);
	free(segments);
	return status;
}
