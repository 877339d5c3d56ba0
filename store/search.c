/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/search.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/i18n.h"
#include "store/engine.h"
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

int store_search(struct reader *reader, const struct store_query *q,
	const struct store_search_options *options, struct store_matches *matches,
	struct lim_error *err)
{
	/* The stored weights (weight.c) times the query's: the engine would take the logarithm of an
	 * inverse document frequency anew for each posting. */
	struct xc_search_options how = {
		.weighting = XC_TFIDF, .tfidf = "nnn",
		.count = bounded(options->count),
		.check_at_least = bounded(options->check_at_least),
		.exclude = reader->dead > 0 ? reader->deleted : NULL
	};
	struct xc_results *results;
	struct xc_error cause;
	*matches = (struct store_matches){0};
	int status = xc_search(reader->db, q->xc, &how, &results, &cause);
	if (status != XC_OK)
		return engine_error(err, status, &cause, _("cannot search"), reader_name(reader));
	status = copy_hits(results, matches, err);
	xc_results_free(results);
	return status;
}

void store_matches_done(struct store_matches *matches)
{
	free(matches->matches);
	*matches = (struct store_matches){0};
}
