/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "base/map.h"

static void numbers_are_dense_and_stay(void **state)
{
	(void)state;
	struct map map;
	map_init(&map, 1 << 20);
	char key[20];
	for (uint32_t i = 0; i < 5000; i++) {
		uint32_t id;
		int len = snprintf(key, sizeof key, "mot%u", i);
		assert_int_equal(map_put(&map, key, (size_t)len, &id), LIM_OK);
		assert_int_equal(id, i);
	}
	for (uint32_t i = 0; i < 5000; i++) {
		uint32_t id;
		int len = snprintf(key, sizeof key, "mot%u", i);
		assert_int_equal(map_find(&map, key, (size_t)len), i);
		assert_int_equal(map_put(&map, key, (size_t)len, &id), LIM_OK);
		assert_int_equal(id, i);
		assert_string_equal(map_key(&map, i).ptr, key);
	}
	assert_int_equal(map.count, 5000);
	map_done(&map);
}

static void keys_are_bytes(void **state)
{
	(void)state;
	struct map map;
	uint32_t a, b, c;
	map_init(&map, 1000);
	map_put(&map, "a\0b", 3, &a);
	map_put(&map, "a\0c", 3, &b);
	map_put(&map, "", 0, &c);
	assert_int_not_equal(a, b);
	assert_int_equal(map_find(&map, "a", 1), MAP_NONE);
	assert_int_equal(map_find(&map, "", 0), c);
	map_done(&map);
}

static void reset_forgets(void **state)
{
	(void)state;
	struct map map;
	uint32_t id;
	map_init(&map, 1000);
	map_put(&map, "été", 5, &id);
	map_reset(&map);
	assert_int_equal(map_find(&map, "été", 5), MAP_NONE);
	map_put(&map, "hiver", 5, &id);
	assert_int_equal(id, 0);
	map_done(&map);
}

static void the_ceiling_holds(void **state)
{
	(void)state;
	struct map map;
	uint32_t id;
	map_init(&map, 10);
	assert_int_equal(map_put(&map, "12345678", 8, &id), LIM_OK);
	assert_int_equal(map_put(&map, "abcdefgh", 8, &id), LIM_E_LIMIT);
	assert_int_equal(map_find(&map, "abcdefgh", 8), MAP_NONE);
	assert_int_equal(map_find(&map, "12345678", 8), 0);
	map_done(&map);
}

/* Short ones are kept in another way than long ones; either may be how the other begins. */
static void keys_of_all_lengths(void **state)
{
	(void)state;
	struct map map;
	char key[40];
	memset(key, 'a', sizeof key);
	map_init(&map, 1 << 20);
	for (uint32_t i = 0; i < 80; i++) {
		uint32_t id;
		key[0] = i % 2 ? 'b' : '\0';
		assert_int_equal(map_put(&map, key, i / 2, &id), LIM_OK);
		assert_int_equal(id, i < 2 ? 0 : i - 1);
	}
	for (uint32_t i = 2; i < 80; i++) {
		struct lim_slice known = map_key(&map, i - 1);
		key[0] = i % 2 ? 'b' : '\0';
		assert_int_equal(map_find(&map, key, i / 2), i - 1);
		assert_int_equal(known.len, i / 2);
		assert_memory_equal(known.ptr, key, known.len);
		assert_int_equal(known.ptr[known.len], 0);
	}
	assert_int_equal(map_find(&map, key, 40), MAP_NONE);
	map_done(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_dense_and_stay),
		cmocka_unit_test(keys_are_bytes),
		cmocka_unit_test(keys_of_all_lengths),
		cmocka_unit_test(reset_forgets),
		cmocka_unit_test(the_ceiling_holds),
	};
	return cmocka_run_group_tests_name("base/map", tests, NULL, NULL);
}
