/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing a segment. Passages wait until their block of text is packed: the block is the data of its first
 * passage, so that one cannot go to the engine before.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"
#include "base/i18n.h"
#include "store/engine.h"
#include "store/place.h"
#include "store/segment.h"
#include "store/term.h"
#include "store/weight.h"

#define MEMORY_MIN ((size_t)8 << 20)
#define PASSAGES_FULL (UINT32_MAX / 2)

/* ---- beginning and end */

static pack_fn add_block;

static int begin(struct segment *segment, struct lim_error *err)
{
	struct xc_builder_options options = {.memory_limit = segment->memory / 8 * 3, .data_as_given = 1};
	struct xc_error cause;
	segment->path = manifest_segment_path(segment->writer->dir, segment->facts.number);
	if (!segment->path)
		return error_memory(err);
	int status = xc_builder_new(segment->path, &options, &segment->builder, &cause);
	return status == XC_OK ? LIM_OK :
		engine_error(err, status, &cause, _("cannot create"), segment->path);
}

int segment_new(struct writer *writer, size_t memory, struct segment **out, struct lim_error *err)
{
	*out = NULL;
	struct segment *segment = calloc(1, sizeof *segment);
	if (!segment)
		return error_memory(err);
	segment->writer = writer;
	segment->memory = memory > MEMORY_MIN ? memory : MEMORY_MIN;
	segment->facts.number = writer_number(writer);
	arena_init(&segment->arena, segment->memory);
	arena_init(&segment->current.arena, segment->memory);
	block_init(&segment->block, segment->memory);
	packer_init(&segment->packer, &writer->trainer, 2 * segment->memory, add_block, segment);
	vocabulary_init(&segment->vocabulary, segment->memory);
	lexicon_init(&segment->lexicon, segment->memory);
	int status = begin(segment, err);
	if (status == LIM_OK && article_list_init(&segment->articles, segment->path) != LIM_OK)
		status = error_memory(err);
	if (status == LIM_OK)
		*out = segment;
	else
		segment_free(segment);
	return status;
}

void segment_free(struct segment *segment)
{
	if (!segment)
		return;
	xc_builder_free(segment->builder);
	arena_done(&segment->arena);
	arena_done(&segment->current.arena);
	block_done(&segment->block);
	packer_done(&segment->packer);
	free(segment->waiting);
	article_list_done(&segment->articles);
	vocabulary_done(&segment->vocabulary);
	lexicon_done(&segment->lexicon);
	free(segment->path);
	free(segment);
}

struct lexicon *segment_lexicon(struct segment *segment)
{
	return &segment->lexicon;
}

struct vocabulary *segment_vocabulary(struct segment *segment)
{
	return &segment->vocabulary;
}

uint32_t segment_passages(const struct segment *segment)
{
	return segment->facts.all.passages;
}

/* The engine sets aside what it has no room for; the rest, ours, is the limit of a segment. */
bool segment_full(const struct segment *segment)
{
	size_t kept = vocabulary_memory(&segment->vocabulary) + lexicon_memory(&segment->lexicon);
	return kept > segment->memory / 8 * 5 || segment->facts.all.passages > PASSAGES_FULL;
}

static int out_of(const struct segment *segment, int status, struct lim_error *err)
{
	if (status == LIM_E_LIMIT)
		return error_set(err, status, _("one article is too large for the %zu bytes of memory "
			"that it may take"), segment->memory);
	return error_memory(err);
}

/* ---- what waits goes to the engine */

static int add_document(struct segment *segment, const struct waiting *passage, struct lim_slice data,
	struct lim_error *err)
{
	struct xc_error cause;
	struct xc_value values[3];
	struct xc_document doc = {.terms = lexicon_terms(&segment->lexicon, passage->terms,
		passage->n_terms), .n_terms = passage->n_terms, .values = values, .data = data.ptr,
		.data_len = data.len};
	if (!doc.terms)
		return error_memory(err);
	values[doc.n_values++] = (struct xc_value){SLOT_ARTICLE, passage->key, ARTICLE_KEY};
	if (passage->signature.len > 0)
		values[doc.n_values++] = (struct xc_value){SLOT_SIGNATURE, passage->signature.ptr,
			passage->signature.len};
	if (passage->date_len > 0)
		values[doc.n_values++] = (struct xc_value){SLOT_DATE, passage->date,
			passage->date_len};
	int status = xc_builder_add(segment->builder, &doc, NULL, &cause);
	return status == XC_OK ? LIM_OK :
		engine_error(err, status, &cause, _("cannot write"), segment->path);
}

