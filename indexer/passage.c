/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/passage.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/utf8.h"
#include "stemmer/sentence.h"

/* What is never taken apart any more: paragraphs, or sentences of long ones, headings in front. */
struct unit {
	size_t start, end, words, line, heading;
	bool headed;	/* begins with a heading */
};

/* Every unit has a word, and neither the passage before nor the one that grows has more than the
 * maximum; one more is looked at. */
#define UNITS_MAX (2 * PASSAGE_MAX + 2)

struct packer {
	const struct document *doc;
	struct passages *out;
	struct unit units[UNITS_MAX];	/* of the last passage, then of the one that grows */
	size_t n_last, n;
	size_t last_words, words;
	struct unit head;		/* headings that wait for their text; words 0: none */
	size_t heading;			/* block + 1 of the nearest heading */
	size_t at, line;		/* a byte of the block at hand and its line */
	bool one_line;
	int status;
};

static bool is_blank(char c)
{
	return (c == ' ') | ((unsigned char)(c - '\t') <= '\r' - '\t');
}

static size_t word_words(size_t len)
{
	return 1 + len / PASSAGE_WORD;
}

/* The end of the word that starts at pos. */
static size_t word_end(const char *text, size_t pos, size_t end)
{
	while (pos < end && !is_blank(text[pos]))
		pos++;
	return pos;
}

static size_t skip_blanks(const char *text, size_t pos, size_t end)
{
	for (size_t n; (n = document_blank(text + pos, end - pos)) > 0; pos += n)
		;
	return pos;
}

size_t passage_words(const char *ptr, size_t len)
{
	size_t words = 0, bytes = 0;	/* of the word at hand */
	for (size_t i = 0; i < len; i++) {
		/* Where words end cannot be foreseen: there is no branch. */
		bytes = (bytes + 1) & ((size_t)is_blank(ptr[i]) - 1);
		words += bytes == 1;
		if (bytes >= PASSAGE_WORD)
			words += bytes % PASSAGE_WORD == 0;
	}
	return words;
}

/* ---------------------------------------------------------------- units → passages */

static void emit(struct packer *p, size_t first, size_t n)
{
	struct passages *out = p->out;
	p->status = GROW(out->list, out->cap, out->n);
	if (p->status != LIM_OK)
		return;
	const struct unit *unit = &p->units[first];
	out->list[out->n++] = (struct passage){.start = unit->start, .end = unit[n - 1].end,
		.line = unit->line, .heading = unit->heading};
}

/* Ends the passage that grows. A short one joins its predecessor if it may. */
static void close_passage(struct packer *p)
{
	if (p->words == 0 || p->status != LIM_OK)
		return;
	if (p->words < PASSAGE_MIN && p->n_last > 0 && p->last_words + p->words <= PASSAGE_MAX) {
		p->out->list[p->out->n - 1].end = p->units[p->n - 1].end;
		p->n_last = p->n;
		p->last_words += p->words;
	} else {
		emit(p, p->n_last, p->n - p->n_last);
		p->n -= p->n_last;
		memmove(p->units, p->units + p->n_last, p->n * sizeof *p->units);
		p->n_last = p->n;
		p->last_words = p->words;
	}
	p->words = 0;
}

static size_t distance(size_t words)
{
	return words > PASSAGE_GOAL ? words - PASSAGE_GOAL : PASSAGE_GOAL - words;
}

/* Whether the passage that grows is better without this unit. */
static bool is_full(const struct packer *p, const struct unit *unit)
{
	size_t with = p->words + unit->words;
	if (p->words == 0)
		return false;
	if (with > PASSAGE_MAX)
		return true;
	if (p->words < PASSAGE_MIN)
		return false;
	return unit->headed || distance(p->words) <= distance(with);
}

static void push_unit(struct packer *p, struct unit unit)
{
	if (is_full(p, &unit))
		close_passage(p);
	if (p->status != LIM_OK)
		return;
	p->units[p->n++] = unit;
	p->words += unit.words;
}

/* Headings without text of their own: many of them, or the last of the article. */
static void flush_head(struct packer *p)
{
	if (p->head.words > 0)
		push_unit(p, p->head);
	p->head.words = 0;
}

/* Positions come in ascending order within a block, so every byte is looked at once. */
static size_t line_at(struct packer *p, size_t pos)
{
	if (p->line == 0 || p->one_line)
		return p->line;
	const char *text = p->doc->text.ptr;
	for (const char *end = text + pos, *c = text + p->at; (c = memchr(c, '\n', (size_t)(end - c)));
	     c++)
		p->line++;
	p->at = pos;
	return p->line;
}

static void add_unit(struct packer *p, size_t start, size_t end, size_t words)
{
	struct unit unit = {.start = start, .end = end, .words = words, .line = line_at(p, start),
		.heading = p->heading};
	if (p->head.words > 0) {
		unit.start = p->head.start;
		unit.line = p->head.line;
		unit.words += p->head.words;
		unit.headed = true;
		p->head.words = 0;
	}
	push_unit(p, unit);
}

