/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searching three shards: weights, pages, collapsing, exclusions and filters. */
#include "support.h"

#include <math.h>
#include <stdbool.h>

static struct xc_error err;

/* 400, 0 and 300 documents: number = before[shard] + local. */
static struct xc_database *db;
static const unsigned before[] = {0, 400, 400};

static int open_shards(void **state)
{
	folder_setup(state);
	const char *paths[] = {in(state, "a"), in(state, "b"), in(state, "c")};
	build_numbered(paths[0], 1, 400);
	build_numbered(paths[1], 1, 0);
	build_numbered(paths[2], 401, 300);
	return xc_database_open(paths, 3, &db, NULL);
}

static int close_shards(void **state)
{
	xc_database_close(db);
	return folder_teardown(state);
}

static struct xc_results *search(struct xc_query *q, struct xc_search_options options)
{
	struct xc_results *r;
	expect(XC_OK, xc_search(db, q, &options, &r, &err));
	xc_query_free(q);
	return r;
}

static unsigned number(const struct xc_hit *hit)
{
	return before[hit->shard] + hit->local;
}

static struct xc_query *frequent_or_w3(void)
{
	return xc_query_pair(XC_OR, term("even"), term("w3"), NULL);
}

static void check_order(const struct xc_results *r)
{
	for (size_t i = 1; i < r->n; i++) {
		const struct xc_hit *a = &r->hits[i - 1], *b = a + 1;
		assert_true(a->weight > b->weight ||
			(a->weight == b->weight && a->docid < b->docid));
	}
}

static void best_first_and_pages(void **state)
{
	struct xc_results *all = search(frequent_or_w3(),
		(struct xc_search_options){.count = 1000, .check_at_least = 1000});
	(void)state;
	assert_int_equal(all->n, 357);
	assert_int_equal(all->lower, 357);
	assert_int_equal(all->estimated, 357);
	check_order(all);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(number(&all->hits[i]) % 100, 3);
	assert_true(all->max_weight == all->hits[0].weight);
	for (uint32_t offset = 0; offset <= 360; offset += 40) {
		struct xc_results *page = search(frequent_or_w3(),
			(struct xc_search_options){.offset = offset, .count = 40});
		assert_int_equal(page->n, offset == 360 ? 0 : offset == 320 ? 37 : 40);
		for (size_t i = 0; i < page->n; i++)
			assert_int_equal(page->hits[i].docid, all->hits[offset + i].docid);
		xc_results_free(page);
	}
	xc_results_free(all);
	xc_results_free(NULL);
}

static void counts_without_hits(void **state)
{
	struct xc_results *r;
	struct xc_query *q = term("even");
	(void)state;
	expect(XC_OK, xc_search(db, q, NULL, &r, &err));
	assert_int_equal(r->n, 0);
	assert_int_equal(r->estimated, 350);
	xc_results_free(r);
	r = search(q, (struct xc_search_options){.offset = UINT32_MAX, .count = UINT32_MAX});
	assert_int_equal(r->n, 0);
	xc_results_free(r);
}

static double weight_of(const struct xc_results *r, unsigned wanted)
{
	for (size_t i = 0; i < r->n; i++)
		if (number(&r->hits[i]) == wanted)
			return r->hits[i].weight;
	fail_msg("document %u is missing", wanted);
	return 0;
}

static void weighting_schemes(void **state)
{
	const struct xc_bm25 flat = {1, 0, 1, 0, 0.5}, sloped = {1, 0, 1, 1, 0.5};
	struct xc_search_options options = {.weighting = XC_TFIDF, .tfidf = "ntn", .count = 1000};
	struct xc_results *r = search(term("w4"), options);
	(void)state;
	/* wdf × ln(N ÷ documents): all shards count. */
	assert_true(fabs(weight_of(r, 404) - 5 * log(700 / 7.0)) < 1e-9);
	xc_results_free(r);
	r = search(xc_query_scale(term("w4"), 2, NULL), options);
	assert_true(fabs(weight_of(r, 4) - 10 * log(700 / 7.0)) < 1e-9);
	xc_results_free(r);
	r = search(term("w4"), (struct xc_search_options){.weighting = XC_COORD, .count = 10});
	assert_true(weight_of(r, 4) == 1);
	xc_results_free(r);
	r = search(term("w4"), (struct xc_search_options){.weighting = XC_BOOL, .count = 10});
	assert_true(weight_of(r, 4) == 0);
	check_order(r);
	xc_results_free(r);
	/* Without b the length of the document plays no part. */
	r = search(term("all"), (struct xc_search_options){.bm25 = &flat, .count = 1000});
	assert_true(weight_of(r, 5) == weight_of(r, 4));
	xc_results_free(r);
	r = search(term("all"), (struct xc_search_options){.bm25 = &sloped, .count = 1000});
	assert_true(weight_of(r, 5) > weight_of(r, 4));
	xc_results_free(r);
}

