/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON lines: one article a line, {"id","title","text"} and perhaps "author", "date", "url". */
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "corpus/encoding.h"
#include "corpus/reader.h"
#include "corpus/text.h"

static int bid(const char *name, const char *head, size_t len)
{
	if (reader_name_ends(name, ".jsonl") || reader_name_ends(name, ".ndjson"))
		return 95;
	/* Others may contain JSON: only a first line that is an article counts. */
	const char *end = memchr(head, '\n', len);
	size_t line = end ? (size_t)(end - head) : len;
	bool object = len > 0 && head[0] == '{' && memmem(head, line, "\"text\"", 6);
	return object && memmem(head, line, "\"id\"", 4) ? 60 : 0;
}

/* A string, a number, or a list of strings, as text in out. */
static void add_value(struct buf *out, const json_t *value)
{
	if (json_is_string(value)) {
		buf_add(out, json_string_value(value), json_string_length(value));
	} else if (json_is_integer(value)) {
		buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	} else if (json_is_real(value)) {
		buf_printf(out, "%.17g", json_real_value(value));
	} else if (json_is_array(value)) {
		for (size_t i = 0; i < json_array_size(value); i++) {
			const json_t *item = json_array_get(value, i);
			if (!json_is_string(item))
				continue;
			if (out->len > 0)
				buf_adds(out, ", ");
			buf_add(out, json_string_value(item), json_string_length(item));
		}
	}
}

static int set_fact(struct document *doc, const json_t *object, const char *key, const char **fact)
{
	struct buf value;
	buf_init(&value, SIZE_MAX / 8);
	add_value(&value, json_object_get(object, key));
	int status = value.status;
	if (status == LIM_OK && value.len > 0)
		status = fact == &doc->date ? document_set_date(doc, value.ptr, value.len)
			: document_set(doc, fact, value.ptr, value.len);
	buf_done(&value);
	return status;
}

/* A cut id might be another article's. */
static int check_id(const struct document *doc, const json_t *id, struct lim_error *err)
{
	if (!doc->id)
		return error_set(err, LIM_E_INPUT,
			_("no \"id\": give the article one, a string or a number"));
	if (json_is_string(id) && json_string_length(id) > DOCUMENT_FACT_MAX)
		return error_set(err, LIM_E_INPUT, _("an \"id\" of more than %d bytes: shorten it"),
			DOCUMENT_FACT_MAX);
	return LIM_OK;
}

static int add_text(struct document *doc, const json_t *text)
{
	const char *ptr = json_string_value(text);
	size_t len = json_string_length(text);
	/* It is valid UTF-8, but may hold what \u0000 stood for. */
	return memchr(ptr, '\0', len) ? utf8_repair(&doc->text, ptr, len, NULL)
		: buf_add(&doc->text, ptr, len);
}

static int read_object(struct document *doc, const json_t *object, struct lim_error *err)
{
	const json_t *text = json_object_get(object, "text"), *id = json_object_get(object, "id");
	if (!json_is_object(object))
		return error_set(err, LIM_E_INPUT,
			_("no JSON object: each line is one, with \"id\" and \"text\""));
	int status = json_is_array(id) ? LIM_OK : set_fact(doc, object, "id", &doc->id);
	if (status == LIM_OK)
		status = check_id(doc, id, err);
	if (status != LIM_OK)
		return status;
	if (!json_is_string(text))
		return error_set(err, LIM_E_INPUT,
			_("no \"text\": it has to be there, and a string"));
	const struct { const char *key, **fact; } facts[] = {{"title", &doc->title},
		{"author", &doc->author}, {"date", &doc->date}, {"url", &doc->url}};
	for (size_t i = 0; i < sizeof facts / sizeof *facts && status == LIM_OK; i++)
		status = set_fact(doc, object, facts[i].key, facts[i].fact);
	return status == LIM_OK ? add_text(doc, text) : status;
}

static int read_jsonl(struct document *doc, struct buf *line, struct lim_error *err)
{
	json_error_t error;
	json_t *object = json_loadb(line->ptr, line->len, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
	buf_done(line);
	if (!object) {
		/* Its sentence may quote the line and be cut within a character. */
		size_t len = strlen(error.text);
		return error_set(err, LIM_E_INPUT, _("broken JSON at column %d: %.*s"),
			error.column, (int)utf8_valid(error.text, len), error.text);
	}
	int status = read_object(doc, object, err);
	json_decref(object);
	if (status != LIM_OK)
		return status;
	encoding_fold_lines(&doc->text);
	return text_mark_blocks(doc, true);
}

const struct reader jsonl_reader = {
	.name = "jsonl", .format = LIM_FORMAT_JSONL, .many = true, .bid = bid, .read = read_jsonl,
};
