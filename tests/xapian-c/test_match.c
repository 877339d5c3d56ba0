/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Our own matcher: hits, weights, order and counts of random queries against sets that are joined here. */
#include "expected.h"

#include <fcntl.h>
#include <unistd.h>

static struct xc_error err;

static uint32_t few(void)
{
	return getenv("LIMIER_SLOW") ? 10 : 1;
}

/* ---- searching */

static struct xc_search_options random_options(struct making *m)
{
	static const uint32_t counts[] = {0, 1, 5, 50, 20000}, most[] = {0, 0, 10, 100, 100000};
	struct xc_search_options o = {.matcher = XC_MATCHER_DIRECT, .weighting = XC_TFIDF, .tfidf = "nnn"};
	o.count = counts[pick(&m->c, 5)];
	o.offset = pick(&m->c, 4) ? 0 : pick(&m->c, 20);
	o.check_at_least = most[pick(&m->c, 5)];
	if (pick(&m->c, 4) == 0)
		o.exclude = m->ids;
	if (pick(&m->c, 8) == 0)
		o.filter = third;
	if (pick(&m->c, 8) == 0)
		o.min_weight = pick(&m->c, 8);
	if (pick(&m->c, 5) == 0)
		o.collapse_max = 1 + pick(&m->c, 2);
	o.ties_by_value = pick(&m->c, 3) == 0;
	if (pick(&m->c, 4) == 0)
		o.light_each = 2 + pick(&m->c, 3);
	return o;
}

/* Says for which query, and fails. */
static void differs(const struct xc_query *q, const struct xc_search_options *o, const char *what, double got,
	double wanted)
{
	struct xc_bytes text = {0};
	xc_query_describe(q, &text, NULL);
	print_error("%s\ncount %u from %u, check %u, least %g, collapse %u, exclude %d, filter %d, ties %d, "
		"each %u\n", text.data,
		o->count, o->offset, o->check_at_least, o->min_weight, o->collapse_max, o->exclude != NULL,
		o->filter != NULL, o->ties_by_value, o->light_each);
	xc_bytes_done(&text);
	fail_msg("%s: %.17g, not %.17g", what, got, wanted);
}

struct match {
	uint32_t docid;
	double weight;
	int tie;	/* what orders equal weights before ids do */
};

