/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/snippet.h"

#include "base/utf8.h"
#include "stemmer/sentence.h"

/* Shown before the first word found, where its sentence is too long to be shown from
 * its beginning. */
#define CONTEXT 60
/* A snippet ends with a sentence if that leaves at least so much of it. */
#define ENOUGH (SNIPPET_CHARACTERS * 6 / 10)
/* Words without a weight of their own, such as stop words of a phrase; and words found again. */
#define MASS_MIN 0.01

struct choice {
	const struct plan *plan;
	struct lim_slice text;
	const struct view_tokens *tokens;
	const unsigned char *marks;
	const uint32_t *before;		/* characters that begin before each byte; NULL: to be counted */
};

/* What is asked again and again for parts of one text is counted once. */
static const uint32_t *count_all(struct arena *arena, struct lim_slice text)
{
	uint32_t *before = arena_alloc(arena, (text.len + 1) * sizeof *before), n = 0;
	for (size_t i = 0; i < text.len && before; i++) {
		before[i] = n;
		n += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
	}
	if (before)
		before[text.len] = n;
	return before;
}

static size_t characters(const struct choice *c, size_t start, size_t end)
{
	if (end <= start)
		return 0;
	return c->before ? c->before[end] - c->before[start] : utf8_count(c->text.ptr + start, end - start);
}

static bool fits(const struct choice *c, size_t start, size_t end)
{
	return end <= start || end - start <= SNIPPET_CHARACTERS ||
		(end - start <= 4 * SNIPPET_CHARACTERS &&
			characters(c, start, end) <= SNIPPET_CHARACTERS);
}

static size_t token_end(const struct view_token *token)
{
	return token->start + token->len;
}

static double mass_of(const struct choice *c, const struct view_token *token, unsigned inside)
{
	if (token->unit == NO_UNIT || inside > 0)
		return MASS_MIN;
	const struct unit *unit = &c->plan->units[token->unit];
	return unit->idf * unit->boost + MASS_MIN;
}

static unsigned *count_of(unsigned *inside, const struct view_token *token)
{
	return &inside[token->unit == NO_UNIT ? UNITS_MAX : token->unit];
}

/* The weightiest marked tokens that fit: from *first to *last. False: none is marked. */
static bool find_best(const struct choice *c, uint32_t *first, uint32_t *last)
{
	const struct view_token *items = c->tokens->items;
	unsigned inside[UNITS_MAX + 1] = {0};
	double mass = 0, best = 0;
	uint32_t from = 0;
	for (uint32_t i = 0; i < c->tokens->n; i++) {
		if (!c->marks[i])
			continue;
		mass += mass_of(c, &items[i], (*count_of(inside, &items[i]))++);
		while (from < i &&
			(!c->marks[from] || !fits(c, items[from].start, token_end(&items[i])))) {
			if (c->marks[from])
				mass -= mass_of(c, &items[from], --*count_of(inside, &items[from]));
			from++;
		}
		if (mass > best + MASS_MIN / 2) {
			best = mass;
			*first = from;
			*last = i;
		}
	}
	return best > 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t next_sentence(const struct choice *c, size_t start, size_t *end)
{
	*end = sentence_end(c->text.ptr, c->text.len, start);
	if (*end <= start)
		*end = start + 1;
	size_t next = *end;
	while (next < c->text.len && is_blank(c->text.ptr[next]))
		next++;
	return next;
}

/* Where to begin, so that what lies up to needed is shown: with the sentence that holds at, or else
 * with a word shortly before it. */
static size_t find_start(const struct choice *c, size_t at, size_t needed)
{
	size_t start = 0, end;
	for (size_t next = 0; next <= at && next < c->text.len; ) {
		start = next;
		next = next_sentence(c, start, &end);
	}
	if (fits(c, start, needed))
		return start;
	start = at;
	for (uint32_t i = c->tokens->n; i-- > 0; ) {
		size_t word = c->tokens->items[i].start;
		if (word > at)
			continue;
		if (characters(c, word, at) > CONTEXT || !fits(c, word, needed))
			break;
		start = word;
	}
	return start;
}

/* Where to end: with the last sentence that fits, or else with a word. */
static size_t find_end(const struct choice *c, size_t start, size_t needed)
{
	if (fits(c, start, c->text.len))
		return c->text.len;
	size_t sentence = 0, end = needed;
	for (size_t next = start; next < c->text.len; ) {
		next = next_sentence(c, next, &end);
		if (!fits(c, start, end))
			break;
		sentence = end;
	}
	if (sentence >= needed && characters(c, start, sentence) >= ENOUGH)
		return sentence;
	end = needed;
	for (uint32_t i = 0; i < c->tokens->n; i++) {
		size_t word = token_end(&c->tokens->items[i]);
		if (word > end && fits(c, start, word))
			end = word;
	}
	return end;
}

/* At the end of the passage there may be room for the sentences before. */
static size_t fill_up(const struct choice *c, size_t start)
{
	size_t end;
	for (size_t next = 0; next < start; next = next_sentence(c, next, &end))
		if (fits(c, next, c->text.len))
			return next;
	return start;
}

struct lim_span snippet_choose(const struct plan *plan, struct lim_slice text,
	const struct view_tokens *tokens, const unsigned char *marks)
{
	struct choice c = {plan, text, tokens, marks, count_all(plan->arena, text)};
	size_t start = 0, end = text.len;
	if (!fits(&c, 0, text.len)) {
		uint32_t first = 0, last = 0;
		size_t needed = 0;
		if (find_best(&c, &first, &last)) {
			needed = token_end(&tokens->items[last]);
			start = find_start(&c, tokens->items[first].start, needed);
		}
		end = find_end(&c, start, needed > start ? needed : start);
		if (end == text.len)
			start = fill_up(&c, start);
		if (end == start)
			end = utf8_cut(text.ptr, text.len, start + SNIPPET_CHARACTERS < text.len ?
				start + SNIPPET_CHARACTERS : text.len);
	}
	while (start < end && is_blank(text.ptr[start]))
		start++;
	while (end > start && is_blank(text.ptr[end - 1]))
		end--;
	return (struct lim_span){start, end - start};
}
