/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/articles.h"

#include <string.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/i18n.h"
#include "base/utf8.h"

/* Of everything that is kept of it. */
static uint64_t hash_article(const struct lim_article *article, size_t len)
{
	const char *facts[] = {article->title, article->author, article->date, article->url};
	uint64_t hash = XXH3_64bits(article->text, len);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (facts[i])
			hash = XXH3_64bits_withSeed(facts[i], strlen(facts[i]), hash + i);
	return hash;
}

static int copy_facts(struct document *doc, const struct lim_article *article)
{
	const struct { const char *from, **to; } facts[] = {{article->title, &doc->title},
		{article->author, &doc->author}, {article->url, &doc->url}};
	int status = LIM_OK;
	for (size_t i = 0; i < sizeof facts / sizeof *facts && status == LIM_OK; i++)
		if (facts[i].from)
			status = document_set(doc, facts[i].to, facts[i].from, strlen(facts[i].from));
	if (status == LIM_OK && article->date)
		status = document_set_date(doc, article->date, strlen(article->date));
	return status;
}

/* A line without anything but blanks ends a paragraph. */
static int mark_paragraphs(struct document *doc)
{
	const char *text = doc->text.ptr, *end = text + doc->text.len, *start = text;
	int status = LIM_OK;
	for (const char *line = text; line < end && status == LIM_OK;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop ? stop : end;
		if (line + strspn(line, " \t\r") >= stop) {
			status = document_mark_block(doc, BLOCK_PARAGRAPH, 0, (size_t)(start - text),
				(size_t)(line - start));
			start = stop;
		}
		line = stop < end ? stop + 1 : end;
	}
	if (status == LIM_OK)
		status = document_mark_block(doc, BLOCK_PARAGRAPH, 0, (size_t)(start - text),
			(size_t)(end - start));
	return status;
}

static int read_article(struct document *doc, const struct lim_article *article, struct lim_error *err)
{
	size_t len = article->text_len > 0 ? article->text_len : strlen(article->text);
	if (!(doc->id = arena_dup(&doc->arena, article->id, strlen(article->id))))
		return error_memory(err);
	int status = copy_facts(doc, article);
	if (status == LIM_OK)
		status = utf8_repair(&doc->text, article->text, len, NULL);
	if (status == LIM_OK)
		status = mark_paragraphs(doc);
	if (status == LIM_E_LIMIT)
		return error_set(err, status, _("more than %zu bytes of text: raise the ceiling"),
			doc->text.max);
	if (status != LIM_OK)
		return error_memory(err);
	if (doc->n_blocks == 0 && !doc->title)
		return error_set(err, LIM_E_INPUT, _("empty: there is no text in it"));
	doc->hash = hash_article(article, len);
	return LIM_OK;
}

int articles_read(void *ctx, struct document *doc, struct lim_error *err)
{
	struct articles *articles = ctx;
	struct lim_article article = {0};
	document_reset(doc);
	int status = articles->next(articles->ctx, &article);
	if (status == LIM_DONE)
		return LIM_DONE;
	if (status != LIM_OK)
		return error_set(err, LIM_E_STOPPED, _("the program that hands out articles has "
			"stopped: %s"), lim_status_name(status));
	if (!article.id || !article.id[0] || strlen(article.id) > DOCUMENT_FACT_MAX || !article.text)
		return error_set(err, LIM_E_ARGUMENT, _("an article needs a text, and an id of 1 to "
			"%d bytes"), DOCUMENT_FACT_MAX);
	return read_article(doc, &article, err);
}
