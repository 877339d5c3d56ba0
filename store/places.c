/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The places of an index that answer a name, as a query: see place.h. */
#include <stdlib.h>

#include "base/grow.h"
#include "store/engine.h"
#include "store/layout.h"
#include "store/place.h"
#include "store/querying.h"

/* Of more places, the passages are listed: each term of a query costs time with every passage looked at. */
#define PLACES_MAX 64

struct places {
	struct reader *reader;
	enum store_field field;
	struct lim_slice name;
	struct xc_query *queries[PLACES_MAX];
	size_t n;
	size_t shard;
	unsigned char *found;		/* a bit for each passage of the shard */
	struct xc_id_list *lists;	/* of each shard */
};

static bool answers(const struct places *places, const char *term, size_t len)
{
	return place_answers(term + 1, len - 1, places->field, places->name.ptr, places->name.len);
}

/* Non-zero: there are too many. */
static int add_place(void *ctx, const char *term, size_t len, uint32_t passages)
{
	struct places *places = ctx;
	(void)passages;
	if (!answers(places, term, len))
		return 0;
	if (places->n == PLACES_MAX)
		return 1;
	places->queries[places->n] = xc_query_term(term, len, 1, NULL);
	return !places->queries[places->n++];
}

static int mark_passage(void *ctx, uint32_t id, uint32_t weight)
{
	struct places *places = ctx;
	(void)weight;
	if (id <= places->reader->shards[places->shard].passages)
		places->found[id / 8] |= (unsigned char)(1 << id % 8);
	return 0;
}

struct visit {
	const struct places *places;
	store_passage_fn *passage;
	void *ctx;
};

static int visit_place(void *ctx, const char *term, size_t len, uint32_t passages)
{
	struct visit *visit = ctx;
	const struct places *places = visit->places;
	(void)passages;
	return answers(places, term, len) && xc_database_each_posting(places->reader->db, places->shard,
		term, len, visit->passage, visit->ctx, NULL) != XC_OK;
}

/* Of the shard. XC_OK or an error. */
static int each_passage(const struct places *places, store_passage_fn *passage, void *ctx)
{
	const char prefix = PLACE_PREFIX;
	struct visit visit = {places, passage, ctx};
	return xc_database_each_term(places->reader->db, places->shard, &prefix, 1, visit_place, &visit,
		NULL);
}

static int list_passages(struct places *places)
{
	uint32_t *ids = NULL, last = places->reader->shards[places->shard].passages;
	size_t n = 0, cap = 0;
	for (uint32_t id = 1; id <= last; id++) {
		if (!(places->found[id / 8] >> id % 8 & 1))
			continue;
		if (GROW(ids, cap, n) != LIM_OK) {
			free(ids);
			return LIM_E_MEMORY;
		}
		ids[n++] = id;
	}
	places->lists[places->shard] = (struct xc_id_list){ids, n};
	return LIM_OK;
}

static int list_shard(struct places *places)
{
	const struct reader *reader = places->reader;
	places->found = calloc((size_t)reader->shards[places->shard].passages / 8 + 1, 1);
	if (!places->found)
		return LIM_E_MEMORY;
	int status = each_passage(places, mark_passage, places) == XC_OK ? list_passages(places) :
		LIM_E_DAMAGED;
	free(places->found);
	return status;
}

static struct xc_query *query_ids(struct places *places)
{
	const struct reader *reader = places->reader;
	struct xc_ids *ids = NULL;
	struct xc_query *query = NULL;
	places->lists = calloc(reader->n_shards + 1, sizeof *places->lists);
	int status = places->lists ? LIM_OK : LIM_E_MEMORY;
	for (; status == LIM_OK && places->shard < reader->n_shards; places->shard++)
		status = list_shard(places);
	if (status == LIM_OK && xc_ids_new(places->lists, reader->n_shards, &ids, NULL) == XC_OK)
		query = xc_query_ids(reader->db, ids, NULL);
	xc_ids_free(ids);
	for (size_t i = 0; places->lists && i < reader->n_shards; i++)
		free((void *)places->lists[i].docids);
	free(places->lists);
	return query;
}

struct xc_query *places_query(struct reader *reader, enum store_field field, const char *name, size_t len)
{
	const char prefix = PLACE_PREFIX;
	struct places places = {.reader = reader, .field = field, .name = {name, len}};
	int status = xc_database_each_term(reader->db, XC_ALL, &prefix, 1, add_place, &places, NULL);
	if (status == XC_OK)
		return xc_query_scale(xc_query_combine(XC_OR, places.queries, places.n, NULL), 0, NULL);
	for (size_t i = 0; i < places.n; i++)
		xc_query_free(places.queries[i]);
	return status == XC_STOPPED ? query_ids(&places) : NULL;
}

int store_filter_each(struct reader *reader, size_t shard, enum store_field field, const char *name,
	size_t len, store_passage_fn *passage, void *ctx, struct lim_error *err)
{
	const struct places places = {.reader = reader, .field = field, .name = {name, len}, .shard = shard};
	return each_passage(&places, passage, ctx) == XC_OK ? LIM_OK : damaged_error(err,
		reader->shards[shard].path);
}