/* The next ones that wait: those of the block. */
static int add_block(void *ctx, uint32_t first, size_t passages, struct lim_slice packed)
{
	struct segment *segment = ctx;
	int status = LIM_OK;
	(void)first;
	for (size_t i = 0; status == LIM_OK && i < passages; i++)
		status = add_document(segment, &segment->waiting[segment->added++],
			i == 0 ? packed : (struct lim_slice){0}, segment->err);
	segment->refused = status != LIM_OK;
	return status;
}

/* What waits has gone when the packer holds no more. last: that of the segment. */
static int end_block(struct segment *segment, bool last, struct lim_error *err)
{
	int status = LIM_OK;
	segment->err = err;
	if (segment->block.passages > 0)
		status = packer_add(&segment->packer, &segment->block, segment->facts.all.passages);
	/* Where room becomes scarce, what waits has waited long enough for the others of its sample. */
	if (status == LIM_OK && (last || segment->arena.used > segment->memory / 4))
		status = packer_flush(&segment->packer);
	if (status != LIM_OK)
		return segment->refused ? status : out_of(segment, status, err);
	if (segment->added == segment->n_waiting) {
		segment->added = segment->n_waiting = 0;
		arena_reset(&segment->arena);
	}
	return LIM_OK;
}

/* ---- articles */

static int end_article(struct segment *segment, struct lim_error *err)
{
	const struct store_article *article = &segment->current.article;
	struct tally *all = &segment->facts.all;
	bool empty = !segment->current.open || article->passages == 0;
	segment->current.open = false;
	if (empty)
		return LIM_OK;
	all->articles++;
	all->bytes += article->text_bytes;
	return article_add(&segment->articles, article, err);
}

/* Makes the string the segment's own. False where memory is out. */
static bool keep_string(struct arena *arena, const char **string)
{
	*string = arena_dup(arena, *string, strlen(*string));
	return *string;
}

static bool keep_strings(struct current *current, const struct store_article *given)
{
	struct store_article *kept = &current->article;
	struct arena *arena = &current->arena;
	return (!given->id || keep_string(arena, &kept->id)) &&
		(!given->path || keep_string(arena, &kept->path)) &&
		(!given->title || keep_string(arena, &kept->title)) &&
		(!given->author || keep_string(arena, &kept->author)) &&
		(!given->url || keep_string(arena, &kept->url)) &&
		(!given->date || keep_string(arena, &kept->date));
}

static int keep_filter(struct segment *segment, enum store_field field, struct lim_slice term)
{
	struct posting *kept = &segment->current.filters[segment->current.n_filters++];
	kept->weight = 0;
	return lexicon_number(&segment->lexicon, field, term, &kept->term);
}

static int keep_filters(struct segment *segment, const struct store_term *filters, size_t n)
{
	struct current *current = &segment->current;
	struct place place;
	current->n_filters = 0;
	current->filters = arena_alloc(&current->arena, (n + 1) * sizeof *current->filters);
	int status = current->filters ? LIM_OK : LIM_E_LIMIT;
	for (size_t i = 0; status == LIM_OK && i < n; i++)
		if (!place_has(filters[i].field))
			status = keep_filter(segment, filters[i].field, filters[i].term);
	for (size_t next = 0; status == LIM_OK && place_next(&place, filters, n, &next);)
		status = keep_filter(segment, FIELD_FOLDER, (struct lim_slice){place.text, place.len});
	return status;
}

int segment_article(struct segment *segment, const struct store_article *article,
	const struct store_term *filters, size_t n_filters, struct lim_error *err)
{
	struct current *current = &segment->current;
	const char *id = article->id ? article->id : article->path;
	if (!id)
		return error_set(err, LIM_E_ARGUMENT, "%s", _("an article needs an id or a path"));
	int status = end_article(segment, err);
	if (status != LIM_OK)
		return status;
	arena_reset(&current->arena);
	current->article = *article;
	current->article.passages = 0;
	current->article.text_bytes = 0;
	article_key(id, current->key);
	current->date_len = article->date ? date_digits(article->date, current->date) : 0;
	status = keep_strings(current, article) ? keep_filters(segment, filters, n_filters) :
		LIM_E_LIMIT;
	if (status != LIM_OK)
		return out_of(segment, status, err);
	/* One string is kept where both are the same. */
	if (article->id && article->path && strcmp(article->id, article->path) == 0)
		current->article.id = NULL;
	current->open = true;
	return LIM_OK;
}

