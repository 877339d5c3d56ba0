/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/similar.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/i18n.h"

#define PASSAGES_MAX 64		/* of an article: its beginning tells what it is about */

static int compare_refs(const void *a, const void *b)
{
	const struct store_match *x = a, *y = b;
	return (x->ref.id > y->ref.id) - (x->ref.id < y->ref.id);
}

static int add_passages(struct lim_searcher *s, const struct store_matches *matches, struct buf *text,
	struct lim_error *err)
{
	int status = LIM_OK;
	for (size_t i = 0; i < matches->n && status == LIM_OK; i++) {
		struct store_passage passage;
		status = reader_passage(s->reader, matches->matches[i].ref, &s->arena, &passage, err);
		if (status == LIM_OK && text->len + passage.text.len + 1 < text->max) {
			buf_add(text, passage.text.ptr, passage.text.len);
			buf_addc(text, '\n');
		}
	}
	if (status == LIM_OK && text->status != LIM_OK)
		status = error_memory(err);
	return status;
}

int article_text(struct lim_searcher *s, const char *id, struct buf *text, struct lim_error *err)
{
	struct store_query *query = store_query_article(s->reader, id);
	struct store_search_options options = {.count = PASSAGES_MAX};
	struct store_matches matches = {0};
	arena_reset(&s->arena);
	int status = query ? store_search(s->reader, query, &options, &matches, err) : error_memory(err);
	if (status == LIM_OK && matches.n == 0)
		status = error_set(err, LIM_E_NOT_FOUND, _("there is no article %s in the index"), id);
	if (matches.n > 1)
		qsort(matches.matches, matches.n, sizeof *matches.matches, compare_refs);
	if (status == LIM_OK)
		status = add_passages(s, &matches, text, err);
	store_matches_done(&matches);
	store_query_free(query);
	return status;
}
