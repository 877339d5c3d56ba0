/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "base/utf8.h"

/* What repair makes of bytes; the examples of substitution are those of Unicode 15, section 3.9. */
static const struct {
	const char *bytes, *repaired;
	size_t replaced;
} repairs[] = {
	{"", "", 0},
	{"œuf", "œuf", 0},
	{"\xe9t\xe9", "\ufffdt\ufffd", 2},
	{"\xc0\xaf!", "\ufffd\ufffd!", 2},
	{"\xed\xa0\x80", "\ufffd\ufffd\ufffd", 3},
	{"\xf4\x91\x92\x93\xff\x41", "\ufffd\ufffd\ufffd\ufffd\ufffdA", 5},
	{"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", "\ufffd\ufffd\ufffd\ufffdA", 4},
	{"fin \xe2\x80", "fin \ufffd", 1},
	{"\xf0\x9f\x98\x80", "\U0001f600", 0},
};

static void bad_bytes_are_replaced(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof repairs / sizeof *repairs; i++) {
		struct buf buf;
		size_t replaced;
		buf_init(&buf, 1000);
		assert_int_equal(utf8_repair(&buf, repairs[i].bytes, strlen(repairs[i].bytes), &replaced),
			LIM_OK);
		assert_string_equal(buf.ptr, repairs[i].repaired);
		assert_int_equal(replaced, repairs[i].replaced);
		assert_int_equal(utf8_valid(buf.ptr, buf.len), buf.len);
		buf_done(&buf);
	}
}

static void nul_is_replaced(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 100);
	utf8_repair(&buf, "a\0b", 3, NULL);
	assert_string_equal(buf.ptr, "a\ufffdb");
	buf_done(&buf);
}

static void valid_stops_at_the_first_bad_byte(void **state)
{
	(void)state;
	const char text[] = "seize octets ici, puis \xe9 et la suite";
	assert_int_equal(utf8_valid(text, sizeof text - 1), 23);
	assert_int_equal(utf8_valid("abcdefg\xc3\xa9", 8), 7);
	assert_int_equal(utf8_valid("abcdefg\xc3\xa9", 9), 9);
}

static void every_character_survives(void **state)
{
	(void)state;
	for (int32_t c = 1; c <= 0x10ffff; c++) {
		if (c >= 0xd800 && c < 0xe000)
			continue;
		char bytes[4];
		size_t n = utf8_put(bytes, c);
		const char *pos = bytes;
		if (utf8_next(&pos, bytes + n) != c || pos != bytes + n)
			fail_msg("U+%04X", (unsigned)c);
	}
}

static void a_cut_falls_between_characters(void **state)
{
	(void)state;
	const char text[] = "aé€";
	static const size_t cuts[] = {0, 1, 1, 3, 3, 3, 6, 6};
	for (size_t at = 0; at < sizeof cuts / sizeof *cuts; at++)
		assert_int_equal(utf8_cut(text, 6, at), cuts[at]);
}

static void characters_are_counted(void **state)
{
	(void)state;
	assert_int_equal(utf8_count("", 0), 0);
	assert_int_equal(utf8_count("l’été", 9), 5);
	assert_int_equal(utf8_count("🐕", 4), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_bytes_are_replaced),
		cmocka_unit_test(nul_is_replaced),
		cmocka_unit_test(valid_stops_at_the_first_bad_byte),
		cmocka_unit_test(every_character_survives),
		cmocka_unit_test(a_cut_falls_between_characters),
		cmocka_unit_test(characters_are_counted),
	};
	return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
