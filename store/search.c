/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "store/engine.h"
#include "store/layout.h"
#include "store/querying.h"

static uint32_t bounded(size_t n)
{
	return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static int copy_hits(const struct xc_results *results, struct store_matches *matches,
	struct lim_error *err)
{
	struct store_matches found = {.matches = calloc(results->n + 1, sizeof *found.matches),
		.n = results->n, .total = results->estimated,
		.estimated = results->lower != results->upper};
	if (!found.matches)
		return error_memory(err);
	for (size_t i = 0; i < results->n; i++) {
		const struct xc_hit *hit = &results->hits[i];
		found.matches[i].ref = (struct passage_ref){(uint32_t)hit->shard, hit->local};
		found.matches[i].weight = hit->weight;
	}
	*matches = found;
	return LIM_OK;
}

/* ---- hits of equal weight whose articles have the same key, which is short */

/* Hits read beyond those wanted, so that the last of these has all its like beside it. */
#define BEHIND 16

struct tied {
	struct store_match match;
	char *id;		/* NULL: cannot be read */
	uint32_t ordinal;
};

static int compare_tied(const void *a, const void *b)
{
	const struct tied *x = a, *y = b;
	int order = x->id && y->id ? strcmp(x->id, y->id) : 0;
	return order ? order : (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

/* By the ids of their articles. Without memory they stay as they are. */
static void order_tied(struct reader *reader, struct store_match *matches, size_t n)
{
	struct tied *tied = calloc(n, sizeof *tied);
	for (size_t i = 0; tied && i < n; i++) {
		tied[i].match = matches[i];
		tied[i].id = passage_article(reader, matches[i].ref, &tied[i].ordinal);
	}
	if (tied)
		qsort(tied, n, sizeof *tied, compare_tied);
	for (size_t i = 0; tied && i < n; i++) {
		matches[i] = tied[i].match;
		free(tied[i].id);
	}
	free(tied);
}

static void order_hits(struct reader *reader, const struct xc_results *results,
	struct store_matches *matches)
{
	for (size_t i = 0, n; i < results->n; i += n) {
		for (n = 1; i + n < results->n && results->hits[i + n].tied;)
			n++;
		if (n > 1)
			order_tied(reader, matches->matches + i, n);
	}
}

/* Hits that nothing unread can come before: all, or those up to the last one's like. */
static size_t count_certain(const struct xc_results *results, size_t asked)
{
	size_t n = results->n;
	if (n < asked || n == 0)
		return n;
	while (--n > 0 && results->hits[n].tied)
		;
	return n;
}

int store_search(struct reader *reader, const struct store_query *q,
	const struct store_search_options *options, struct store_matches *matches,
	struct lim_error *err)
{
	/* The stored weights (weight.c) times the query's: the engine would take the logarithm of an
	 * inverse document frequency anew for each posting. */
	struct xc_search_options how = {
		.weighting = XC_TFIDF, .tfidf = "nnn",
		.count = bounded(options->any_order ? options->count : options->count + BEHIND),
		.check_at_least = bounded(options->check_at_least),
		.ties_by_value = !options->any_order, .ties_slot = SLOT_ARTICLE,
		.light_each = options->light_each,
		.exclude = reader->dead > 0 ? reader->deleted : NULL
	};
	struct xc_results *results;
	struct xc_error cause;
	*matches = (struct store_matches){0};
	int status = xc_search(reader->db, q->xc, &how, &results, &cause);
	if (status != XC_OK)
		return engine_error(err, status, &cause, _("cannot search"), reader_name(reader));
	status = copy_hits(results, matches, err);
	if (status == LIM_OK && !options->any_order)
		order_hits(reader, results, matches);
	size_t kept = options->more ? count_certain(results, how.count) : 0;
	if (kept < options->count)
		kept = options->count;
	if (matches->n > kept)
		matches->n = kept;
	xc_results_free(results);
	return status;
}

void store_matches_done(struct store_matches *matches)
{
	free(matches->matches);
	*matches = (struct store_matches){0};
}
