/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown: CommonMark with tables, strikethrough and bare links. Markup, link targets and HTML
 * tags are dropped; the words between them stay.
 */
#include <libxml/HTMLparser.h>
#include <md4c.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/utf8.h"
#include "corpus/front.h"
#include "corpus/reader.h"

struct markdown {
	struct document *doc;
	const char *start, *end;	/* the source */
	const char *pos;		/* up to here lines are counted */
	size_t line;			/* of pos */
	struct buf block;		/* the text of the block under way */
	size_t block_line;
	unsigned level;			/* of the heading under way; 0: none */
	bool cell;			/* another cell of the table's row comes before more text */
	bool mute;			/* within <script> or <style> */
};

/* Blocks come in order, or nearly so: the way from one to the next is short. */
static size_t line_at(struct markdown *md, const char *ptr)
{
	while (md->pos < ptr &&
		(md->pos = memchr(md->pos, '\n', (size_t)(ptr - md->pos))) != NULL) {
		md->pos++;
		md->line++;
	}
	if (!md->pos)
		md->pos = ptr;
	for (; md->pos > ptr; md->pos--)
		md->line -= md->pos[-1] == '\n';
	return md->line;
}

static int flush(struct markdown *md)
{
	struct document *doc = md->doc;
	enum block_kind kind = md->level > 0 ? BLOCK_HEADING : BLOCK_PARAGRAPH;
	int status = md->block.status;
	if (status == LIM_OK && md->level == 1 && !doc->title)
		status = document_set(doc, &doc->title, md->block.ptr, md->block.len);
	if (status == LIM_OK)
		status = document_add_block(doc, kind, md->block_line, md->block.ptr,
			md->block.len);
	buf_reset(&md->block);
	md->block_line = 0;
	md->cell = md->mute = false;
	return status;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct markdown *md = ctx;
	if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
		md->cell = md->block.len > 0;
		return LIM_OK;
	}
	int status = flush(md);
	if (type == MD_BLOCK_H)
		md->level = ((MD_BLOCK_H_DETAIL *)detail)->level;
	return status;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct markdown *md = ctx;
	(void)detail;
	if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
		return LIM_OK;
	int status = flush(md);
	if (type == MD_BLOCK_H)
		md->level = 0;
	return status;
}

static int pass_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	(void)type;
	(void)detail;
	(void)ctx;
	return LIM_OK;
}

static int32_t numeric_entity(const char *ptr, size_t len)
{
	bool hex = len > 3 && (ptr[2] == 'x' || ptr[2] == 'X');
	unsigned long c = strtoul(ptr + (hex ? 3 : 2), NULL, hex ? 16 : 10);
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0xfffd;
	return c < ' ' ? ' ' : (int32_t)c;
}

/* "&eacute;", "&#233;", "&#xE9;"; an unknown name stays as it is. */
static void add_entity(struct markdown *md, const char *ptr, size_t len)
{
	char name[64], utf8[4];
	int32_t c = 0;
	if (len > 3 && ptr[1] == '#') {
		c = numeric_entity(ptr, len);
	} else if (len > 2 && len < sizeof name) {
		memcpy(name, ptr + 1, len - 2);
		name[len - 2] = '\0';
		const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
		c = entity ? (int32_t)entity->value : 0;
	}
	if (c)
		buf_add(&md->block, utf8, utf8_put(utf8, c));
	else
		buf_add(&md->block, ptr, len);
}

static bool tag_is(const char *ptr, size_t len, const char *const *names)
{
	for (; *names; names++) {
		size_t n = strlen(*names);
		if (len > n && strncasecmp(ptr, *names, n) == 0 && strchr(" \t\n/>", ptr[n]))
			return true;
	}
	return false;
}

/* Tags within a word say nothing; others part words. */
static void pass_tag(struct markdown *md, const char *ptr, size_t len)
{
	static const char *const within[] = {"a", "abbr", "b", "em", "i", "kbd", "mark", "s",
		"small", "span", "strong", "sub", "sup", "u", NULL};
	static const char *const muting[] = {"script", "style", NULL};
	bool closing = len > 1 && ptr[1] == '/';
	size_t name = closing ? 2 : 1;
	if (len < 3 || ptr[0] != '<')
		return;
	if (tag_is(ptr + name, len - name, muting))
		md->mute = !closing;
	if (!tag_is(ptr + name, len - name, within))
		buf_addc(&md->block, ' ');
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE len, void *ctx)
{
	struct markdown *md = ctx;
	bool source = ptr >= md->start && ptr < md->end;
	if (md->block_line == 0 && source && type != MD_TEXT_HTML)
		md->block_line = line_at(md, ptr);
	if (type == MD_TEXT_HTML) {
		pass_tag(md, ptr, len);
		return md->block.status;
	}
	if (md->mute)
		return LIM_OK;
	if (md->cell)
		buf_adds(&md->block, " | ");
	md->cell = false;
	if (type == MD_TEXT_ENTITY)
		add_entity(md, ptr, len);
	else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
		buf_addc(&md->block, type == MD_TEXT_BR ? '\n' : ' ');
	else
		buf_add(&md->block, ptr, len);
	return md->block.status;
}

static int parse(struct markdown *md, const char *ptr, size_t len, struct lim_error *err)
{
	/* Without blocks of HTML, the words in them are paragraphs and their tags are spans. */
	const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS |
			MD_FLAG_NOHTMLBLOCKS,
		.enter_block = enter_block, .leave_block = leave_block,
		.enter_span = pass_span, .leave_span = pass_span, .text = add_text,
	};
	if (len > UINT32_MAX / 2)
		return LIM_E_LIMIT;
	int status = md_parse(ptr, (MD_SIZE)len, &parser, md);
	/* -1 is md4c's own, and means memory; it stands for LIM_E_ARGUMENT here. */
	return status == -1 ? error_memory(err) : status;
}

static int bid(const char *name, const char *head, size_t len)
{
	if (reader_name_ends(name, ".md") || reader_name_ends(name, ".markdown") ||
		reader_name_ends(name, ".mkd"))
		return 95;
	/* Without a name that says so, a front matter with a title is needed to tell it from
	 * text. */
	return len > 4 && memcmp(head, "---\n", 4) == 0 && strstr(head, "\ntitle:") ? 40 : 0;
}

static int read_markdown(struct document *doc, struct buf *text, struct lim_error *err)
{
	size_t front;
	int status = front_read(doc, text->ptr, text->len, &front);
	if (status != LIM_OK)
		return status;
	struct markdown md = {.doc = doc, .start = text->ptr, .end = text->ptr + text->len,
		.pos = text->ptr, .line = 1};
	buf_init(&md.block, doc->text.max);
	status = parse(&md, text->ptr + front, text->len - front, err);
	buf_done(&md.block);
	return status;
}

const struct reader markdown_reader = {
	.name = "markdown", .format = LIM_FORMAT_MARKDOWN, .bid = bid, .read = read_markdown,
};
