/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/corpus/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "corpus/encoding.h"

static void add_hex(struct buf *buf, const char *hex)
{
	for (; *hex; hex += 2) {
		unsigned byte;
		while (*hex == ' ')
			hex++;
		assert_int_equal(sscanf(hex, "%2x", &byte), 1);
		buf_addc(buf, (char)byte);
	}
}

static void check_encoding(char *const *fields)
{
	struct buf buf;
	buf_init(&buf, 1000);
	add_hex(&buf, fields[0]);
	assert_int_equal(
		encoding_decode(&buf, strcmp(fields[1], "-") != 0 ? fields[1] : NULL), LIM_OK);
	if (strcmp(buf.ptr, fields[2]) != 0)
		print_message("%s\n", fields[0]);
	assert_string_equal(buf.ptr, fields[2]);
	assert_int_equal(buf.len, strlen(fields[2]));
	buf_done(&buf);
}

static void encodings(void **state)
{
	(void)state;
	support_table("encodings.tsv", 3, check_encoding);
}

static void text_of_other_languages_is_recognised(void **state)
{
	(void)state;
	/* "Шла Саша по шоссе и сосала сушку, а дома её ждала мама." in KOI8-R. */
	static const char koi8[] =
		"\xfb\xcc\xc1 \xf3\xc1\xdb\xc1 \xd0\xcf \xdb\xcf\xd3\xd3\xc5 \xc9 "
		"\xd3\xcf\xd3\xc1\xcc\xc1 \xd3\xd5\xdb\xcb\xd5, \xc1 \xc4\xcf\xcd\xc1 \xc5\xa3 "
		"\xd6\xc4\xc1\xcc\xc1 \xcd\xc1\xcd\xc1.";
	struct buf buf;
	buf_init(&buf, 1000);
	buf_adds(&buf, koi8);
	assert_int_equal(encoding_decode(&buf, NULL), LIM_OK);
	assert_non_null(strstr(buf.ptr, "Саша по шоссе"));
	buf_done(&buf);
}

static void no_bytes_fail(void **state)
{
	(void)state;
	struct buf buf;
	srand(1);
	for (int round = 0; round < 2000; round++) {
		buf_init(&buf, 1000);
		int len = rand() % 300, bits = 1 + rand() % 8;
		for (int i = 0; i < len; i++)
			buf_addc(&buf, (char)(rand() & ((1 << bits) - 1)));
		assert_int_equal(
			encoding_decode(&buf, round % 3 == 0 ? "shift_jis" : NULL), LIM_OK);
		assert_int_equal(utf8_valid(buf.ptr, buf.len), buf.len);
		assert_int_equal(strlen(buf.ptr), buf.len);
		assert_null(strchr(buf.ptr, '\r'));
		buf_done(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodings),
		cmocka_unit_test(text_of_other_languages_is_recognised),
		cmocka_unit_test(no_bytes_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