/* ---------------------------------------------------------------- blocks → units */

static size_t trim_end(const char *text, size_t pos, size_t end)
{
	for (size_t n; (n = document_blank_before(text + pos, end - pos)) > 0; end -= n)
		;
	return end;
}

/* The end of about so many words from pos. */
static size_t cut_at(const char *text, size_t pos, size_t end, size_t limit)
{
	size_t words = 0, last = pos;
	for (size_t start = pos; start < end; start = skip_blanks(text, last, end)) {
		/* The rest of an endless word is not looked at again for each of its pieces. */
		size_t most = limit * PASSAGE_WORD;
		size_t stop = word_end(text, start, end - start > most ? start + most : end);
		size_t more = word_words(stop - start);
		if (words + more > limit)
			return words > 0 ? last : start + utf8_cut(text + start, end - start, most - 1);
		words += more;
		last = stop;
	}
	return last;
}

/* A sentence that is too long for a passage. */
static void cut_sentence(struct packer *p, size_t pos, size_t end)
{
	const char *text = p->doc->text.ptr;
	while (pos < end && p->status == LIM_OK) {
		size_t stop = trim_end(text, pos, cut_at(text, pos, end, PASSAGE_GOAL));
		add_unit(p, pos, stop, passage_words(text + pos, stop - pos));
		pos = skip_blanks(text, stop, end);
	}
}

static size_t room(const struct packer *p)
{
	return PASSAGE_MAX - p->head.words;
}

static void add_sentences(struct packer *p, size_t pos, size_t end)
{
	const char *text = p->doc->text.ptr;
	while (pos < end && p->status == LIM_OK) {
		size_t stop = sentence_end(text, end, pos);
		size_t words = passage_words(text + pos, stop - pos);
		if (words > room(p))
			cut_sentence(p, pos, stop);
		else
			add_unit(p, pos, stop, words);
		pos = skip_blanks(text, stop, end);
	}
}

static void add_paragraph(struct packer *p, const struct block *block)
{
	size_t words = passage_words(p->doc->text.ptr + block->start, block->len);
	bool whole = words <= room(p) &&
		(p->words >= PASSAGE_MIN || p->words + p->head.words + words <= PASSAGE_MAX);
	p->at = block->start;
	p->line = block->line;
	if (whole)
		add_unit(p, block->start, block->start + block->len, words);
	else
		add_sentences(p, block->start, block->start + block->len);
}

/* What is too long for a heading is a paragraph that says it is one. */
static void add_heading(struct packer *p, const struct block *block, size_t number)
{
	size_t words = passage_words(p->doc->text.ptr + block->start, block->len);
	if (words > PASSAGE_MIN) {
		flush_head(p);
		add_paragraph(p, block);
		return;
	}
	if (p->head.words + words > PASSAGE_MIN)
		flush_head(p);
	p->heading = number;
	if (p->head.words == 0)
		p->head = (struct unit){.start = block->start, .line = block->line, .headed = true};
	p->head.end = block->start + block->len;
	p->head.heading = number;
	p->head.words += words;
}

/* A short passage at the end gets what its predecessor can spare. */
static void mend_tail(struct packer *p)
{
	size_t last = p->last_words, tail = p->words, first = p->n_last;
	if (tail >= PASSAGE_MIN || first == 0 || last + tail <= PASSAGE_MAX)
		return;
	while (tail < PASSAGE_MIN && first > 1) {
		first--;
		tail += p->units[first].words;
		last -= p->units[first].words;
	}
	if (tail < PASSAGE_MIN || last < PASSAGE_MIN)
		return;
	p->out->list[p->out->n - 1].end = p->units[first - 1].end;
	p->n_last = first;
	p->last_words = last;
	p->words = tail;
}

int passage_pack(const struct document *doc, bool one_line, struct passages *passages)
{
	struct packer p;
	/* All but the units, which are written before they are read. */
	p.doc = doc;
	p.out = passages;
	p.one_line = one_line;
	p.n_last = p.n = p.last_words = p.words = p.heading = p.at = p.line = 0;
	p.head = (struct unit){0};
	p.status = LIM_OK;
	passages->n = 0;
	for (size_t i = 0; i < doc->n_blocks && p.status == LIM_OK; i++) {
		const struct block *block = &doc->blocks[i];
		if (block->kind == BLOCK_HEADING)
			add_heading(&p, block, i + 1);
		else
			add_paragraph(&p, block);
	}
	flush_head(&p);
	mend_tail(&p);
	close_passage(&p);
	return p.status;
}

void passages_done(struct passages *passages)
{
	free(passages->list);
	*passages = (struct passages){0};
}

struct lim_slice passage_heading(const struct document *doc, const struct passage *passage)
{
	if (passage->heading == 0)
		return (struct lim_slice){NULL, 0};
	const struct block *block = &doc->blocks[passage->heading - 1];
	return (struct lim_slice){doc->text.ptr + block->start, block->len};
}
