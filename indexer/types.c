/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/types.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/search.h"

/* SYNC: struct document.type */
static const char *const known[] = {NULL, "text", "markdown", "html", "jsonl"};
#define KNOWN (sizeof known / sizeof *known)

static int find_type(struct reader *reader, struct types *types, uint8_t type, struct lim_error *err)
{
	struct store_search_options options = {.count = reader_documents(reader), .any_order = true};
	struct store_matches matches = {0};
	struct store_query *query = store_query_filter(reader, FIELD_TYPE, known[type], strlen(known[type]));
	int status = query ? store_search(reader, query, &options, &matches, err) : error_memory(err);
	for (size_t i = 0; i < matches.n; i++) {
		struct passage_ref ref = matches.matches[i].ref;
		if (ref.shard < types->n)
			types->segments[ref.shard][ref.id] = type;
	}
	store_matches_done(&matches);
	store_query_free(query);
	return status;
}

static int make_segments(struct types *types, const struct writer *writer)
{
	size_t n = writer_segments(writer);
	if (!(types->segments = calloc(n + 1, sizeof *types->segments)))
		return LIM_E_MEMORY;
	for (; types->n < n; types->n++) {
		size_t passages = writer_segment(writer, types->n).passages;
		if (!(types->segments[types->n] = calloc(passages + 1, 1)))
			return LIM_E_MEMORY;
	}
	return LIM_OK;
}

int types_find(const char *dir, const struct writer *writer, struct types *types, struct lim_error *err)
{
	struct reader *reader = NULL;
	*types = (struct types){0};
	int status = make_segments(types, writer) == LIM_OK ? reader_open(&dir, 1, 0, &reader, err) :
		error_memory(err);
	for (uint8_t i = 1; i < KNOWN && status == LIM_OK; i++)
		status = find_type(reader, types, i, err);
	reader_close(reader);
	return status;
}

void types_done(struct types *types)
{
	for (size_t i = 0; i < types->n; i++)
		free(types->segments[i]);
	free(types->segments);
	*types = (struct types){0};
}

const char *types_get(const struct types *types, uint32_t segment, uint32_t passage)
{
	return known[types->segments[segment][passage]];
}
