/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "base/seen.h"

#define MANY 200000

static struct fingerprint print_of(uint32_t i)
{
	char text[20];
	int len = snprintf(text, sizeof text, "mot%u", i);
	return fingerprint_of(text, (size_t)len);
}

static void each_is_new_once(void **state)
{
	(void)state;
	struct seen seen = {0};
	assert_false(seen_has(&seen, print_of(0)));
	for (uint32_t i = 0; i < MANY; i++)
		assert_int_equal(seen_put(&seen, print_of(i)), LIM_OK);
	assert_int_equal(seen.count, MANY);
	for (uint32_t i = 0; i < MANY; i++) {
		assert_true(seen_has(&seen, print_of(i)));
		assert_int_equal(seen_put(&seen, print_of(i)), LIM_SKIPPED);
		assert_false(seen_has(&seen, print_of(MANY + i)));
	}
	assert_int_equal(seen.count, MANY);
	seen_done(&seen);
	assert_false(seen_has(&seen, print_of(0)));
}

/* What it is for. */
static void it_is_small(void **state)
{
	(void)state;
	struct seen seen = {0};
	for (uint32_t i = 0; i < MANY; i++) {
		seen_put(&seen, print_of(i));
		assert_true(seen.memory <= 17 * seen.count + 100000);
	}
	seen_done(&seen);
}

/* Also those whose bytes are those of a free slot, or that differ in a few bits. */
static void any_bits_will_do(void **state)
{
	(void)state;
	struct seen seen = {0};
	const struct fingerprint prints[] = {{0, 0}, {UINT64_MAX, UINT64_MAX}, {UINT64_C(1) << 56, 0},
		{0, UINT64_C(1) << 63}, {1 << 15, 0}, {0, UINT64_MAX}};
	for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
		assert_false(seen_has(&seen, prints[i]));
		assert_int_equal(seen_put(&seen, prints[i]), LIM_OK);
		assert_int_equal(seen_put(&seen, prints[i]), LIM_SKIPPED);
	}
	/* All in one slot of one part, and around its end. */
	for (uint64_t i = 0; i < 1000; i++)
		assert_int_equal(seen_put(&seen, (struct fingerprint){0, UINT64_MAX - 1 - i}), LIM_OK);
	for (uint64_t i = 0; i < 1000; i++)
		assert_true(seen_has(&seen, (struct fingerprint){0, UINT64_MAX - 1 - i}));
	seen_done(&seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_new_once),
		cmocka_unit_test(it_is_small),
		cmocka_unit_test(any_bits_will_do),
	};
	return cmocka_run_group_tests_name("base/seen", tests, NULL, NULL);
}
