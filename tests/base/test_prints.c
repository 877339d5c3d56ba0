/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "base/prints.h"

#define MANY 200000

static struct fingerprint print_of(uint32_t i)
{
	char text[20];
	snprintf(text, sizeof text, "mot%u", i);
	return fingerprint_of(text);
}

static void each_is_new_once(void **state)
{
	(void)state;
	struct prints prints;
	prints_init(&prints, false);
	assert_int_equal(prints_find(&prints, print_of(0)), PRINTS_NONE);
	for (uint32_t i = 0; i < MANY; i++)
		assert_int_equal(prints_put(&prints, print_of(i), NULL), LIM_OK);
	assert_int_equal(prints.count, MANY);
	for (uint32_t i = 0; i < MANY; i++) {
		assert_int_equal(prints_find(&prints, print_of(i)), 0);
		assert_int_equal(prints_put(&prints, print_of(i), NULL), LIM_SKIPPED);
		assert_int_equal(prints_find(&prints, print_of(MANY + i)), PRINTS_NONE);
	}
	assert_int_equal(prints.count, MANY);
	prints_done(&prints);
	assert_int_equal(prints_find(&prints, print_of(0)), PRINTS_NONE);
}

/* What it is for. */
static void it_is_small(void **state)
{
	(void)state;
	struct prints prints;
	prints_init(&prints, false);
	for (uint32_t i = 0; i < MANY; i++) {
		prints_put(&prints, print_of(i), NULL);
		assert_true(prints.memory <= 17 * prints.count + 100000);
	}
	prints_done(&prints);
}

static void numbers_are_kept(void **state)
{
	(void)state;
	struct prints prints;
	uint32_t number;
	prints_init(&prints, true);
	for (uint32_t i = 0; i < MANY; i++) {
		number = MANY - i;
		assert_int_equal(prints_put(&prints, print_of(i), &number), LIM_OK);
	}
	for (uint32_t i = 0; i < MANY; i++) {
		number = 0;
		assert_int_equal(prints_find(&prints, print_of(i)), MANY - i);
		assert_int_equal(prints_put(&prints, print_of(i), &number), LIM_SKIPPED);
		assert_int_equal(number, MANY - i);
	}
	assert_true(prints.memory <= 23 * prints.count + 100000);
	prints_done(&prints);
}

/* Also those whose bytes are those of a free slot, or that differ in a few bits. */
static void any_bits_will_do(void **state)
{
	(void)state;
	struct prints prints;
	prints_init(&prints, false);
	const struct fingerprint some[] = {{0, 0}, {UINT64_MAX, UINT64_MAX}, {UINT64_C(1) << 56, 0},
		{0, UINT64_C(1) << 63}, {1 << 15, 0}, {0, UINT64_MAX}};
	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		assert_int_equal(prints_find(&prints, some[i]), PRINTS_NONE);
		assert_int_equal(prints_put(&prints, some[i], NULL), LIM_OK);
		assert_int_equal(prints_put(&prints, some[i], NULL), LIM_SKIPPED);
	}
	/* All in one slot of one part, and around its end. */
	for (uint64_t i = 0; i < 1000; i++)
		assert_int_equal(prints_put(&prints, (struct fingerprint){0, UINT64_MAX - 1 - i}, NULL), LIM_OK);
	for (uint64_t i = 0; i < 1000; i++)
		assert_int_equal(prints_find(&prints, (struct fingerprint){0, UINT64_MAX - 1 - i}), 0);
	prints_done(&prints);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_new_once),
		cmocka_unit_test(it_is_small),
		cmocka_unit_test(numbers_are_kept),
		cmocka_unit_test(any_bits_will_do),
	};
	return cmocka_run_group_tests_name("base/prints", tests, NULL, NULL);
}
