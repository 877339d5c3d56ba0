/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

#define BLOCK_VERSION 1

enum { BEGINS_ARTICLE = 1, NEW_HEADING = 2, FLAG_BITS = 2 };

void block_init(struct block_maker *maker, size_t max)
{
	*maker = (struct block_maker){0};
	buf_init(&maker->head, max);
	buf_init(&maker->text, max);
}

void block_done(struct block_maker *maker)
{
	buf_done(&maker->head);
	buf_done(&maker->text);
	free(maker->heading);
	maker->heading = NULL;
}

static void forget_previous(struct block_maker *maker)
{
	maker->end = 0;
	maker->line = 0;
	maker->heading_len = 0;
}

static int keep_heading(struct block_maker *maker, struct lim_slice heading)
{
	if (heading.len > maker->heading_cap) {
		char *grown = realloc(maker->heading, heading.len);
		if (!grown)
			return LIM_E_MEMORY;
		maker->heading = grown;
		maker->heading_cap = heading.len;
	}
	if (heading.len > 0)
		memcpy(maker->heading, heading.ptr, heading.len);
	maker->heading_len = heading.len;
	return LIM_OK;
}

static void add_fact(struct buf *head, const char *fact)
{
	size_t len = fact ? strlen(fact) : 0;
	buf_add_varint(head, fact ? len + 1 : 0);
	buf_add(head, fact, len);
}

static void add_facts(struct buf *head, const struct store_article *article)
{
	add_fact(head, article->path);
	add_fact(head, article->id);
	add_fact(head, article->title);
	add_fact(head, article->author);
	add_fact(head, article->url);
	add_fact(head, article->date);
}

int block_add(struct block_maker *maker, const struct store_passage *passage,
	const struct store_article *article)
{
	struct buf *head = &maker->head;
	struct lim_slice heading = passage->heading;
	bool begins = passage->ordinal == 0, is_new;
	if (begins || maker->passages == 0)
		forget_previous(maker);
	is_new = heading.len != maker->heading_len ||
		(heading.len > 0 && memcmp(heading.ptr, maker->heading, heading.len) != 0);
	buf_add_varint(head, (uint64_t)passage->text.len << FLAG_BITS | (begins ? BEGINS_ARTICLE : 0) |
		(is_new ? NEW_HEADING : 0));
	if (!begins && maker->passages == 0)
		buf_add_varint(head, passage->ordinal);
	buf_add_varint(head, passage->start - maker->end);
	buf_add_varint(head, passage->line - maker->line);
	if (is_new) {
		if (keep_heading(maker, heading) != LIM_OK)
			return LIM_E_MEMORY;
		buf_add_varint(head, heading.len);
		buf_add(head, heading.ptr, heading.len);
	}
	if (begins)
		add_facts(head, article);
	maker->end = passage->start + passage->text.len;
	maker->line = passage->line;
	maker->passages++;
	buf_add(&maker->text, passage->text.ptr, passage->text.len);
	return head->status != LIM_OK ? head->status : maker->text.status;
}

size_t block_size(const struct block_maker *maker)
{
	return maker->head.len + maker->text.len;
}

int block_finish(struct block_maker *maker, struct buf *out)
{
	buf_add_varint(out, BLOCK_VERSION);
	buf_add_varint(out, maker->passages);
	buf_add(out, maker->head.ptr, maker->head.len);
	buf_add(out, maker->text.ptr, maker->text.len);
	buf_reset(&maker->head);
	buf_reset(&maker->text);
	maker->passages = 0;
	return out->status;
}

struct cursor {
	const char *pos, *end;
	const struct store_passage *before;	/* of the same article, or NULL */
};

static bool take_bytes(struct cursor *c, uint64_t len, struct lim_slice *out)
{
	if (len > (uint64_t)(c->end - c->pos))
		return false;
	*out = (struct lim_slice){c->pos, len};
	c->pos += len;
	return true;
}

static bool take_facts(struct cursor *c, struct lim_slice facts[FACT_COUNT])
{
	uint64_t len;
	for (int i = 0; i < FACT_COUNT; i++) {
		if (!varint_get(&c->pos, c->end, &len))
			return false;
		if (len > 0 && !take_bytes(c, len - 1, &facts[i]))
			return false;
	}
	return facts[FACT_PATH].ptr || facts[FACT_ID].ptr;
}

static bool take_ordinal(struct cursor *c, struct store_passage *passage)
{
	uint64_t ordinal;
	if (c->before) {
		passage->ordinal = c->before->ordinal + 1;
		return true;
	}
	if (!varint_get(&c->pos, c->end, &ordinal) || ordinal == 0 || ordinal > UINT32_MAX)
		return false;
	passage->ordinal = (uint32_t)ordinal;
	return true;
}

static bool take_heading(struct cursor *c, bool is_new, struct store_passage *passage)
{
	uint64_t len;
	if (is_new)
		return varint_get(&c->pos, c->end, &len) && take_bytes(c, len, &passage->heading);
	if (c->before)
		passage->heading = c->before->heading;
	return true;
}

/* All of a passage but its text, of which only the length is known here. */
static bool take_passage(struct cursor *c, struct block_passage *entry)
{
	struct store_passage *passage = &entry->passage;
	uint64_t word;
	if (!varint_get(&c->pos, c->end, &word))
		return false;
	entry->begins_article = word & BEGINS_ARTICLE;
	passage->text.len = word >> FLAG_BITS;
	if (entry->begins_article)
		c->before = NULL;
	else if (!take_ordinal(c, passage))
		return false;
	if (!varint_get(&c->pos, c->end, &passage->start) ||
	    !varint_get(&c->pos, c->end, &passage->line))
		return false;
	if (c->before) {
		passage->start += c->before->start + c->before->text.len;
		passage->line += c->before->line;
	}
	if (!take_heading(c, word & NEW_HEADING, passage))
		return false;
	c->before = passage;
	return !entry->begins_article || take_facts(c, entry->facts);
}

static bool take_texts(struct cursor *c, struct block *block)
{
	for (size_t i = 0; i < block->n; i++) {
		struct lim_slice *text = &block->passages[i].passage.text;
		if (!take_bytes(c, text->len, text))
			return false;
	}
	return c->pos == c->end;
}

int block_decode(const char *ptr, size_t len, struct block *block)
{
	struct cursor c = {ptr, ptr + len, NULL};
	uint64_t version, n;
	if (!varint_get(&c.pos, c.end, &version) || version != BLOCK_VERSION ||
	    !varint_get(&c.pos, c.end, &n) || n == 0 || n > (uint64_t)(c.end - c.pos))
		return LIM_E_DAMAGED;
	struct block found = {calloc(n, sizeof *found.passages), n};
	if (!found.passages)
		return LIM_E_MEMORY;
	bool good = true;
	for (size_t i = 0; good && i < n; i++)
		good = take_passage(&c, &found.passages[i]);
	if (good && take_texts(&c, &found)) {
		*block = found;
		return LIM_OK;
	}
	block_free(&found);
	return LIM_E_DAMAGED;
}

void block_free(struct block *block)
{
	free(block->passages);
	*block = (struct block){0};
}
