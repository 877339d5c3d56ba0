/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/types.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/search.h"

/* SYNC: struct document.type */
static const char *const known[] = {NULL, "text", "markdown", "html", "jsonl"};
#define KNOWN (sizeof known / sizeof *known)

struct marking {
	const struct segment_types *segment;
	uint8_t type;
};

static int mark(void *ctx, uint32_t passage, uint32_t weight)
{
	const struct marking *marking = ctx;
	(void)weight;
	if (passage <= marking->segment->passages)
		marking->segment->of[passage] = marking->type;
	return 0;
}

static int find_type(struct reader *reader, const struct types *types, uint8_t type, struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; i < types->n && status == LIM_OK; i++) {
		struct marking marking = {&types->segments[i], type};
		status = store_filter_each(reader, i, FIELD_TYPE, known[type], strlen(known[type]), mark,
			&marking, err);
	}
	return status;
}

static int make_segments(struct types *types, const struct writer *writer)
{
	size_t n = writer_segments(writer);
	if (!(types->segments = calloc(n + 1, sizeof *types->segments)))
		return LIM_E_MEMORY;
	for (; types->n < n; types->n++) {
		struct segment_types *segment = &types->segments[types->n];
		segment->passages = writer_segment(writer, types->n).passages;
		if (!(segment->of = calloc((size_t)segment->passages + 1, 1)))
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
		free(types->segments[i].of);
	free(types->segments);
	*types = (struct types){0};
}

const char *types_get(const struct types *types, uint32_t segment, uint32_t passage)
{
	return known[types->segments[segment].of[passage]];
}
