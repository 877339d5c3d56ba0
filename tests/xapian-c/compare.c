/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare.h"

static struct xc_error err;

/* What one of the databases said, in bytes. */
struct record {
	const struct xc_database *db;
	size_t shard;
	struct xc_bytes said, terms;
};

static void say(struct record *r, const void *data, size_t len)
{
	assert_int_equal(xc_bytes_append(&r->said, data, len), XC_OK);
}

static void say_number(struct record *r, uint64_t n)
{
	say(r, &n, sizeof n);
}

static void say_bytes(struct record *r, const char *data, size_t len)
{
	say_number(r, len);
	say(r, data, len);
}

static int on_metadata(void *ctx, const char *key, size_t key_len, const char *value, size_t len)
{
	say_bytes(ctx, key, key_len);
	say_bytes(ctx, value, len);
	return 0;
}

static int on_posting(void *ctx, uint32_t docid, uint32_t wdf)
{
	say_number(ctx, (uint64_t)docid << 32 | wdf);
	return 0;
}

static int on_value(void *ctx, uint32_t docid, const char *value, size_t len)
{
	say_number(ctx, docid);
	say_bytes(ctx, value, len);
	return 0;
}

static int on_term(void *ctx, const char *term, size_t len, uint32_t documents)
{
	struct record *r = ctx;
	uint64_t occurrences;
	say_bytes(r, term, len);
	say_number(r, documents);
	expect(XC_OK, xc_database_term_freq(r->db, r->shard, term, len, NULL, &occurrences, &err));
	say_number(r, occurrences);
	expect(XC_OK,
		xc_database_each_posting(r->db, r->shard, term, len, on_posting, r, &err));
	return 0;
}

static void say_statistics(struct record *r)
{
	struct xc_stats stats;
	expect(XC_OK, xc_database_stats(r->db, r->shard, &stats, &err));
	say_number(r, stats.documents);
	say_number(r, stats.last_docid);
	say_number(r, stats.total_length);
}

static void say_documents(struct record *r)
{
	struct xc_stats stats;
	struct xc_bytes out = {0};
	uint32_t length;
	expect(XC_OK, xc_database_stats(r->db, r->shard, &stats, &err));
	expect(XC_OK, xc_database_each_posting(r->db, r->shard, "", 0, on_posting, r, &err));
	for (uint32_t i = 1; i <= stats.last_docid; i++) {
		int status = xc_database_length(r->db, r->shard, i, &length, &err);
		if (status == XC_E_NOT_FOUND)
			continue; /* shards of different sizes leave ids out */
		say_number(r, length);
		expect(XC_OK, xc_database_data(r->db, r->shard, i, &out, &err));
		say_bytes(r, out.data, out.len);
	}
	xc_bytes_done(&out);
}

static void say_terms(struct record *r)
{
	expect(XC_OK, xc_database_each_term(r->db, r->shard, "", 0, on_term, r, &err));
}

static void say_values(struct record *r)
{
	for (unsigned i = 0; i < SAMPLE_SLOTS; i++)
		expect(XC_OK, xc_database_each_value(r->db, r->shard, sample_slots[i], on_value, r,
				&err));
}

static void say_metadata(struct record *r)
{
	expect(XC_OK, xc_database_each_metadata(r->db, r->shard, "", 0, on_metadata, r, &err));
}

void compare_content(const struct xc_database *a, const struct xc_database *b, size_t shard)
{
	static void (*const parts[])(struct record *) = {
		say_statistics, say_documents, say_terms, say_values, say_metadata,
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct record x = {.db = a, .shard = shard}, y = {.db = b, .shard = shard};
		parts[i](&x);
		parts[i](&y);
		assert_int_equal(x.said.len, y.said.len);
		if (x.said.len != 0 && memcmp(x.said.data, y.said.data, x.said.len) != 0)
			fail_msg("part %zu differs", i);
		xc_bytes_done(&x.said);
		xc_bytes_done(&y.said);
	}
}

