/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

#define BLOCK_VERSION 2

/* Of the strings that a block has shortened. */
#define STRINGS_MAX ((size_t)256 << 20)

/* In place of a fact's length. */
enum { ABSENT, AS_BEFORE, LENGTHS };
enum { BEGINS_ARTICLE = 1, NEW_HEADING = 2, FLAG_BITS = 2 };

void block_init(struct block_maker *maker, size_t max)
{
	*maker = (struct block_maker){0};
	buf_init(&maker->head, max);
	buf_init(&maker->text, max);
	for (int i = 0; i < FACT_COUNT; i++)
		buf_init(&maker->facts[i], max);
}

void block_done(struct block_maker *maker)
{
	buf_done(&maker->head);
	buf_done(&maker->text);
	for (int i = 0; i < FACT_COUNT; i++)
		buf_done(&maker->facts[i]);
	free(maker->heading);
	maker->heading = NULL;
}

/* Of the passage before: lines go on in a file of several articles. */
static void forget_previous(struct block_maker *maker, bool same_file)
{
	maker->end = 0;
	maker->heading_len = 0;
	if (!same_file)
		maker->line = 0;
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

static size_t shared_bytes(const struct buf *before, const char *fact)
{
	size_t n = 0;
	while (n < before->len && fact[n] && fact[n] == before->ptr[n])
		n++;
	return n;
}

/* before: of the article before, with its closing zero; brought up to date. Whether it is the same. */
static bool add_fact(struct buf *head, struct buf *before, const char *fact)
{
	size_t size = fact ? strlen(fact) + 1 : 0, shared;
	if (size > 0 && size == before->len && memcmp(fact, before->ptr, size) == 0) {
		buf_add_varint(head, AS_BEFORE);
		return true;
	}
	if (size > 0) {
		shared = shared_bytes(before, fact);
		buf_add_varint(head, size - 1 + LENGTHS);
		buf_add_varint(head, shared);
		buf_add(head, fact + shared, size - 1 - shared);
	} else {
		buf_add_varint(head, ABSENT);
	}
	buf_reset(before);
	buf_add(before, fact, size);
	if (before->status != LIM_OK)
		head->status = before->status;
	return false;
}

/* Whether the article is of the file that the one before is of. */
static bool add_facts(struct block_maker *maker, const struct store_article *article)
{
	const char *facts[FACT_COUNT] = {[FACT_PATH] = article->path, [FACT_ID] = article->id,
		[FACT_TITLE] = article->title, [FACT_AUTHOR] = article->author,
		[FACT_URL] = article->url, [FACT_DATE] = article->date};
	bool same[FACT_COUNT];
	for (int i = 0; i < FACT_COUNT; i++)
		same[i] = add_fact(&maker->head, &maker->facts[i], facts[i]);
	return same[FACT_PATH];
}

static int add_heading(struct block_maker *maker, struct lim_slice heading)
{
	if (keep_heading(maker, heading) != LIM_OK)
		return LIM_E_MEMORY;
	buf_add_varint(&maker->head, heading.len);
	return buf_add(&maker->head, heading.ptr, heading.len);
}

static bool is_new(const struct block_maker *maker, struct lim_slice heading, bool begins)
{
	if (begins || maker->passages == 0)
		return heading.len > 0;
	return heading.len != maker->heading_len ||
		(heading.len > 0 && memcmp(heading.ptr, maker->heading, heading.len) != 0);
}

int block_add(struct block_maker *maker, const struct store_passage *passage,
	const struct store_article *article)
{
	struct buf *head = &maker->head;
	bool begins = passage->ordinal == 0, new_heading = is_new(maker, passage->heading, begins);
	buf_add_varint(head, (uint64_t)passage->text.len << FLAG_BITS | (begins ? BEGINS_ARTICLE : 0) |
		(new_heading ? NEW_HEADING : 0));
	if (begins)
		forget_previous(maker, add_facts(maker, article));
	else if (maker->passages == 0)
		buf_add_varint(head, passage->ordinal);
	buf_add_varint(head, passage->start - maker->end);
	buf_add_varint(head, passage->line - maker->line);
	if (new_heading && add_heading(maker, passage->heading) == LIM_E_MEMORY)
		return LIM_E_MEMORY;
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
	for (int i = 0; i < FACT_COUNT; i++)
		buf_reset(&maker->facts[i]);
	forget_previous(maker, false);
	maker->passages = 0;
	return out->status;
}

struct cursor {
	const char *pos, *end;
	const struct store_passage *before;	/* of the same article, or NULL */
	uint64_t line;				/* that the next is less by */
	struct lim_slice facts[FACT_COUNT];	/* of the article that began last */
	struct arena *strings;
};

static bool take_bytes(struct cursor *c, uint64_t len, struct lim_slice *out)
{
	if (len > (uint64_t)(c->end - c->pos))
		return false;
	*out = (struct lim_slice){c->pos, len};
	c->pos += len;
	return true;
}

/* A string that begins as the one before does. */
static bool take_rest(struct cursor *c, uint64_t len, struct lim_slice *fact)
{
	uint64_t shared;
	struct lim_slice rest, before = *fact;
	if (!varint_get(&c->pos, c->end, &shared) || shared > before.len || shared > len ||
	    !take_bytes(c, len - shared, &rest))
		return false;
	*fact = rest;
	if (shared == 0)
		return true;
	char *joined = arena_alloc(c->strings, len);
	if (!joined)
		return false;
	memcpy(joined, before.ptr, shared);
	memcpy(joined + shared, rest.ptr, rest.len);
	*fact = (struct lim_slice){joined, len};
	return true;
}

static bool take_fact(struct cursor *c, struct lim_slice *fact)
{
	uint64_t word;
	if (!varint_get(&c->pos, c->end, &word))
		return false;
	if (word == AS_BEFORE)
		return fact->ptr;
	if (word != ABSENT)
		return take_rest(c, word - LENGTHS, fact);
	*fact = (struct lim_slice){0};
	return true;
}

static bool take_facts(struct cursor *c, struct lim_slice facts[FACT_COUNT])
{
	const char *path = c->facts[FACT_PATH].ptr;
	for (int i = 0; i < FACT_COUNT; i++)
		if (!take_fact(c, &c->facts[i]))
			return false;
	memcpy(facts, c->facts, sizeof c->facts);
	c->before = NULL;
	if (!path || facts[FACT_PATH].ptr != path)
		c->line = 0;
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
	if (!(entry->begins_article ? take_facts(c, entry->facts) : take_ordinal(c, passage)) ||
	    !varint_get(&c->pos, c->end, &passage->start) ||
	    !varint_get(&c->pos, c->end, &passage->line))
		return false;
	if (c->before)
		passage->start += c->before->start + c->before->text.len;
	passage->line += c->line;
	c->line = passage->line;
	if (!take_heading(c, word & NEW_HEADING, passage))
		return false;
	c->before = passage;
	return true;
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
	struct cursor c = {.pos = ptr, .end = ptr + len};
	uint64_t version, n;
	if (!varint_get(&c.pos, c.end, &version) || version != BLOCK_VERSION ||
	    !varint_get(&c.pos, c.end, &n) || n == 0 || n > (uint64_t)(c.end - c.pos))
		return LIM_E_DAMAGED;
	struct block found = {.passages = calloc(n, sizeof *found.passages), .n = n};
	if (!found.passages)
		return LIM_E_MEMORY;
	arena_init(&found.strings, STRINGS_MAX);
	c.strings = &found.strings;
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
	arena_done(&block->strings);
	*block = (struct block){0};
}