/* ---- passages */

static bool keep_terms(struct segment *segment, struct waiting *waiting, const struct segment_terms *terms)
{
	const struct current *current = &segment->current;
	size_t n = terms->n_terms, filters = current->n_filters;
	waiting->n_terms = n + filters;
	waiting->terms = arena_alloc(&segment->arena, (n + filters) * sizeof *waiting->terms);
	if (!waiting->terms)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct store_posting *term = &terms->terms[i];
		waiting->terms[i] = (struct posting){term->term,
			weight_of(term->field, term->frequency, terms->length)};
	}
	memcpy(waiting->terms + n, current->filters, filters * sizeof *waiting->terms);
	return true;
}

static bool keep_signature(struct segment *segment, struct waiting *waiting, struct lim_slice signature)
{
	waiting->signature = signature;
	if (signature.len > 0)
		waiting->signature.ptr = arena_dup(&segment->arena, signature.ptr, signature.len);
	return signature.len == 0 || waiting->signature.ptr;
}

static int keep_passage(struct segment *segment, const struct store_passage *passage,
	const struct segment_terms *terms)
{
	const struct current *current = &segment->current;
	int status = GROW(segment->waiting, segment->waiting_cap, segment->n_waiting);
	if (status != LIM_OK)
		return status;
	struct waiting *waiting = &segment->waiting[segment->n_waiting];
	if (!keep_terms(segment, waiting, terms) || !keep_signature(segment, waiting, terms->signature))
		return LIM_E_LIMIT;
	memcpy(waiting->key, current->key, ARTICLE_KEY);
	memcpy(waiting->date, current->date, DATE_MAX);
	waiting->date_len = current->date_len;
	vocabulary_count(&segment->vocabulary, segment->facts.all.passages + 1, terms->words, terms->n_words);
	segment->n_waiting++;
	return block_add(&segment->block, passage, &current->article);
}

int segment_add(struct segment *segment, const struct store_passage *passage,
	const struct segment_terms *terms, struct lim_error *err)
{
	struct store_article *article = &segment->current.article;
	if (!segment->current.open || passage->ordinal != article->passages)
		return error_set(err, LIM_E_ARGUMENT, "%s",
			_("the passages of an article are added in their order"));
	int status = keep_passage(segment, passage, terms);
	if (status != LIM_OK)
		return out_of(segment, status, err);
	article->passages++;
	article->text_bytes += passage->text.len;
	segment->facts.all.passages++;
	return packer_is_full(&segment->packer, &segment->block) ? end_block(segment, false, err) : LIM_OK;
}

/* ---- end */

static int set_version(struct segment *segment, const char *key, unsigned version, struct lim_error *err)
{
	char text[16];
	struct xc_error cause;
	int len = snprintf(text, sizeof text, "%u", version);
	int status = xc_builder_set_metadata(segment->builder, key, strlen(key), text, (size_t)len,
		&cause);
	return status == XC_OK ? LIM_OK :
		engine_error(err, status, &cause, _("cannot write"), segment->path);
}

static int write_metadata(struct segment *segment, struct lim_error *err)
{
	int status = set_version(segment, META_FORMAT, FORMAT_VERSION, err);
	if (status == LIM_OK)
		status = set_version(segment, META_ANALYSIS, segment->writer->options.analysis, err);
	if (status == LIM_OK)
		status = vocabulary_write(&segment->vocabulary, segment->builder, segment->path, err);
	return status;
}

int segment_end(struct segment *segment, struct lim_error *err)
{
	if (segment->ended)
		return LIM_OK;
	int status = end_article(segment, err);
	if (status == LIM_OK)
		status = end_block(segment, true, err);
	if (status == LIM_OK)
		status = write_metadata(segment, err);
	segment->ended = status == LIM_OK;
	vocabulary_done(&segment->vocabulary);
	lexicon_done(&segment->lexicon);
	return status;
}
