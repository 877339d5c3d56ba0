/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "corpus/json.h"
#include "tests/corpus/support.h"

static const char *const keys[] = {"a", "b"};
static struct json_value values[2];
static size_t column;
static char *text;
static struct buf decoded;

/* In memory of just that size, so that no byte behind it is touched. */
static int read_bytes(const char *json, size_t len)
{
	free(text);
	buf_done(&decoded);
	buf_init(&decoded, len);
	text = malloc(len + !len);
	assert_non_null(text);
	memcpy(text, json, len);
	return json_read((struct lim_slice){text, len}, keys, values, 2, &decoded, &column);
}

static int read_text(const char *json)
{
	return read_bytes(json, strlen(json));
}

static void assert_value(const struct json_value *value, enum json_kind kind, const char *expected, size_t len)
{
	assert_int_equal(value->kind, kind);
	assert_int_equal(value->text.len, len);
	assert_memory_equal(value->text.ptr, expected, len);
}

static void values_are_read(void **state)
{
	static const struct {
		const char *json;
		enum json_kind kind;
		const char *text;
	} facts[] = {
		{"{\"a\":\"x\"}", JSON_STRING, "x"},
		{" { \"b\" : 1 , \"a\" : \"x y\" } \n", JSON_STRING, "x y"},
		{"{\"a\":\"\"}", JSON_STRING, ""},
		{"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", JSON_STRING, "\"\\/\b\f\n\r\t"},
		{"{\"a\":\"\\u00e9t\\u00E9 \\u0153 \\u20ac\"}", JSON_STRING, "été œ €"},
		{"{\"a\":\"\\ud83d\\ude00.\"}", JSON_STRING, "\xf0\x9f\x98\x80."},
		{"{\"a\":\"\\ud83d.\"}", JSON_STRING, "?."},
		{"{\"\\u0061\":\"x\"}", JSON_STRING, "x"},
		{"{\"a\":\"x\",\"a\":\"y\"}", JSON_STRING, "y"},
		{"{\"a\":-0.50e+12}", JSON_NUMBER, "-0.50e+12"},
		{"{\"a\":42}", JSON_NUMBER, "42"},
		{"{\"a\":[]}", JSON_ARRAY, ""},
		{"{\"a\":[\"x\",\"\\u00e9\" , 3, [\"n\"], {\"a\":\"o\"}, \"z\"]}", JSON_ARRAY, "x, é, z"},
		{"{\"a\":[\"\",\"x\"]}", JSON_ARRAY, "x"},
		{"{\"b\":{\"a\":1},\"a\":\"x\"}", JSON_STRING, "x"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		if (read_text(facts[i].json) != LIM_OK)
			fail_msg("%s is not read: %zu", facts[i].json, column);
		assert_value(&values[0], facts[i].kind, facts[i].text, strlen(facts[i].text));
	}
	assert_int_equal(read_text("{\"a\":\"x\\u0000y\",\"b\":null}"), LIM_OK);
	assert_value(&values[0], JSON_STRING, "x\xef\xbf\xbdy", 5);
	assert_int_equal(values[1].kind, JSON_OTHER);
	assert_int_equal(read_text("{\"c\":{\"a\":1,\"b\":[true,false]}}"), LIM_OK);
	assert_int_equal(values[0].kind, JSON_NONE);
	assert_int_equal(values[1].kind, JSON_NONE);
}

static void other_values_are_no_objects(void **state)
{
	static const char *const others[] = {"[1, 2]", "\"{}\"", "1", " null ", "[]", "[[[{\"a\":1}]]]"};
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_int_equal(read_text(others[i]), LIM_SKIPPED);
	assert_int_equal(read_text("{}"), LIM_OK);
}

static void what_is_broken_is_told(void **state)
{
	static const struct {
		const char *json;
		size_t column;
	} facts[] = {
		{"", 1}, {"{", 2}, {"{\"a\"", 5}, {"{\"a\":", 6}, {"{\"a\":\"été", 10}, {"{\"a\":\"x\"", 9},
		{"{\"a\":\"x\",}", 11}, {"{\"a\":1 2}", 8}, {"{\"a\":1}}", 9}, {"{a:1}", 3}, {"{\"a\":01}", 7},
		{"{\"a\":.5}", 7}, {"{\"a\":1.}", 8}, {"{\"a\":1e}", 8}, {"{\"a\":-}", 7}, {"{\"a\":tru}", 9},
		{"{\"a\":\"\\x\"}", 8}, {"{\"a\":\"\\u12g4\"}", 11}, {"{\"a\":\"\\u12", 11}, {"{\"a\":\"\\", 8},
		{"{\"a\":\"x\ty\"}", 8}, {"[1,]", 5}, {"[1", 3}, {"{\"a\":[}", 8}, {"x", 2},
	};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		assert_int_equal(read_text(facts[i].json), LIM_E_INPUT);
		if (column != facts[i].column)
			fail_msg("%s: column %zu", facts[i].json, column);
	}
}

static void no_depth_is_too_deep(void **state)
{
	char deep[100001];
	(void)state;
	memset(deep, '[', sizeof deep - 1);
	deep[sizeof deep - 1] = '\0';
	assert_int_equal(read_text(deep), LIM_E_INPUT);
	for (size_t i = 0; i + 5 < sizeof deep; i += 5)
		memcpy(deep + i, "{\"a\":", 5);
	assert_int_equal(read_text(deep), LIM_E_INPUT);
	assert_int_equal(column, sizeof deep);
}

static bool lies_in(struct lim_slice slice, const char *ptr, size_t len)
{
	return slice.ptr >= ptr && slice.ptr + slice.len <= ptr + len;
}

/* Any change of one byte, and any beginning, is read or not, but nothing else is. */
static void any_bytes(void **state)
{
	static const char json[] =
		"{\"a\":[\"x\\u00e9\\ud83d\\ude00\",-1.5e3,{\"a\":null}],\"b\":\"\\n\\\\y\"}";
	static const char bytes[] = "\"\\{}[],:u0e-. \x01\xc3";
	char changed[sizeof json];
	(void)state;
	for (size_t i = 0; i < sizeof json; i++) {
		memcpy(changed, json, sizeof json);
		read_bytes(changed, i);
		for (const char *byte = bytes; i + 1 < sizeof json; byte++) {
			changed[i] = *byte;
			int status = read_bytes(changed, sizeof json - 1);
			for (int k = 0; k < 2 && status == LIM_OK; k++)
				assert_true(values[k].text.len == 0 ||
					lies_in(values[k].text, text, sizeof json - 1) ||
					lies_in(values[k].text, decoded.ptr, decoded.len));
			if (!*byte)
				break;
		}
	}
}

static int end(void **state)
{
	(void)state;
	free(text);
	buf_done(&decoded);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_read), cmocka_unit_test(other_values_are_no_objects),
		cmocka_unit_test(what_is_broken_is_told), cmocka_unit_test(no_depth_is_too_deep),
		cmocka_unit_test(any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, end);
}
