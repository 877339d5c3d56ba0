/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: which documents each kind matches, and who owns what. */
#include "support.h"

static struct xc_error err;

/* Three shards of 50 documents: number = shard * 50 + local. */
static struct xc_database *db;

static int open_shards(void **state)
{
	folder_setup(state);
	const char *paths[] = {in(state, "a"), in(state, "b"), in(state, "c")};
	for (unsigned s = 0; s < 3; s++)
		build_numbered(paths[s], s * 50 + 1, 50);
	return xc_database_open(paths, 3, &db, NULL);
}

static int close_shards(void **state)
{
	xc_database_close(db);
	return folder_teardown(state);
}

/* Runs q and frees it; matched[number] tells which documents it found. */
static unsigned run(struct xc_query *q, char matched[151])
{
	const struct xc_search_options options = {.weighting = XC_BOOL, .count = 1000,
		.check_at_least = 1000};
	struct xc_results *r;
	memset(matched, 0, 151);
	expect(XC_OK, xc_search(db, q, &options, &r, &err));
	for (size_t i = 0; i < r->n; i++) {
		const unsigned number = (unsigned)r->hits[i].shard * 50 + r->hits[i].local;
		assert_int_equal(xc_docid_join(db, r->hits[i].shard, r->hits[i].local),
			r->hits[i].docid);
		matched[number] = 1;
	}
	unsigned n = (unsigned)r->n;
	assert_int_equal(r->lower, n);
	assert_int_equal(r->upper, n);
	xc_results_free(r);
	xc_query_free(q);
	return n;
}

#define check_matches(q, condition)                                                                \
	do {                                                                                       \
		char matched_[151];                                                                \
		run((q), matched_);                                                                \
		for (unsigned i = 1; i <= 150; i++)                                                \
			if (matched_[i] != !!(condition))                                          \
				fail_msg("document %u: %d", i, matched_[i]);                       \
	} while (0)

static void operators(void **state)
{
	(void)state;
	check_matches(term("even"), i % 2 == 0);
	check_matches(term("nowhere"), 0);
	check_matches(xc_query_all(NULL), 1);
	check_matches(xc_query_nothing(NULL), 0);
	check_matches(xc_query_pair(XC_AND, term("even"), term("w10"), NULL), i % 100 == 10);
	check_matches(xc_query_pair(XC_OR, term("w1"), term("w2"), NULL),
		i % 100 == 1 || i % 100 == 2);
	check_matches(xc_query_pair(XC_AND_NOT, xc_query_all(NULL), term("even"), NULL), i % 2);
	check_matches(xc_query_pair(XC_AND_MAYBE, term("w1"), term("even"), NULL), i % 100 == 1);
	check_matches(xc_query_pair(XC_FILTER, term("even"), term("w1"), NULL), 0);
	check_matches(xc_query_pair(XC_SYNONYM, term("w1"), term("n7"), NULL),
		i % 100 == 1 || i == 7);
	check_matches(xc_query_scale(term("even"), 2.5, NULL), i % 2 == 0);
	check_matches(xc_query_scale(term("even"), 0, NULL), i % 2 == 0);
}

static void combining_any_number(void **state)
{
	struct xc_query *q[3] = {term("w1"), term("n7"), term("n140")};
	(void)state;
	check_matches(xc_query_combine(XC_OR, q, 3, NULL), i % 100 == 1 || i == 7 || i == 140);
	q[0] = term("even");
	check_matches(xc_query_combine(XC_SYNONYM, q, 1, NULL), i % 2 == 0);
	check_matches(xc_query_combine(XC_AND, NULL, 0, NULL), 0);
	for (int i = 0; i < 3; i++)
		q[i] = i == 0 ? xc_query_all(NULL) : term(i == 1 ? "even" : "w1");
	check_matches(xc_query_combine(XC_AND_NOT, q, 3, NULL), i % 2 && i % 100 != 1);
}

static void value_ranges(void **state)
{
	(void)state;
	check_matches(xc_query_value_range(1, "000011", 6, "000020", 6, NULL),
		i % 2 && i >= 11 && i <= 20);
	check_matches(xc_query_value_range(1, "000140", 6, NULL, 0, NULL), i % 2 && i >= 140);
	check_matches(xc_query_value_range(1, NULL, 0, "000009", 6, NULL), i % 2 && i <= 9);
	check_matches(xc_query_value_range(1, NULL, 0, NULL, 0, NULL), 1);
	check_matches(xc_query_value_range(1, "2", 1, "1", 1, NULL), 0);
	check_matches(xc_query_value_range(0, "g3", 2, "g4", 2, NULL), i % 7 == 3 || i % 7 == 4);
	check_matches(xc_query_value_range(9, "a", 1, NULL, 0, NULL), 0);
}

