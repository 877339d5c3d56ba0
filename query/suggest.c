/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/suggest.h"

#include <string.h>

#include "base/utf8.h"

#define WORD_MAX 40		/* characters */
#define ROOTED 2		/* characters at the beginning that are taken to be right */
#define SHORT 4 /* characters of a word in which one difference is allowed, not two */

struct spelling {
	int32_t wanted[WORD_MAX];
	size_t n;
	unsigned distance;	/* of the best so far */
	uint64_t passages;
	struct buf *best;
	struct buf folded;	/* scratch */
};

/* Returns the number of characters, 0 where there are more than WORD_MAX. */
static size_t decode(const char *ptr, size_t len, int32_t out[WORD_MAX])
{
	size_t n = 0;
	for (const char *end = ptr + len; ptr < end; n++) {
		if (n == WORD_MAX)
			return 0;
		out[n] = utf8_next(&ptr, end);
	}
	return n;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* Levenshtein distance with swaps of neighbours (optimal string alignment). */
static unsigned measure(const int32_t *a, size_t n, const int32_t *b, size_t m)
{
	unsigned rows[3][WORD_MAX + 1];
	unsigned *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= m; j++)
		last[j] = (unsigned)j;
	memset(before, 0, sizeof rows[0]);
	for (size_t i = 1; i <= n; i++) {
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = least(
				last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
		unsigned *oldest = before;
		before = last;
		last = row;
		row = oldest;
	}
	return last[m];
}

static int try_word(void *ctx, const char *word, size_t len, uint64_t passages)
{
	struct spelling *s = ctx;
	int32_t letters[WORD_MAX];
	buf_reset(&s->folded);
	if (analyze_fold(word, len, &s->folded) != LIM_OK)
		return LIM_OK;
	size_t n = decode(s->folded.ptr, s->folded.len, letters);
	if (n == 0 || n + 2 < s->n || n > s->n + 2)
		return LIM_OK;
	unsigned distance = measure(s->wanted, s->n, letters, n);
	if (distance > s->distance || (distance == s->distance && passages <= s->passages))
		return LIM_OK;
	s->distance = distance;
	s->passages = passages;
	buf_reset(s->best);
	return buf_add(s->best, word, len);
}

/* Adds the nearest word of the vocabulary, if one is near. */
static int find_nearest(const struct plan *plan, const struct element *e, struct buf *best,
	struct lim_error *err)
{
	struct spelling s = {.best = best};
	buf_init(&s.folded, (size_t)1 << 10);
	int status = analyze_fold(e->form.ptr, e->form.len, &s.folded);
	if (status == LIM_OK)
		s.n = decode(s.folded.ptr, s.folded.len, s.wanted);
	if (s.n > ROOTED) {
		s.distance = s.n <= SHORT ? 1 : 2;
		char prefix[8];
		size_t len = 0;
		for (size_t i = 0; i < ROOTED; i++)
			len += s.wanted[i] >= 0 ? utf8_put(prefix + len, s.wanted[i]) : 0;
		status = reader_words(plan->reader, prefix, len, try_word, &s, err);
	}
	buf_done(&s.folded);
	return status;
}

/* The next unknown word behind *from, in the order of the query; NULL: none. */
static const struct element *next_unknown(
	const struct plan *plan, const struct node *node, size_t from, const struct element *found)
{
	for (const struct node *child = node->children; child; child = child->next)
		found = next_unknown(plan, child, from, found);
	if (!node_is_leaf(node) || !field_is_text(node->field) || node->kind == NODE_PREFIX)
		return found;
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		const struct element *e = &node->leaf->elements[i];
		if (e->start >= from && e->n_terms > 0 && plan->terms[e->terms[0]].frequency == 0 &&
			!e->dropped && (!found || e->start < found->start))
			found = e;
	}
	return found;
}

int suggest_query(const struct plan *plan, size_t len, struct buf *out, struct lim_error *err)
{
	struct buf best;
	size_t at = 0;
	bool better = false;
	int status = LIM_OK;
	buf_init(&best, (size_t)1 << 10);
	for (unsigned tries = 0; plan->root && tries < 8 && status >= 0; tries++) {
		const struct element *e = next_unknown(plan, plan->root, at, NULL);
		if (!e)
			break;
		buf_reset(&best);
		status = find_nearest(plan, e, &best, err);
		buf_add(out, plan->text + at, e->start - at);
		if (best.len > 0)
			buf_add(out, best.ptr, best.len);
		else
			buf_add(out, plan->text + e->start, e->len);
		better |= best.len > 0;
		at = e->start + e->len;
	}
	buf_add(out, plan->text + at, len - at);
	buf_done(&best);
	if (!better)
		buf_reset(out);
	return status < 0 ? status : out->status;
}