static void wrong_options(void **state)
{
	struct xc_search_options options = {.weighting = XC_TFIDF, .tfidf = "???"};
	struct xc_query *q = term("even");
	struct xc_results *r;
	(void)state;
	expect(XC_E_ARGUMENT, xc_search(db, q, &options, &r, &err));
	options = (struct xc_search_options){.weighting = (enum xc_weighting)50};
	expect(XC_E_ARGUMENT, xc_search(db, q, &options, &r, &err));
	expect(XC_E_ARGUMENT, xc_search(db, NULL, NULL, &r, &err));
	expect(XC_E_ARGUMENT, xc_search(NULL, q, NULL, &r, &err));
	expect(XC_E_ARGUMENT, xc_search(db, q, NULL, NULL, &err));
	xc_query_free(q);
}

static void collapsing(void **state)
{
	struct xc_results *r = search(term("even"),
		(struct xc_search_options){.count = 100, .collapse_max = 2});
	unsigned seen[7] = {0};
	uint32_t folded = 0;
	(void)state;
	assert_int_equal(r->n, 14);
	for (size_t i = 0; i < r->n; i++) {
		seen[number(&r->hits[i]) % 7]++;
		folded += r->hits[i].collapsed;
	}
	for (int g = 0; g < 7; g++)
		assert_int_equal(seen[g], 2);
	assert_true(folded > 0);
	xc_results_free(r);
}

static void lightest_are_left_out(void **state)
{
	struct xc_results *r = search(frequent_or_w3(),
		(struct xc_search_options){.weighting = XC_COORD, .min_weight = 1, .count = 1000});
	(void)state;
	assert_int_equal(r->n, 357);
	xc_results_free(r);
	r = search(frequent_or_w3(),
		(struct xc_search_options){.weighting = XC_COORD, .min_weight = 2, .count = 1000});
	assert_int_equal(r->n, 0);
	xc_results_free(r);
}

/* Slot 0 holds "g" and the number % 7: of equal weight, all of one group come before those of the next. */
static void check_ties(struct xc_search_options options)
{
	options.ties_by_value = 1;
	options.count = 1000;
	struct xc_results *all = search(term("even"), options), *few;
	assert_true(all->n > 100);
	for (size_t i = 1; i < all->n; i++) {
		const struct xc_hit *a = &all->hits[i - 1], *b = a + 1;
		bool same = a->weight == b->weight && number(a) % 7 == number(b) % 7;
		assert_true(a->weight > b->weight || (same && a->docid < b->docid) ||
			(a->weight == b->weight && number(a) % 7 < number(b) % 7));
		assert_int_equal(b->tied, same);
	}
	options.count = 3;
	few = search(term("even"), options);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(few->hits[i].docid, all->hits[i].docid);
	xc_results_free(few);
	xc_results_free(all);
}

/* The other matcher: in test_match. */
static void ties_by_value(void **state)
{
	(void)state;
	check_ties((struct xc_search_options){.weighting = XC_TFIDF, .tfidf = "nnn",
		.matcher = XC_MATCHER_XAPIAN});
}

/* All multiples of step, in each shard; documents that do not exist at the end. */
static struct xc_ids *multiples(uint32_t step)
{
	static uint32_t docids[1000];
	struct xc_id_list lists[3] = {{docids, 0}, {NULL, 0}, {docids, 0}};
	struct xc_ids *ids;
	for (size_t i = 0; i < 500 / step; i++)
		docids[i] = (uint32_t)(i + 1) * step;
	lists[0].n = lists[2].n = 500 / step;
	expect(XC_OK, xc_ids_new(lists, 3, &ids, &err));
	return ids;
}

static void exclusions(void **state)
{
	struct xc_ids *ids = multiples(10), *everything = multiples(1), *none;
	(void)state;
	struct xc_results *r = search(term("even"), (struct xc_search_options){
			.count = 1000, .check_at_least = 1000, .exclude = ids});
	assert_int_equal(r->n, 280);
	assert_int_equal(r->lower, 280);
	assert_int_equal(r->upper, 280);
	for (size_t i = 0; i < r->n; i++)
		assert_int_not_equal(number(&r->hits[i]) % 10, 0);
	xc_results_free(r);
	r = search(term("even"), (struct xc_search_options){.count = 10, .exclude = everything});
	assert_int_equal(r->n, 0);
	xc_results_free(r);
	expect(XC_OK, xc_ids_new(NULL, 0, &none, &err));
	r = search(term("even"), (struct xc_search_options){.count = 1000, .exclude = none});
	assert_int_equal(r->n, 350);
	xc_results_free(r);
	xc_ids_free(ids);
	xc_ids_free(everything);
	xc_ids_free(none);
}

struct asked {
	unsigned n;
	int stop_after;
	size_t shard;
	uint32_t last;
	unsigned modulus;
};

static int multiple_of(void *ctx, const struct xc_candidate *c)
{
	struct asked *a = ctx;
	struct xc_slice value;
	char group[16];
	const unsigned i = before[c->shard] + c->local;
	/* Ascending within a shard, each once; and it is the shard that the value belongs to. */
	assert_true(c->shard != a->shard || c->local > a->last);
	a->shard = c->shard;
	a->last = c->local;
	assert_int_equal(c->docid, xc_docid_join(db, c->shard, c->local));
	assert_int_equal(xc_candidate_value(c, 0, &value), XC_OK);
	assert_int_equal(value.len, snprintf(group, sizeof group, "g%u", i % 7));
	assert_memory_equal(value.data, group, value.len);
	if (++a->n == (unsigned)a->stop_after)
		return -1;
	return i % a->modulus == 0;
}