static struct xc_ids *some_ids(void)
{
	static const uint32_t first[] = {1, 2, 50, 51, 4000000000u}, third[] = {7};
	const struct xc_id_list lists[] = {{first, 5}, {NULL, 0}, {third, 1}};
	struct xc_ids *ids;
	expect(XC_OK, xc_ids_new(lists, 3, &ids, &err));
	return ids;
}

static void lists_of_ids(void **state)
{
	struct xc_ids *ids = some_ids();
	struct xc_query *listed = xc_query_ids(db, ids, &err);
	(void)state;
	xc_ids_free(ids);
	check_matches(xc_query_copy(listed, NULL), i == 1 || i == 2 || i == 50 || i == 107);
	check_matches(xc_query_pair(XC_AND_NOT, xc_query_all(NULL), xc_query_copy(listed, NULL),
			      NULL),
		!(i == 1 || i == 2 || i == 50 || i == 107));
	check_matches(xc_query_pair(XC_AND, term("even"), xc_query_copy(listed, NULL), NULL),
		i == 2 || i == 50);
	check_matches(xc_query_pair(XC_OR, term("n3"), listed, NULL),
		i == 1 || i == 2 || i == 3 || i == 50 || i == 107);
}

static void lists_have_to_ascend(void **state)
{
	static const uint32_t twice[] = {3, 3}, zero[] = {0, 1};
	struct xc_ids *ids;
	(void)state;
	expect(XC_E_ARGUMENT, xc_ids_new(&(struct xc_id_list){twice, 2}, 1, &ids, &err));
	expect(XC_E_ARGUMENT, xc_ids_new(&(struct xc_id_list){zero, 2}, 1, &ids, &err));
	expect(XC_E_ARGUMENT, xc_ids_new(&(struct xc_id_list){NULL, 2}, 1, &ids, &err));
	assert_null(ids);
	xc_ids_free(NULL);
}

struct asked {
	unsigned n, outside, fail_at;
	int answer_at_fail;
};

/* Keeps what its value in slot 0 says is in group 3; the value also tells if the shard is right. */
static int in_group_three(void *ctx, const struct xc_candidate *c)
{
	struct asked *asked = ctx;
	struct xc_slice value, number;
	const unsigned i = (unsigned)c->shard * 50 + c->local;
	char expected[16];
	if (++asked->n == asked->fail_at)
		return asked->answer_at_fail;
	assert_int_equal(xc_candidate_value(c, 0, &value), XC_OK);
	assert_int_equal(xc_candidate_value(c, 1, &number), XC_OK);
	snprintf(expected, sizeof expected, "%06u", i);
	assert_int_equal(number.len, i % 2 ? 6 : 0);
	assert_memory_equal(number.data, expected, number.len);
	snprintf(expected, sizeof expected, "g%u", i % 7);
	assert_int_equal(value.len, 2);
	assert_memory_equal(value.data, expected, 2);
	assert_int_equal(xc_docid_join(db, c->shard, c->local), c->docid);
	asked->outside += i % 2 == 1;
	return i % 7 == 3;
}

static void checks_inside_a_query(void **state)
{
	struct asked asked = {0};
	struct xc_query *q = xc_query_check(db, term("even"), in_group_three, &asked, &err);
	(void)state;
	check_matches(xc_query_copy(q, NULL), i % 2 == 0 && i % 7 == 3);
	/* Nobody is asked who does not match the rest. */
	assert_int_equal(asked.outside, 0);
	assert_int_equal(asked.n, 75);
	check_matches(xc_query_pair(XC_AND_NOT, term("even"), xc_query_copy(q, NULL), NULL),
		i % 2 == 0 && i % 7 != 3);
	check_matches(xc_query_pair(XC_OR, xc_query_copy(q, NULL), term("w1"), NULL),
		(i % 2 == 0 && i % 7 == 3) || i % 100 == 1);
	check_matches(xc_query_pair(XC_AND_MAYBE, term("all"), xc_query_copy(q, NULL), NULL), 1);
	asked = (struct asked){0};
	check_matches(xc_query_pair(XC_AND, term("w10"), q, NULL), i % 100 == 10 && i % 7 == 3);
	assert_int_equal(asked.n, 2);
	/* Where the rest says nothing, everybody has to be asked. */
	check_matches(xc_query_check(db, xc_query_all(NULL), in_group_three, &asked, NULL),
		i % 7 == 3);
	check_matches(xc_query_check(db, term("all"), in_group_three, &asked, NULL), i % 7 == 3);
}

