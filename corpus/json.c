/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/json.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/utf8.h"

struct json {
	struct lim_slice text;
	const char *const *keys;
	struct json_value *values;
	size_t n;
	struct buf *decoded;		/* has room for the whole text: nothing in it moves */
	struct json_value *value;	/* of the key at hand, NULL: it is not wanted */
	size_t depth;			/* arrays and objects that are open */
	bool object;			/* the outermost */
};

/* What comes is the value of a wanted key, not something inside it. */
static bool is_value(const struct json *json)
{
	return json->value && json->depth == 1;
}

static void set_value(struct json *json, enum json_kind kind, struct lim_slice text)
{
	if (is_value(json))
		*json->value = (struct json_value){kind, text};
}

/* A string without escapes lies in the text, another one in a buffer that is used again; half a surrogate
 * pair in it or \u0000 makes no text. */
static struct lim_slice keep(struct json *json, struct lim_slice string)
{
	bool lies_there = string.ptr >= json->text.ptr && string.ptr <= json->text.ptr + json->text.len;
	const char *start = json->decoded->ptr + json->decoded->len;
	if (lies_there)
		return string;
	utf8_repair(json->decoded, string.ptr, string.len, NULL);
	return (struct lim_slice){start, (size_t)(json->decoded->ptr + json->decoded->len - start)};
}

/* One more of an array's strings: these are at the end of what is decoded, whatever they contain. */
static void add_string(struct json *json, struct lim_slice string)
{
	struct lim_slice *all = &json->value->text;
	if (all->len > 0)
		buf_adds(json->decoded, ", ");
	utf8_repair(json->decoded, string.ptr, string.len, NULL);
	all->len = (size_t)(json->decoded->ptr + json->decoded->len - all->ptr);
}

static int take_string(void *ctx, const unsigned char *ptr, size_t len)
{
	struct json *json = ctx;
	struct lim_slice string = {(const char *)ptr, len};
	if (is_value(json))
		set_value(json, JSON_STRING, keep(json, string));
	else if (json->value && json->depth == 2 && json->value->kind == JSON_ARRAY)
		add_string(json, string);
	return 1;
}

static int take_number(void *ctx, const char *ptr, size_t len)
{
	set_value(ctx, JSON_NUMBER, (struct lim_slice){ptr, len});
	return 1;
}

static int take_boolean(void *ctx, int value)
{
	(void)value;
	set_value(ctx, JSON_OTHER, (struct lim_slice){0});
	return 1;
}

static int take_null(void *ctx)
{
	return take_boolean(ctx, 0);
}

static int begin_object(void *ctx)
{
	struct json *json = ctx;
	set_value(json, JSON_OTHER, (struct lim_slice){0});
	json->object |= json->depth++ == 0;
	return 1;
}

static int begin_array(void *ctx)
{
	struct json *json = ctx;
	set_value(json, JSON_ARRAY, (struct lim_slice){json->decoded->ptr + json->decoded->len, 0});
	json->depth++;
	return 1;
}

static int end(void *ctx)
{
	struct json *json = ctx;
	json->depth--;
	return 1;
}

static int take_key(void *ctx, const unsigned char *key, size_t len)
{
	struct json *json = ctx;
	if (json->depth > 1)
		return 1;
	json->value = NULL;
	for (size_t i = 0; i < json->n && json->object; i++)
		if (strlen(json->keys[i]) == len && memcmp(json->keys[i], key, len) == 0)
			json->value = &json->values[i];
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = take_null, .yajl_boolean = take_boolean, .yajl_number = take_number,
	.yajl_string = take_string, .yajl_start_map = begin_object, .yajl_map_key = take_key,
	.yajl_end_map = end, .yajl_start_array = begin_array, .yajl_end_array = end,
};

static int parse(yajl_handle parser, struct json *json, size_t *column)
{
	const unsigned char *text = (const unsigned char *)json->text.ptr;
	yajl_config(parser, yajl_dont_validate_strings, 1);
	size_t at = json->text.len;
	yajl_status status = yajl_parse(parser, text, json->text.len);
	if (status == yajl_status_ok)
		status = yajl_complete_parse(parser);
	else
		at = yajl_get_bytes_consumed(parser);
	if (status == yajl_status_ok)
		return json->object ? LIM_OK : LIM_SKIPPED;
	*column = utf8_count(json->text.ptr, at) + 1;
	return LIM_E_INPUT;
}

int json_read(struct lim_slice text, const char *const *keys, struct json_value *values, size_t n,
	struct buf *decoded, size_t *column)
{
	struct json json = {.text = text, .keys = keys, .values = values, .n = n, .decoded = decoded};
	memset(values, 0, n * sizeof *values);
	buf_reset(decoded);
	/* A string is never longer than what it is written with. */
	int status = buf_reserve(decoded, text.len);
	if (status != LIM_OK)
		return status;
	yajl_handle parser = yajl_alloc(&callbacks, NULL, &json);
	if (!parser)
		return LIM_E_MEMORY;
	status = parse(parser, &json, column);
	yajl_free(parser);
	return status;
}