static void filters(void **state)
{
	struct asked a = {.shard = 9, .modulus = 50};
	struct xc_search_options options = {.count = 1000, .check_at_least = 1000,
		.filter = multiple_of, .filter_ctx = &a};
	struct xc_results *r = search(term("even"), options);
	(void)state;
	assert_int_equal(a.n, 350);
	assert_int_equal(r->n, 14);
	assert_int_equal(r->lower, 14);
	assert_int_equal(r->upper, 14);
	for (size_t i = 0; i < r->n; i++)
		assert_int_equal(number(&r->hits[i]) % 50, 0);
	xc_results_free(r);
}

/* A term that only the last shard has: its first candidate must not be taken for another's. */
static void filter_when_shards_have_nothing(void **state)
{
	struct asked a = {.shard = 9, .modulus = 1};
	struct xc_search_options options = {.count = 10, .filter = multiple_of, .filter_ctx = &a};
	struct xc_results *r = search(term("n407"), options);
	(void)state;
	assert_int_equal(r->n, 1);
	assert_int_equal(number(&r->hits[0]), 407);
	assert_int_equal(a.shard, 2);
	xc_results_free(r);
}

static void filter_and_exclusions(void **state)
{
	struct xc_ids *ids = multiples(100);
	struct asked a = {.shard = 9, .modulus = 50};
	struct xc_search_options options = {.count = 1000, .exclude = ids, .filter = multiple_of,
		.filter_ctx = &a};
	struct xc_results *r = search(xc_query_all(NULL), options);
	(void)state;
	assert_int_equal(a.n, 693);
	assert_int_equal(r->n, 7);
	for (size_t i = 0; i < r->n; i++)
		assert_int_equal(number(&r->hits[i]) % 100, 50);
	xc_results_free(r);
	xc_ids_free(ids);
}

/* Nobody is asked about documents that weigh too little: here, nearly all. */
static void filter_is_asked_late(void **state)
{
	struct asked a = {.shard = 9, .modulus = 1};
	struct xc_search_options options = {.weighting = XC_TFIDF, .count = 3,
		.filter = multiple_of, .filter_ctx = &a};
	struct xc_query *q[] = {term("n1"), term("n2"), term("n3"), term("all")};
	struct xc_results *r = search(xc_query_combine(XC_OR, q, 4, NULL), options);
	(void)state;
	assert_int_equal(r->n, 3);
	check_order(r);
	assert_true(a.n <= 4);
	xc_results_free(r);
}

static void filter_on_one_shard(void **state)
{
	const char *path = in(state, "a");
	struct asked a = {.shard = 9, .modulus = 100};
	struct xc_search_options options = {.count = 10, .filter = multiple_of, .filter_ctx = &a};
	struct xc_database *three = db;
	expect(XC_OK, xc_database_open(&path, 1, &db, &err));
	struct xc_results *r = search(term("all"), options);
	assert_int_equal(r->n, 4);
	xc_results_free(r);
	xc_database_close(db);
	db = three;
}

static void a_filter_can_stop(void **state)
{
	struct asked a = {.shard = 9, .modulus = 1, .stop_after = 5};
	struct xc_search_options options = {.count = 10, .filter = multiple_of, .filter_ctx = &a};
	struct xc_query *q = term("all");
	struct xc_results *r;
	(void)state;
	expect(XC_STOPPED, xc_search(db, q, &options, &r, &err));
	assert_int_equal(a.n, 5);
	xc_query_free(q);
}

/* Results do not need their database any more. */
static void results_outlive_everything(void **state)
{
	const char *path = in(state, "c");
	struct xc_database *one = open_one(path);
	struct xc_query *q = term("n500");
	struct xc_results *r;
	expect(XC_OK, xc_search(one, q, &(struct xc_search_options){.count = 5}, &r, &err));
	xc_query_free(q);
	xc_database_close(one);
	assert_int_equal(r->n, 1);
	assert_int_equal(r->hits[0].docid, 100);
	xc_results_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(best_first_and_pages),
		cmocka_unit_test(counts_without_hits),
		cmocka_unit_test(weighting_schemes),
		cmocka_unit_test(wrong_options),
		cmocka_unit_test(collapsing),
		cmocka_unit_test(ties_by_value),
		cmocka_unit_test(lightest_are_left_out),
		cmocka_unit_test(exclusions),
		cmocka_unit_test(filters),
		cmocka_unit_test(filter_when_shards_have_nothing),
		cmocka_unit_test(filter_and_exclusions),
		cmocka_unit_test(filter_is_asked_late),
		cmocka_unit_test(filter_on_one_shard),
		cmocka_unit_test(a_filter_can_stop),
		cmocka_unit_test(results_outlive_everything),
	};
	return cmocka_run_group_tests_name("xapian-c: searching", tests, open_shards, close_shards);
}