static void a_check_can_stop(void **state)
{
	struct asked asked = {.fail_at = 10, .answer_at_fail = -1};
	struct xc_query *q = xc_query_check(db, term("all"), in_group_three, &asked, &err);
	const struct xc_search_options options = {.count = 100};
	struct xc_results *r = (void *)&err;
	(void)state;
	expect(XC_STOPPED, xc_search(db, q, &options, &r, &err));
	assert_null(r);
	assert_int_equal(asked.n, 10);
	xc_query_free(q);
}

static void ownership_on_failure(void **state)
{
	struct xc_query *none[2] = {term("a"), NULL};
	(void)state;
	err = (struct xc_error){0};
	assert_null(xc_query_pair(XC_AND, xc_query_term("", 0, 1, &err), term("b"), &err));
	assert_int_equal(err.status, XC_E_ARGUMENT);
	assert_non_null(strstr(err.message, "term is empty"));
	assert_null(xc_query_combine(XC_OR, none, 2, &err));
	assert_null(xc_query_pair((enum xc_op)77, term("a"), term("b"), &err));
	assert_non_null(strstr(err.message, "operator"));
	assert_null(xc_query_scale(term("a"), -1, &err));
	assert_null(xc_query_scale(term("a"), 0.0 / 0.0, &err));
	assert_null(xc_query_scale(NULL, 1, &err));
	assert_null(xc_query_check(db, term("a"), NULL, NULL, &err));
	assert_null(xc_query_check(db, NULL, in_group_three, NULL, &err));
	assert_null(xc_query_ids(db, NULL, &err));
	assert_null(xc_query_copy(NULL, &err));
	xc_query_free(NULL);
}

static void descriptions(void **state)
{
	struct xc_bytes out = {0};
	struct xc_query *q = xc_query_pair(XC_AND_NOT, term("a"), term("b"), NULL);
	(void)state;
	expect(XC_OK, xc_query_describe(q, &out, &err));
	assert_string_equal(out.data, "Query((a AND_NOT b))");
	expect(XC_E_ARGUMENT, xc_query_describe(NULL, &out, &err));
	xc_bytes_done(&out);
	xc_query_free(q);
}

static void a_query_belongs_to_its_database(void **state)
{
	struct xc_database *other;
	struct xc_results *r;
	struct xc_ids *ids = some_ids();
	const char *path = in(state, "a");
	const char *twice[] = {path, path};
	expect(XC_OK, xc_database_open(&path, 1, &other, &err));
	struct xc_query *mine = xc_query_ids(db, ids, NULL), *its = xc_query_ids(other, ids, NULL);
	expect(XC_E_ARGUMENT, xc_search(other, mine, NULL, &r, &err));
	expect(XC_OK, xc_search(other, its, NULL, &r, &err));
	xc_results_free(r);
	assert_null(xc_query_pair(XC_OR, mine, its, &err));
	assert_non_null(strstr(err.message, "different databases"));
	xc_database_close(other);
	/* The same directory twice can be searched, but not be told apart. */
	expect(XC_OK, xc_database_open(twice, 2, &other, &err));
	assert_null(xc_query_ids(other, ids, &err));
	assert_int_equal(err.status, XC_E_ARGUMENT);
	struct xc_query *q = term("all");
	expect(XC_OK, xc_search(other, q, NULL, &r, &err));
	xc_results_free(r);
	expect(XC_E_ARGUMENT,
		xc_search(other, q, &(struct xc_search_options){.exclude = ids}, &r, &err));
	xc_query_free(q);
	xc_ids_free(ids);
	xc_database_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operators),
		cmocka_unit_test(combining_any_number),
		cmocka_unit_test(value_ranges),
		cmocka_unit_test(lists_of_ids),
		cmocka_unit_test(lists_have_to_ascend),
		cmocka_unit_test(checks_inside_a_query),
		cmocka_unit_test(a_check_can_stop),
		cmocka_unit_test(ownership_on_failure),
		cmocka_unit_test(descriptions),
		cmocka_unit_test(a_query_belongs_to_its_database),
	};
	return cmocka_run_group_tests_name("xapian-c: queries", tests, open_shards, close_shards);
}
