/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON lines: one article a line, {"id","title","text"} and perhaps "author", "date", "url". */
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "corpus/encoding.h"
#include "corpus/json.h"
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

enum member { ID, TEXT, TITLE, AUTHOR, DATE, URL, MEMBERS };

static const char *const keys[MEMBERS] = {
	[ID] = "id", [TEXT] = "text", [TITLE] = "title", [AUTHOR] = "author", [DATE] = "date", [URL] = "url",
};

/* A string, a number, or a list of strings. */
static int set_fact(struct document *doc, const struct json_value *value, const char **fact)
{
	struct lim_slice text = value->text;
	if (text.len == 0 || value->kind == JSON_OTHER)
		return LIM_OK;
	return fact == &doc->date ? document_set_date(doc, text.ptr, text.len)
		: document_set(doc, fact, text.ptr, text.len);
}

/* A cut id might be another article's. */
static int set_id(struct document *doc, const struct json_value *id, struct lim_error *err)
{
	int status = id->kind == JSON_ARRAY ? LIM_OK : set_fact(doc, id, &doc->id);
	if (status == LIM_OK && !doc->id)
		return error_set(err, LIM_E_INPUT,
			_("no \"id\": give the article one, a string or a number"));
	if (status == LIM_OK && id->text.len > DOCUMENT_FACT_MAX)
		return error_set(err, LIM_E_INPUT, _("an \"id\" of more than %d bytes: shorten it"),
			DOCUMENT_FACT_MAX);
	return status;
}

static int read_members(struct document *doc, const struct json_value *values, struct lim_error *err)
{
	int status = set_id(doc, &values[ID], err);
	if (status != LIM_OK)
		return status;
	if (values[TEXT].kind != JSON_STRING)
		return error_set(err, LIM_E_INPUT,
			_("no \"text\": it has to be there, and a string"));
	const char **facts[MEMBERS] = {[TITLE] = &doc->title, [AUTHOR] = &doc->author,
		[DATE] = &doc->date, [URL] = &doc->url};
	for (size_t i = TITLE; i < MEMBERS && status == LIM_OK; i++)
		status = set_fact(doc, &values[i], facts[i]);
	return status == LIM_OK ? buf_add(&doc->text, values[TEXT].text.ptr, values[TEXT].text.len) : status;
}

static int read_line(struct document *doc, struct lim_slice line, struct buf *decoded, struct lim_error *err)
{
	struct json_value values[MEMBERS];
	size_t column;
	int status = json_read(line, keys, values, MEMBERS, decoded, &column);
	if (status == LIM_E_INPUT)
		return error_set(err, status, _("broken JSON at column %zu"), column);
	if (status == LIM_SKIPPED)
		return error_set(err, LIM_E_INPUT,
			_("no JSON object: each line is one, with \"id\" and \"text\""));
	return status == LIM_OK ? read_members(doc, values, err) : status;
}

static int read_jsonl(struct document *doc, struct buf *line, struct lim_error *err)
{
	struct buf decoded;
	buf_init(&decoded, line->len);
	int status = read_line(doc, (struct lim_slice){line->ptr, line->len}, &decoded, err);
	buf_done(&decoded);
	if (status != LIM_OK)
		return status;
	encoding_fold_lines(&doc->text);
	return text_mark_blocks(doc, true);
}

const struct reader jsonl_reader = {
	.name = "jsonl", .format = LIM_FORMAT_JSONL, .many = true, .bid = bid, .read = read_jsonl,
};
