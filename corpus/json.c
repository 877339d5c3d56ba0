/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/json.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* Arrays and objects within one another. */
#define DEPTH_MAX 500

/* What is decoded never needs more room than what it is written with: out stays behind pos. */
struct json {
	char *pos, *out;
	const char *const *keys;
	struct json_value *values;
	size_t n;
};

static bool read_value(struct json *json, unsigned depth, struct json_value *value);

static void skip_blanks(struct json *json)
{
	while (*json->pos == ' ' || *json->pos == '\t' || *json->pos == '\n' || *json->pos == '\r')
		json->pos++;
}

static bool take(struct json *json, char c)
{
	skip_blanks(json);
	if (*json->pos != c)
		return false;
	json->pos++;
	return true;
}

/* ---- strings */

/* Four hexadecimal digits. */
static bool read_unit(const char *pos, int32_t *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		char c = pos[i], low = c | 0x20;
		if (c >= '0' && c <= '9')
			*unit = *unit << 4 | (c - '0');
		else if (low >= 'a' && low <= 'f')
			*unit = *unit << 4 | (low - 'a' + 10);
		else
			return false;
	}
	return true;
}

/* Behind "\u". */
static bool read_character(struct json *json)
{
	int32_t c, low;
	if (!read_unit(json->pos, &c))
		return false;
	json->pos += 4;
	if ((c & 0xfc00) == 0xd800 && json->pos[0] == '\\' && json->pos[1] == 'u' &&
	    read_unit(json->pos + 2, &low) && (low & 0xfc00) == 0xdc00) {
		c = 0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff));
		json->pos += 6;
	}
	json->out += utf8_put(json->out, (c & ~0x7ff) == 0xd800 ? 0xfffd : c);
	return true;
}

/* Behind the backslash. */
static bool read_escape(struct json *json)
{
	static const char escapes[] = "\"\\/bfnrtu", meant[] = "\"\\/\b\f\n\r\t";
	const char *found = *json->pos ? strchr(escapes, *json->pos) : NULL;
	if (!found)
		return false;
	json->pos++;
	if (*found == 'u')
		return read_character(json);
	*json->out++ = meant[found - escapes];
	return true;
}

/* Behind the opening quote; adds the string to out. */
static bool read_string(struct json *json)
{
	for (;;) {
		char *end = json->pos;
		while ((unsigned char)*end >= ' ' && *end != '"' && *end != '\\')
			end++;
		size_t len = (size_t)(end - json->pos);
		if (json->out != json->pos)
			memmove(json->out, json->pos, len);
		json->out += len;
		json->pos = end;
		if (*end != '"' && *end != '\\')
			return false;
		json->pos++;
		if (*end == '"')
			return true;
		if (!read_escape(json))
			return false;
	}
}

/* ---- other values */

static bool read_digits(struct json *json)
{
	char *start = json->pos;
	while (*json->pos >= '0' && *json->pos <= '9')
		json->pos++;
	return json->pos > start;
}

static bool read_number(struct json *json)
{
	json->pos += *json->pos == '-';
	if (*json->pos == '0')
		json->pos++;
	else if (!read_digits(json))
		return false;
	if (*json->pos == '.') {
		json->pos++;
		if (!read_digits(json))
			return false;
	}
	if ((*json->pos | 0x20) != 'e')
		return true;
	json->pos++;
	json->pos += *json->pos == '+' || *json->pos == '-';
	return read_digits(json);
}

static bool read_literal(struct json *json)
{
	static const char *const literals[] = {"true", "false", "null"};
	for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
		size_t len = strlen(literals[i]);
		if (strncmp(json->pos, literals[i], len) != 0)
			continue;
		json->pos += len;
		return true;
	}
	return false;
}

/* Adds the strings among its values to out, in one. */
static bool read_array(struct json *json, unsigned depth)
{
	const char *start = json->out;
	struct json_value value;
	if (take(json, ']'))
		return true;
	do {
		skip_blanks(json);
		char *before = json->out;
		bool string = *json->pos == '"';
		if (string && before > start) {
			*json->out++ = ',';
			*json->out++ = ' ';
		}
		if (!read_value(json, depth, &value))
			return false;
		if (!string)
			json->out = before;
	} while (take(json, ','));
	return take(json, ']');
}

static bool read_member(struct json *json, unsigned depth)
{
	struct json_value value;
	if (!take(json, '"'))
		return false;
	const char *key = json->out = json->pos;
	if (!read_string(json))
		return false;
	size_t len = (size_t)(json->out - key), i = depth > 1 ? json->n : 0;
	while (i < json->n && (strlen(json->keys[i]) != len || memcmp(json->keys[i], key, len) != 0))
		i++;
	if (!take(json, ':'))
		return false;
	skip_blanks(json);
	/* A string need not move to be decoded. */
	json->out = json->pos + (*json->pos == '"');
	if (!read_value(json, depth, &value))
		return false;
	if (i < json->n)
		json->values[i] = value;
	return true;
}

static bool read_object(struct json *json, unsigned depth)
{
	if (take(json, '}'))
		return true;
	do {
		if (!read_member(json, depth))
			return false;
	} while (take(json, ','));
	return take(json, '}');
}

/* depth: of what the value is in. */
static bool read_value(struct json *json, unsigned depth, struct json_value *value)
{
	bool good;
	const char *start = json->out, *number = json->pos;
	value->kind = JSON_OTHER;
	if (depth == DEPTH_MAX)
		return false;
	if (*json->pos == '"') {
		json->pos++;
		value->kind = JSON_STRING;
		good = read_string(json);
	} else if (*json->pos == '[') {
		json->pos++;
		value->kind = JSON_ARRAY;
		good = read_array(json, depth + 1);
	} else if (*json->pos == '{') {
		json->pos++;
		good = read_object(json, depth + 1);
	} else if (*json->pos == '-' || (*json->pos >= '0' && *json->pos <= '9')) {
		value->kind = JSON_NUMBER;
		good = read_number(json);
	} else {
		good = read_literal(json);
	}
	value->text = (struct lim_slice){start, (size_t)(json->out - start)};
	if (value->kind == JSON_NUMBER)
		value->text = (struct lim_slice){number, (size_t)(json->pos - number)};
	return good;
}

int json_read(char *text, const char *const *keys, struct json_value *values, size_t n, size_t *column)
{
	struct json json = {.pos = text, .out = text, .keys = keys, .values = values, .n = n};
	struct json_value root;
	memset(values, 0, n * sizeof *values);
	skip_blanks(&json);
	bool object = *json.pos == '{';
	if (read_value(&json, 0, &root) && take(&json, '\0'))
		return object ? LIM_OK : LIM_SKIPPED;
	*column = utf8_count(text, (size_t)(json.pos - text)) + 1;
	return LIM_E_INPUT;
}
