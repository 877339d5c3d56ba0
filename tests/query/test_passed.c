/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Candidates counted and sampled: the same whatever their order, and whatever they have in common. */
#include <stdlib.h>

#include "query/passed.h"
#include "tests/test.h"

#define N 5000

static struct sampled make(uint32_t i)
{
	return (struct sampled){{0, i + 1}, 1, (i + 1) * 0x9e3779b97f4a7c15u};
}

static void count(struct passed *passed, const struct sampled *candidate)
{
	if (passed_ask(passed, candidate))
		passed->chance += 0.25;
	if (passed_count(passed, candidate))
		passed_keep(passed, candidate);
}

static int by_id(const void *a, const void *b)
{
	const struct sampled *x = a, *y = b;
	return (x->ref.id > y->ref.id) - (x->ref.id < y->ref.id);
}

static void test_order(void **state)
{
	static struct passed up, down;
	(void)state;
	passed_reset(&up);
	passed_reset(&down);
	for (uint32_t i = 0; i < N; i++) {
		struct sampled first = make(i), last = make(N - 1 - i);
		count(&up, &first);
		count(&down, &last);
	}
	assert_in_range(up.n_sample, PASSED_SAMPLE / 4, PASSED_SAMPLE);
	assert_in_range(up.weighed, N / 64, N / 16);
	assert_int_equal(up.n_sample, down.n_sample);
	assert_int_equal(up.weighed, down.weighed);
	qsort(up.sample, up.n_sample, sizeof *up.sample, by_id);
	qsort(down.sample, down.n_sample, sizeof *down.sample, by_id);
	for (size_t i = 0; i < up.n_sample; i++)
		assert_int_equal(up.sample[i].ref.id, down.sample[i].ref.id);
}

/* Passages that repeat one another have the same number. */
static void test_repetition(void **state)
{
	static struct passed passed;
	(void)state;
	for (uint64_t number = 0; number < 3; number++) {
		passed_reset(&passed);
		for (uint32_t i = 0; i < N; i++) {
			struct sampled candidate = make(i);
			candidate.number = number << 40;
			count(&passed, &candidate);
		}
		assert_int_equal(passed.n, N);
		assert_true(passed.n_sample <= PASSED_SAMPLE);
	}
}

/* One that stands for others is as likely to be in the sample as one of these would be. */
static void test_light_ones(void **state)
{
	static struct passed passed;
	size_t light = 0;
	(void)state;
	passed_reset(&passed);
	for (uint32_t i = 0; i < N; i++) {
		struct sampled candidate = make(i);
		candidate.stands_for = i % 2 ? 4 : 1;
		count(&passed, &candidate);
	}
	assert_int_equal(passed.n, N / 2 * 5);
	for (size_t i = 0; i < passed.n_sample; i++)
		light += passed.sample[i].stands_for == 4;
	assert_in_range(100 * light / passed.n_sample, 65, 95);
}

static void test_share(void **state)
{
	double share;
	struct passed passed = {.asked = 10000, .n = 2800, .weighed = 100, .chance = 10};
	(void)state;
	assert_true(passed_share(&passed, &share));
	/* 2000 matches, and a tenth of the others. */
	assert_in_range(1000 * share, 713, 715);
	passed.n = 1100;
	assert_false(passed_share(&passed, &share));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_repetition),
		cmocka_unit_test(test_light_ones),
		cmocka_unit_test(test_share),
	};
	return cmocka_run_group_tests_name("query: what has passed", tests, NULL, NULL);
}
