/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Buffers, arenas, numbers and errors: what grows stays below its ceiling. */
#include "tests/test.h"

#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/number.h"

static void a_new_buffer_is_an_empty_string(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10);
	assert_string_equal(buf.ptr, "");
	buf_done(&buf);
}

static void additions_join(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	buf_adds(&buf, "été");
	buf_addc(&buf, ' ');
	buf_printf(&buf, "%d", 1910);
	assert_int_equal(buf.status, LIM_OK);
	assert_string_equal(buf.ptr, "été 1910");
	assert_int_equal(buf.len, 10);
	buf_done(&buf);
}

static void the_ceiling_is_exact_and_sticks(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 4);
	assert_int_equal(buf_add(&buf, "abcd", 4), LIM_OK);
	assert_int_equal(buf_addc(&buf, 'e'), LIM_E_LIMIT);
	assert_int_equal(buf_add(&buf, "", 0), LIM_E_LIMIT);
	assert_string_equal(buf.ptr, "abcd");
	buf_reset(&buf);
	assert_int_equal(buf_addc(&buf, 'f'), LIM_OK);
	assert_string_equal(buf.ptr, "f");
	buf_done(&buf);
}

static void detached_bytes_are_the_callers(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 100);
	buf_adds(&buf, "mot");
	char *mine = buf_detach(&buf);
	assert_string_equal(mine, "mot");
	assert_int_equal(buf.len, 0);
	free(mine);
	buf_done(&buf);
}

static void numbers_survive(void **state)
{
	(void)state;
	static const uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX};
	struct buf buf;
	buf_init(&buf, 1000);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		buf_add_varint(&buf, numbers[i]);
	const char *pos = buf.ptr, *end = buf.ptr + buf.len;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		uint64_t value;
		assert_true(varint_get(&pos, end, &value));
		assert_true(value == numbers[i]);
	}
	assert_ptr_equal(pos, end);
	buf_done(&buf);
}

static void a_cut_number_is_none(void **state)
{
	(void)state;
	const char bytes[] = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01";
	for (size_t n = 0; n < 10; n++) {
		const char *pos = bytes;
		uint64_t value;
		assert_false(varint_get(&pos, bytes + n, &value));
	}
	const char *pos = bytes;
	uint64_t value;
	assert_false(varint_get(&pos, bytes + sizeof bytes - 1, &value));
}

static void big_endian_order_is_number_order(void **state)
{
	(void)state;
	unsigned char a[6], b[6];
	be_put(a, 255, 6);
	be_put(b, 256, 6);
	assert_true(memcmp(a, b, 6) < 0);
	assert_int_equal(be_get(b, 6), 256);
}

static void an_arena_aligns_and_stops(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 100000);
	for (int i = 1; i < 50; i++)
		assert_int_equal((uintptr_t)arena_alloc(&arena, (size_t)i) % sizeof(long double), 0);
	assert_string_equal(arena_dup(&arena, "chat", 3), "cha");
	assert_non_null(arena_alloc(&arena, 70000));
	assert_null(arena_alloc(&arena, 70000));
	arena_reset(&arena);
	assert_non_null(arena_alloc(&arena, 100000));
	assert_null(arena_alloc(&arena, 1));
	arena_done(&arena);
}

static void errors_tell_and_return(void **state)
{
	(void)state;
	struct lim_error err;
	assert_int_equal(error_set(NULL, LIM_E_LIMIT, "x"), LIM_E_LIMIT);
	assert_int_equal(error_errno(&err, ENOENT, "cannot open %s", "f"), LIM_E_NOT_FOUND);
	assert_non_null(strstr(err.message, "cannot open f: "));
	error_prefix(&err, LIM_E_IO, "index %d", 3);
	assert_int_equal(err.status, LIM_E_IO);
	assert_int_equal(strncmp(err.message, "index 3: cannot open f: ", 24), 0);
}

static void a_long_sentence_is_cut_between_characters(void **state)
{
	(void)state;
	struct lim_error err;
	for (size_t shift = 0; shift < 2; shift++) {
		struct buf text;
		buf_init(&text, 5000);
		buf_add(&text, "x", shift);
		for (int i = 0; i < 1500; i++)
			buf_adds(&text, "é");
		error_set(&err, LIM_E_INPUT, "%s", text.ptr);
		size_t len = strlen(err.message);
		assert_true(len > 1000 && (len - shift) % 2 == 0);
		buf_done(&text);
	}
}

static void a_cut_buffer_is_a_string(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 100);
	buf_cut(&buf, 0);
	assert_string_equal(buf.ptr, "");
	buf_adds(&buf, "limier");
	buf_cut(&buf, 3);
	assert_int_equal(buf.len, 3);
	assert_string_equal(buf.ptr, "lim");
	buf_done(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_buffer_is_an_empty_string),
		cmocka_unit_test(additions_join),
		cmocka_unit_test(a_cut_buffer_is_a_string),
		cmocka_unit_test(the_ceiling_is_exact_and_sticks),
		cmocka_unit_test(detached_bytes_are_the_callers),
		cmocka_unit_test(numbers_survive),
		cmocka_unit_test(a_cut_number_is_none),
		cmocka_unit_test(big_endian_order_is_number_order),
		cmocka_unit_test(an_arena_aligns_and_stops),
		cmocka_unit_test(errors_tell_and_return),
		cmocka_unit_test(a_long_sentence_is_cut_between_characters),
	};
	return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
