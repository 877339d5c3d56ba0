/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Trees of queries: the engine's, and with them the checks they ask. */
#include <stdlib.h>
#include <string.h>

#include "store/layout.h"
#include "store/place.h"
#include "store/querying.h"
#include "store/term.h"

static struct store_query *wrap(struct xc_query *xc)
{
	struct store_query *q = xc ? calloc(1, sizeof *q) : NULL;
	if (!q)
		xc_query_free(xc);
	else
		q->xc = xc;
	return q;
}

void store_query_free(struct store_query *q)
{
	if (!q)
		return;
	xc_query_free(q->xc);
	while (q->asked) {
		struct asked *next = q->asked->next;
		free(q->asked);
		q->asked = next;
	}
	free(q);
}

/*
 * Weights are multiples of 2^-16, and stored weights whole numbers, so that a sum of them is exact: the
 * order in which the engine adds them up, which depends on the segment, decides nothing.
 */
static double exact_weight(double weight)
{
	const double step = 1.0 / 65536;
	return weight > step ? step * (double)(uint64_t)(weight / step + 0.5) : weight > 0 ? step : 0;
}

struct store_query *store_query_term(enum store_field field, const char *term, size_t len,
	double weight)
{
	char text[XC_MAX_TERM];
	/* No such term can be in an index. */
	if (len == 0 || len > XC_MAX_TERM - TERM_PREFIX_MAX || memchr(term, '\0', len))
		return store_query_nothing();
	struct xc_query *xc = xc_query_term(text, term_put(text, field, term, len), 1, NULL);
	if (weight != 1)
		xc = xc_query_scale(xc, exact_weight(weight), NULL);
	return wrap(xc);
}

struct store_query *store_query_filter(struct reader *reader, enum store_field field, const char *name,
	size_t len)
{
	return place_has(field) ? wrap(places_query(reader, field, name, len)) :
		store_query_term(field, name, len, 0);
}

struct store_query *store_query_all(void)
{
	return wrap(xc_query_all(NULL));
}

struct store_query *store_query_nothing(void)
{
	return wrap(xc_query_nothing(NULL));
}

/*
 * A date that is not known to the day counts as the first of its month or year. As strings, "2021" <
 * "202101" < "20210101", all the same day: the lower bound is the shortest of them, and '~', above all
 * digits, makes the upper bound take in whatever begins with it.
 */
struct store_query *store_query_dates(const char *from, const char *to)
{
	char first[DATE_MAX], last[DATE_MAX + 1];
	size_t first_len = from ? date_digits(from, first) : 0;
	size_t last_len = to ? date_digits(to, last) : 0;
	while (first_len > 4 && memcmp(first + first_len - 2, "01", 2) == 0)
		first_len -= 2;
	if (last_len > 0)
		last[last_len++] = '~';
	/* Open at both ends, only articles without a date are left out. */
	return wrap(xc_query_value_range(SLOT_DATE, first_len > 0 ? first : "0", first_len > 0 ?
		first_len : 1, last_len > 0 ? last : NULL, last_len, NULL));
}

static enum xc_op engine_op(enum store_op op)
{
	switch (op) {
	case OP_AND: return XC_AND;
	case OP_OR: return XC_OR;
	case OP_AND_NOT: return XC_AND_NOT;
	case OP_AND_MAYBE: return XC_AND_MAYBE;
	case OP_FILTER: return XC_FILTER;
	case OP_FIRST: return XC_FIRST;
	}
	return XC_OR;
}

static void append_asked(struct asked **list, struct asked *more)
{
	while (*list)
		list = &(*list)->next;
	*list = more;
}

/* Takes the engine's queries out of the children, and frees these. */
static void unwrap(struct store_query *const *children, size_t n, struct xc_query **xc,
	struct asked **asked)
{
	for (size_t i = 0; i < n; i++) {
		struct store_query *child = children[i];
		xc[i] = NULL;
		if (!child)
			continue;
		xc[i] = child->xc;
		append_asked(asked, child->asked);
		free(child);
	}
}

struct store_query *store_query_combine(enum store_op op, struct store_query *const *children,
	size_t n)
{
	if (n == 1)
		return children[0];
	struct xc_query **xc = calloc(n + 1, sizeof(struct xc_query *));
	struct store_query *q = calloc(1, sizeof *q);
	if (!xc || !q) {
		for (size_t i = 0; i < n; i++)
			store_query_free(children[i]);
		free(xc);
		free(q);
		return NULL;
	}
	unwrap(children, n, xc, &q->asked);
	/* With a NULL among them, this is NULL and frees the others. */
	q->xc = xc_query_combine(engine_op(op), xc, n, NULL);
	free(xc);
	if (!q->xc) {
		store_query_free(q);
		return NULL;
	}
	return q;
}

char *store_query_describe(const struct store_query *q)
{
	struct xc_bytes text = {0};
	char *copy = NULL;
	if (xc_query_describe(q->xc, &text, NULL) == XC_OK)
		copy = strndup(text.data, text.len);
	xc_bytes_done(&text);
	return copy;
}

/* ---- checks */

struct passage_ref candidate_ref(const struct candidate *candidate)
{
	return (struct passage_ref){(uint32_t)candidate->xc->shard, candidate->xc->local};
}

uint32_t candidate_stands_for(const struct candidate *candidate)
{
	return candidate->xc->stands_for;
}

struct lim_slice candidate_signature(const struct candidate *candidate)
{
	struct xc_slice value;
	if (xc_candidate_value(candidate->xc, SLOT_SIGNATURE, &value) != XC_OK || value.len == 0)
		return (struct lim_slice){"", 0};
	return (struct lim_slice){value.data, value.len};
}

static int ask(void *ctx, const struct xc_candidate *xc)
{
	const struct asked *asked = ctx;
	struct candidate candidate = {xc};
	return asked->check(asked->ctx, &candidate);
}

static struct store_query *add_check(struct reader *reader, struct store_query *q, struct asked *asked)
{
	if (!q || !asked) {
		store_query_free(q);
		free(asked);
		return NULL;
	}
	asked->next = q->asked;
	q->asked = asked;
	q->xc = xc_query_check(reader->db, q->xc, ask, asked, NULL);
	if (q->xc)
		return q;
	store_query_free(q);
	return NULL;
}

struct store_query *store_query_check(struct reader *reader, struct store_query *q, store_check *check,
	void *ctx)
{
	struct asked *asked = malloc(sizeof *asked);
	if (asked)
		*asked = (struct asked){.check = check, .ctx = ctx};
	return add_check(reader, q, asked);
}

static bool is_of_article(void *ctx, const struct candidate *candidate)
{
	const struct asked *asked = ctx;
	return passage_is_of(asked->reader, candidate_ref(candidate), asked->id);
}

/* The key leaves few; what they are of, their text says. */
struct store_query *store_query_article(struct reader *reader, const char *id)
{
	char key[ARTICLE_KEY];
	size_t size = strlen(id) + 1;
	struct asked *asked = malloc(sizeof *asked + size);
	article_key(id, key);
	if (asked) {
		*asked = (struct asked){.check = is_of_article, .ctx = asked, .reader = reader};
		memcpy(asked->id, id, size);
	}
	return add_check(reader, wrap(xc_query_value_range(SLOT_ARTICLE, key, sizeof key, key, sizeof key,
		NULL)), asked);
}
