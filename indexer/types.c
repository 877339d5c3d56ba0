/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/types.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/search.h"

/* SYNC: struct document.type */
static const char *const known[] = {"text", "markdown", "html", "jsonl"};

/* The catalogue is in the order of segments and ids. */
static uint32_t find_article(const struct catalogue *catalogue, struct passage_ref ref)
{
	uint32_t low = 0, high = (uint32_t)catalogue_count(catalogue);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct catalogue_entry *entry = catalogue_get(catalogue, middle);
		if (entry->segment < ref.shard ||
		    (entry->segment == ref.shard && entry->first + entry->passages <= ref.id))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int find_type(struct reader *reader, const struct catalogue *catalogue, const char *type,
	const char **types, struct lim_error *err)
{
	struct store_search_options options = {.count = reader_documents(reader), .any_order = true};
	struct store_matches matches = {0};
	struct store_query *query = store_query_filter(reader, FIELD_TYPE, type, strlen(type));
	int status = query ? store_search(reader, query, &options, &matches, err) : error_memory(err);
	for (size_t i = 0; i < matches.n; i++) {
		uint32_t article = find_article(catalogue, matches.matches[i].ref);
		if (article < catalogue_count(catalogue))
			types[article] = type;
	}
	store_matches_done(&matches);
	store_query_free(query);
	return status;
}

int types_find(const char *dir, const struct catalogue *catalogue, const char ***types,
	struct lim_error *err)
{
	struct reader *reader = NULL;
	int status = reader_open(&dir, 1, 0, &reader, err);
	*types = calloc(catalogue_count(catalogue) + 1, sizeof **types);
	if (status == LIM_OK && !*types)
		status = error_memory(err);
	for (size_t i = 0; i < sizeof known / sizeof *known && status == LIM_OK; i++)
		status = find_type(reader, catalogue, known[i], *types, err);
	reader_close(reader);
	return status;
}