static struct xc_query *any_term(struct chance *c)
{
	char word[16];
	struct xc_slice odd;
	switch (pick(c, 8)) {
	case 0:
		return term("all");
	case 1:
		odd = odd_term(pick(c, ODD_TERMS));
		return xc_query_term(odd.data, odd.len, 1, &err);
	default:
		snprintf(word, sizeof word, "w%u", pick(c, 1 + pick(c, 3100)));
		return term(word);
	}
}

static struct xc_query *any_range(struct chance *c)
{
	char low[2] = {(char)pick(c, 256), (char)pick(c, 256)}, high[1] = {(char)pick(c, 256)};
	if (pick(c, 3) == 0)
		return xc_query_value_range(0, "g1", 2, pick(c, 2) ? "g4" : NULL, 2, &err);
	return xc_query_value_range(sample_slots[pick(c, SAMPLE_SLOTS)], pick(c, 4) ? low : NULL, 2,
		pick(c, 4) ? high : NULL, 1, &err);
}

static struct xc_query *any_query(struct chance *c)
{
	static const enum xc_op ops[] = {XC_OR, XC_AND, XC_AND_MAYBE, XC_AND_NOT, XC_FILTER};
	struct xc_query *q = any_term(c);
	for (uint32_t i = pick(c, 4); i > 0; i--)
		q = xc_query_pair(ops[pick(c, 5)], q, any_term(c), &err);
	if (pick(c, 4) == 0)
		q = xc_query_pair(pick(c, 2) ? XC_FILTER : XC_OR, q, any_range(c), &err);
	assert_non_null(q);
	return q;
}

static struct xc_search_options any_options(struct chance *c)
{
	static const struct xc_bm25 sharp = {.k1 = 2, .k3 = 1, .b = 0.75, .min_normlen = 0.1};
	struct xc_search_options o = {.count = 1 + pick(c, 60), .offset = pick(c, 3)};
	if (pick(c, 3) == 0)
		o.weighting = XC_TFIDF;
	else if (pick(c, 2))
		o.bm25 = &sharp;
	if (pick(c, 4) == 0)
		o.collapse_max = 1 + pick(c, 3);
	if (pick(c, 4) == 0)
		o.check_at_least = pick(c, 2000);
	return o;
}

static void compare_results(const struct xc_results *x, const struct xc_results *y)
{
	assert_int_equal(x->n, y->n);
	assert_int_equal(x->lower, y->lower);
	assert_int_equal(x->estimated, y->estimated);
	assert_int_equal(x->upper, y->upper);
	assert_true(x->max_weight == y->max_weight);
	for (size_t i = 0; i < x->n; i++) {
		assert_int_equal(x->hits[i].docid, y->hits[i].docid);
		assert_true(x->hits[i].weight == y->hits[i].weight);
		assert_int_equal(x->hits[i].collapsed, y->hits[i].collapsed);
	}
}

void compare_answers(const struct xc_database *a, const struct xc_database *b, unsigned n)
{
	struct chance c = {n};
	while (n-- > 0) {
		struct xc_results *x, *y;
		struct xc_query *q = any_query(&c);
		struct xc_search_options options = any_options(&c);
		expect(XC_OK, xc_search(a, q, &options, &x, &err));
		expect(XC_OK, xc_search(b, q, &options, &y, &err));
		compare_results(x, y);
		xc_results_free(x);
		xc_results_free(y);
		xc_query_free(q);
	}
}

void compare_paths(const char *a, const char *b)
{
	struct xc_database *x = open_one(a), *y = open_one(b);
	size_t faults = 1;
	expect(XC_OK, xc_check(a, NULL, NULL, &faults, &err));
	assert_int_equal(faults, 0);
	compare_content(x, y, 0);
	compare_answers(x, y, 300);
	xc_database_close(x);
	xc_database_close(y);
}