static int compare_matches(const void *a, const void *b)
{
	const struct match *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	if (x->tie != y->tie)
		return x->tie < y->tie ? -1 : 1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The value of slot 0: "g" and a digit; −1: none. */
static int group_of(const struct making *m, uint32_t docid)
{
	struct xc_bytes value = {0};
	size_t shard;
	uint32_t local;
	xc_docid_split(m->db, docid, &shard, &local);
	expect(XC_OK, xc_database_value(m->db, shard, local, 0, &value, &err));
	int group = value.len == 0 ? -1 : value.data[1] - '0';
	xc_bytes_done(&value);
	return group;
}

/* Of each group only so many; in place. */
static size_t collapse(const struct making *m, struct match *matches, size_t n, uint32_t most)
{
	uint32_t seen[7] = {0};
	size_t left = 0;
	for (size_t i = 0; i < n; i++) {
		int group = group_of(m, matches[i].docid);
		if (group < 0 || seen[group]++ < most)
			matches[left++] = matches[i];
	}
	return left;
}

/* All that is to be found, best first. */
static size_t list_matches(const struct making *m, const struct expected *e, const struct xc_search_options *o,
	struct match *matches)
{
	size_t n = 0;
	for (uint32_t i = 0; i < m->end; i++)
		if (e->has[i] && e->weight[i] >= o->min_weight && !(o->exclude && m->listed[i]) &&
			(!o->filter || is_third(m, i)))
			matches[n++] = (struct match){i, e->weight[i],
				o->ties_by_value ? group_of(m, i) : 0};
	qsort(matches, n, sizeof *matches, compare_matches);
	return o->collapse_max > 0 ? collapse(m, matches, n, o->collapse_max) : n;
}

static void compare_counts(const struct xc_query *q, const struct xc_search_options *o, const struct xc_results *r,
	size_t n)
{
	if (r->lower > n)
		differs(q, o, "lower", r->lower, (double)n);
	if (r->upper < n)
		differs(q, o, "upper", r->upper, (double)n);
	if (r->estimated < r->lower || r->estimated > r->upper)
		differs(q, o, "estimated", r->estimated, (double)n);
	if (o->check_at_least > n && o->collapse_max == 0 && o->light_each == 0 && r->lower != r->upper)
		differs(q, o, "lower and upper", r->lower, r->upper);
}

static void compare_hits(const struct xc_query *q, const struct xc_search_options *o, const struct xc_results *r,
	const struct match *matches, size_t n)
{
	size_t behind = n > o->offset ? n - o->offset : 0;
	if (r->n != (behind < o->count ? behind : o->count))
		differs(q, o, "hits", (double)r->n, (double)behind);
	for (size_t i = 0; i < r->n; i++) {
		const struct match *match = &matches[o->offset + i];
		if (r->hits[i].weight != match->weight)
			differs(q, o, "weight", r->hits[i].weight, match->weight);
		if (r->hits[i].docid != match->docid)
			differs(q, o, "id", r->hits[i].docid, match->docid);
		bool tied = o->ties_by_value && i > 0 && match->weight == match[-1].weight &&
			match->tie == match[-1].tie;
		if (r->hits[i].tied != tied)
			differs(q, o, "tied", r->hits[i].tied, tied);
	}
	if (o->count > 0 && n > 0 && r->max_weight != matches[0].weight)
		differs(q, o, "largest weight", r->max_weight, matches[0].weight);
}

static void compare_once(struct making *m, struct match *matches)
{
	struct part p = random_query(m, 1 + pick(&m->c, 3));
	struct xc_search_options o = random_options(m);
	struct xc_results *r;
	expect(XC_OK, xc_search(m->db, p.q, &o, &r, &err));
	size_t n = list_matches(m, &p.is, &o, matches);
	compare_counts(p.q, &o, r, n);
	compare_hits(p.q, &o, r, matches, n);
	xc_results_free(r);
	xc_query_free(p.q);
	expected_done(p.is);
}

/* Every third id, and some that no document has. */
static struct xc_ids *some_ids(uint32_t n)
{
	uint32_t *docids = malloc((n + 2) * sizeof *docids);
	struct xc_id_list lists[3] = {{docids, 0}, {docids, 0}, {NULL, 0}};
	struct xc_ids *ids;
	for (size_t i = 0; i < n; i++)
		docids[i] = 1 + 3 * (uint32_t)i;
	lists[0].n = n / 4;
	lists[1].n = n;
	expect(XC_OK, xc_ids_new(lists, 3, &ids, &err));
	free(docids);
	return ids;
}

/* The ids of the lists that documents have. */
static bool *mark_listed(const struct making *m, const uint32_t sizes[3])
{
	bool *listed = calloc(m->end, sizeof *listed);
	for (uint32_t i = 1; i < m->end; i++) {
		size_t shard;
		uint32_t local;
		xc_docid_split(m->db, i, &shard, &local);
		uint32_t n = shard == 0 ? sizes[1] / 4 : shard == 1 ? sizes[1] : 0;
		listed[i] = local <= sizes[shard] && local % 3 == 1 && local / 3 < n;
	}
	return listed;
}

static void compare_databases(void **state, enum xc_writer writer, const uint32_t sizes[3], uint64_t seed,
	unsigned queries)
{
	const struct xc_builder_options options = {.writer = writer};
	const char *paths[3];
	struct xc_database *db;
	struct making m = {.c = {seed}, .ids = some_ids(sizes[1]), .end = 1};
	for (unsigned i = 0; i < 3; i++) {
		char name[32];
		snprintf(name, sizeof name, "%d-%u-%u", writer, (unsigned)seed, i);
		paths[i] = in(state, name);
		sample_build(paths[i], seed + i, sizes[i], &options);
		if (3 * sizes[i] + 1 > m.end)
			m.end = 3 * sizes[i] + 1;
	}
	expect(XC_OK, xc_database_open(paths, 3, &db, &err));
	m.db = db;
	m.listed = mark_listed(&m, sizes);
	struct match *matches = calloc(m.end, sizeof *matches);
	for (unsigned i = 0; i < queries; i++)
		compare_once(&m, matches);
	free(matches);
	free(m.listed);
	xc_ids_free(m.ids);
	xc_database_close(db);
}

static void all_that_matches(void **state)
{
	const uint32_t small[3] = {40, 1, 90}, large[3] = {3000 / few(), 700, 0};
	compare_databases(state, XC_WRITER_DIRECT, small, 1, 3000 / few());
	compare_databases(state, XC_WRITER_API, small, 11, 1000 / few());
	compare_databases(state, XC_WRITER_DIRECT, large, 21, 500 / few());
	compare_databases(state, XC_WRITER_API, large, 31, 200 / few());
}

static void what_only_xapian_can(void **state)
{
	const char *path = in(state, "db");
	struct xc_search_options direct = {.matcher = XC_MATCHER_DIRECT, .weighting = XC_TFIDF, .count = 5};
	struct xc_results *r;
	build_numbered(path, 1, 50);
	struct xc_database *db = open_one(path);
	struct xc_query *q = term("even");
	expect(XC_E_UNSUPPORTED, xc_search(db, q, &direct, &r, &err));
	direct.tfidf = "nnn";
	expect(XC_OK, xc_search(db, q, &direct, &r, &err));
	assert_int_equal(r->n, 5);
	xc_results_free(r);
	q = xc_query_pair(XC_SYNONYM, q, term("w1"), &err);
	expect(XC_E_UNSUPPORTED, xc_search(db, q, &direct, &r, &err));
	direct.matcher = XC_MATCHER_AUTO;
	expect(XC_OK, xc_search(db, q, &direct, &r, &err));
	assert_int_equal(r->n, 5);
	xc_results_free(r);
	xc_query_free(q);
	xc_database_close(db);
}

struct asked {
	unsigned n, stood_for;
};

static int by_four(void *ctx, const struct xc_candidate *candidate)
{
	struct asked *asked = ctx;
	asked->n++;
	asked->stood_for += candidate->stands_for;
	return candidate->local % 4 == 0;
}

/* Of what is only counted, a part is asked about. */
static void the_light_ones_are_sampled(void **state)
{
	struct asked asked = {0};
	const struct xc_search_options o = {.matcher = XC_MATCHER_DIRECT, .weighting = XC_TFIDF, .tfidf = "nnn",
		.count = 5, .check_at_least = 1000, .filter = by_four, .filter_ctx = &asked, .light_each = 3};
	const char *path = in(state, "db");
	struct xc_results *r;
	build_numbered(path, 1, 700);
	struct xc_database *db = open_one(path);
	struct xc_query *q = term("even");
	expect(XC_OK, xc_search(db, q, &o, &r, &err));
	assert_int_equal(r->n, 5);
	assert_in_range(asked.n, 350 / 3, 350 / 3 + 10);
	assert_in_range(asked.stood_for, 348, 352);
	assert_in_range(r->estimated, 160, 190);
	assert_true(r->lower < 175 && r->upper >= 175);
	xc_results_free(r);
	xc_query_free(q);
	xc_database_close(db);
}

static void the_first_gives_the_weight(void **state)
{
	const struct xc_search_options o = {.weighting = XC_TFIDF, .tfidf = "nnn", .count = 100};
	const char *path = in(state, "db");
	struct xc_results *r;
	build_numbered(path, 1, 300);
	struct xc_database *db = open_one(path);
	struct xc_query *q = xc_query_pair(XC_FIRST, xc_query_scale(term("w4"), 2, &err),
		xc_query_pair(XC_OR, xc_query_scale(term("n104"), 100, &err), term("n5"), &err), &err);
	expect(XC_OK, xc_search(db, q, &o, &r, &err));
	assert_int_equal(r->n, 4);
	for (size_t i = 0; i < 3; i++)
		assert_true(r->hits[i].docid % 100 == 4 && r->hits[i].weight == 10);
	assert_true(r->hits[3].docid == 5 && r->hits[3].weight == 1);
	xc_results_free(r);
	xc_query_free(q);
	xc_database_close(db);
}

/* What is expected is read by Xapian, which fails here. */
static struct xc_query *damaged_query(struct making *m)
{
	static const enum xc_op ops[] = {XC_AND, XC_OR, XC_OR, XC_FIRST, XC_AND_NOT, XC_AND_MAYBE};
	struct xc_query *parts[3];
	for (uint32_t i = 0; i < 3; i++) {
		char word[16];
		struct xc_slice odd = odd_term(pick(&m->c, ODD_TERMS));
		int len = snprintf(word, sizeof word, "w%u", pick(&m->c, 1 + pick(&m->c, 300)));
		switch (pick(&m->c, 8)) {
		case 0: parts[i] = xc_query_value_range(sample_slots[pick(&m->c, 3)], "g2", 2, NULL, 0, &err); break;
		case 1: parts[i] = xc_query_check(m->db, xc_query_all(&err), third, NULL, &err); break;
		case 2: parts[i] = xc_query_term("all", 3, 1, &err); break;
		case 3: parts[i] = xc_query_term(odd.data, odd.len, 1, &err); break;
		default: parts[i] = xc_query_term(word, (size_t)len, 1, &err); break;
		}
	}
	return xc_query_combine(ops[pick(&m->c, 6)], parts, 3, &err);
}

/* Whatever a byte is changed to: an answer or an error, and nothing read or written beside. */
static void damaged(void **state)
{
	const char *path = in(state, "db"), *file = in(state, "db/postlist.glass");
	struct making m = {.c = {5}, .ids = some_ids(50), .end = 901};
	uint32_t faults = 0;
	sample_build(path, 6, 900, NULL);
	for (unsigned round = 0; round < 1500 / few(); round++) {
		unsigned char was, now = (unsigned char)pick(&m.c, 256);
		int fd = open(file, O_RDWR);
		off_t size = lseek(fd, 0, SEEK_END), block = 8192 * (off_t)pick(&m.c, (uint32_t)size / 8192);
		off_t at = block + 4 + pick(&m.c, round % 2 ? 8188 : 60);
		assert_int_equal(pread(fd, &was, 1, at), 1);
		assert_int_equal(pwrite(fd, &now, 1, at), 1);
		struct xc_database *db;
		/* Xapian reads the root block when it opens the database. */
		bool opens = xc_database_open(&path, 1, &db, &err) == XC_OK;
		m.db = db;
		for (unsigned i = 0; opens && i < 10; i++) {
			struct xc_query *q = damaged_query(&m);
			struct xc_search_options o = random_options(&m);
			struct xc_results *r;
			int status = xc_search(db, q, &o, &r, &err);
			assert_true(status == XC_OK || status == XC_E_DAMAGED);
			faults += status < 0;
			xc_results_free(r);
			xc_query_free(q);
		}
		xc_database_close(db);
		assert_int_equal(pwrite(fd, &was, 1, at), 1);
		close(fd);
	}
	assert_true(faults > 0);
	xc_ids_free(m.ids);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_that_matches, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(what_only_xapian_can, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(the_light_ones_are_sampled, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(the_first_gives_the_weight, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(damaged, folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests_name("xapian-c: our own matcher", tests, NULL, NULL);
}
