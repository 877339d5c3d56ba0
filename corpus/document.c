/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/utf8.h"
#include "corpus/date.h"

/* A handful of facts, each at most DOCUMENT_FACT_MAX bytes. */
#define FACTS_MAX ((size_t)64 << 10)

void document_init(struct document *doc, size_t max)
{
	*doc = (struct document){0};
	buf_init(&doc->text, max);
	arena_init(&doc->arena, FACTS_MAX);
}

void document_reset(struct document *doc)
{
	struct document old = *doc;
	buf_reset(&old.text);
	arena_reset(&old.arena);
	*doc = (struct document){.text = old.text, .arena = old.arena, .blocks = old.blocks,
		.cap_blocks = old.cap_blocks};
}

void document_done(struct document *doc)
{
	size_t max = doc->text.max;
	buf_done(&doc->text);
	arena_done(&doc->arena);
	free(doc->blocks);
	document_init(doc, max);
}

size_t document_blank(const char *ptr, size_t len)
{
	const unsigned char *s = (const unsigned char *)ptr;
	if (len == 0)
		return 0;
	if (s[0] < 0x80)
		return s[0] == ' ' || (s[0] >= '\t' && s[0] <= '\r');
	if (len >= 2 && s[0] == 0xc2)
		return s[1] == 0xa0 || s[1] == 0x85 ? 2 : 0;
	if (len < 3)
		return 0;
	if (s[0] == 0xe2 && s[1] == 0x80)
		return s[2] <= 0x8b || s[2] == 0xa8 || s[2] == 0xa9 || s[2] == 0xaf ? 3 : 0;
	return memcmp(s, "\xe3\x80\x80", 3) == 0 || memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t document_blank_before(const char *ptr, size_t len)
{
	for (size_t n = 1; n <= 3 && n <= len; n++)
		if (document_blank(ptr + len - n, n) == n)
			return n;
	return 0;
}

static void trim(const char **ptr, size_t *len)
{
	size_t n;
	while ((n = document_blank(*ptr, *len)) > 0) {
		*ptr += n;
		*len -= n;
	}
	while ((n = document_blank_before(*ptr, *len)) > 0)
		*len -= n;
}

/* Each run of ASCII blanks becomes one space: those of other widths are the author's choice. */
static size_t fold_blanks(char *ptr, size_t len)
{
	size_t out = 0;
	for (size_t i = 0; i < len; i++) {
		bool blank = (unsigned char)ptr[i] <= ' ' || ptr[i] == 0x7f;
		if (!blank)
			ptr[out++] = ptr[i];
		else if (out > 0 && ptr[out - 1] != ' ')
			ptr[out++] = ' ';
	}
	return out;
}

int document_set(struct document *doc, const char **fact, const char *ptr, size_t len)
{
	/* Folding happens before cutting; what is far too long needs no look at its end. */
	if (len > 16 * DOCUMENT_FACT_MAX)
		len = 16 * DOCUMENT_FACT_MAX;
	struct buf clean;
	buf_init(&clean, 3 * len);
	int status = utf8_repair(&clean, ptr, len, NULL);
	const char *start = clean.ptr;
	if (status == LIM_OK) {
		clean.len = fold_blanks(clean.ptr, clean.len);
		len = clean.len;
		trim(&start, &len);
		len = utf8_cut(start, len, DOCUMENT_FACT_MAX);
	}
	if (status == LIM_OK && len > 0) {
		char *copy = arena_dup(&doc->arena, start, len);
		status = copy ? LIM_OK : LIM_E_MEMORY;
		*fact = copy;
	}
	buf_done(&clean);
	return status;
}

int document_set_date(struct document *doc, const char *ptr, size_t len)
{
	char iso[DATE_SIZE];
	if (!date_parse(ptr, len, iso))
		return LIM_OK;
	return document_set(doc, &doc->date, iso, strlen(iso));
}

static int push_block(struct document *doc, struct block block)
{
	if (GROW(doc->blocks, doc->cap_blocks, doc->n_blocks) != LIM_OK)
		return doc->text.status = LIM_E_MEMORY;
	doc->blocks[doc->n_blocks++] = block;
	return LIM_OK;
}

int document_mark_block(struct document *doc, enum block_kind kind, size_t line, size_t start,
	size_t len)
{
	const char *ptr = doc->text.ptr + start;
	/* After a failure the text may be shorter than the caller believes. */
	if (doc->text.status != LIM_OK)
		return doc->text.status;
	trim(&ptr, &len);
	if (len == 0)
		return LIM_OK;
	start = (size_t)(ptr - doc->text.ptr);
	return push_block(doc, (struct block){start, len, line, kind});
}

int document_add_block(struct document *doc, enum block_kind kind, size_t line, const char *ptr,
	size_t len)
{
	trim(&ptr, &len);
	if (len == 0)
		return doc->text.status;
	if (doc->text.len > 0)
		buf_adds(&doc->text, "\n\n");
	size_t start = doc->text.len;
	buf_add(&doc->text, ptr, len);
	return document_mark_block(doc, kind, line, start, len);
}

int document_take_text(struct document *doc, struct buf *text)
{
	if (text->len > doc->text.max)
		return doc->text.status = LIM_E_LIMIT;
	struct buf old = doc->text;
	doc->text = *text;
	doc->text.max = old.max;
	old.max = text->max;
	*text = old;
	buf_reset(text);
	return doc->text.status;
}
