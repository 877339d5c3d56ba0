/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "expected.h"

static struct xc_error err;

/* ---- leaves */

static struct expected nothing(const struct making *m)
{
	struct expected e = {calloc(m->end, sizeof *e.has), calloc(m->end, sizeof *e.weight)};
	assert_true(e.has && e.weight);
	return e;
}

void expected_done(struct expected e)
{
	free(e.has);
	free(e.weight);
}

static int add_posting(void *ctx, uint32_t docid, uint32_t wdf)
{
	struct expected *e = ctx;
	e->has[docid] = true;
	e->weight[docid] = wdf;
	return 0;
}

static struct part make_term(struct making *m, const char *text, size_t len, uint32_t wqf)
{
	struct part p = {xc_query_term(text, len, wqf, &err), nothing(m)};
	expect(XC_OK, xc_database_each_posting(m->db, XC_ALL, text, len, add_posting, &p.is, &err));
	for (uint32_t i = 0; i < m->end; i++)
		p.is.weight[i] *= wqf;
	return p;
}

static struct part random_term(struct making *m)
{
	char word[16];
	uint32_t kind = pick(&m->c, 8);
	if (kind == 0)
		return make_term(m, "all", 3, 1);
	if (kind == 1) {
		struct xc_slice odd = odd_term(pick(&m->c, ODD_TERMS));
		return make_term(m, odd.data, odd.len, 1 + pick(&m->c, 2));
	}
	uint32_t below = 1 + pick(&m->c, 3000);
	int len = snprintf(word, sizeof word, "w%u", pick(&m->c, 1 + pick(&m->c, below)));
	return make_term(m, word, (size_t)len, 1);
}

static struct part make_all(struct making *m)
{
	struct part p = {xc_query_all(&err), nothing(m)};
	expect(XC_OK, xc_database_each_posting(m->db, XC_ALL, "", 0, add_posting, &p.is, &err));
	memset(p.is.weight, 0, m->end * sizeof *p.is.weight);
	return p;
}

struct bounds {
	struct expected *e;
	const char *from, *to;
};

static int compare_bytes(const char *value, size_t len, const char *bound)
{
	int order = memcmp(value, bound, len < 2 ? len : 2);
	return order != 0 ? order : (len > 2) - (len < 2);
}

static int add_value(void *ctx, uint32_t docid, const char *value, size_t len)
{
	struct bounds *b = ctx;
	b->e->has[docid] = (!b->from || compare_bytes(value, len, b->from) >= 0) &&
		(!b->to || compare_bytes(value, len, b->to) <= 0);
	return 0;
}

static struct part random_range(struct making *m)
{
	char from[3], to[3];
	uint32_t slot = sample_slots[pick(&m->c, SAMPLE_SLOTS)];
	snprintf(from, sizeof from, "g%u", pick(&m->c, 7));
	snprintf(to, sizeof to, "%c%u", "gz"[pick(&m->c, 2)], pick(&m->c, 7));
	struct part p = {NULL, nothing(m)};
	struct bounds b = {&p.is, pick(&m->c, 3) ? from : NULL, to};
	p.q = xc_query_value_range(slot, b.from, 2, b.to, 2, &err);
	expect(XC_OK, xc_database_each_value(m->db, XC_ALL, slot, add_value, &b, &err));
	return p;
}

static struct part make_ids(struct making *m)
{
	struct part p = {xc_query_ids(m->db, m->ids, &err), nothing(m)};
	memcpy(p.is.has, m->listed, m->end * sizeof *p.is.has);
	return p;
}

static struct part random_leaf(struct making *m)
{
	switch (pick(&m->c, 12)) {
	case 0: return pick(&m->c, 2) ? make_all(m) : (struct part){xc_query_nothing(&err), nothing(m)};
	case 1: return random_range(m);
	case 2: return make_ids(m);
	default: return random_term(m);
	}
}

/* ---- joins */

static struct part scale(struct making *m, struct part p)
{
	double factor = pick(&m->c, 40) / 16.0;
	p.q = xc_query_scale(p.q, factor, &err);
	for (uint32_t i = 0; i < m->end; i++)
		p.is.weight[i] *= factor;
	return p;
}

int third(void *ctx, const struct xc_candidate *candidate)
{
	struct xc_slice value;
	(void)ctx;
	if (xc_candidate_value(candidate, 0, &value) != XC_OK)
		return 0;
	return (candidate->docid + value.len) % 3 == 0;
}

bool is_third(const struct making *m, uint32_t docid)
{
	struct xc_bytes value = {0};
	size_t shard;
	uint32_t local;
	xc_docid_split(m->db, docid, &shard, &local);
	expect(XC_OK, xc_database_value(m->db, shard, local, 0, &value, &err));
	bool is = (docid + value.len) % 3 == 0;
	xc_bytes_done(&value);
	return is;
}

static struct part check(struct making *m, struct part p)
{
	p.q = xc_query_check(m->db, p.q, third, NULL, &err);
	for (uint32_t i = 0; i < m->end; i++)
		p.is.has[i] = p.is.has[i] && is_third(m, i);
	return p;
}

static void join_one(enum xc_op op, struct expected *a, const struct expected *b, uint32_t i)
{
	double weight = b->has[i] ? b->weight[i] : 0;
	switch (op) {
	case XC_AND:
		a->has[i] = a->has[i] && b->has[i];
		a->weight[i] += weight;
		break;
	case XC_FIRST:
	case XC_OR:
		if (op == XC_OR || !a->has[i])
			a->weight[i] = (a->has[i] ? a->weight[i] : 0) + weight;
		a->has[i] = a->has[i] || b->has[i];
		break;
	case XC_AND_NOT: a->has[i] = a->has[i] && !b->has[i]; break;
	case XC_AND_MAYBE: a->weight[i] += weight; break;
	default: a->has[i] = a->has[i] && b->has[i]; break;
	}
}

static struct part join(struct making *m, enum xc_op op, const struct part *parts, uint32_t n)
{
	struct xc_query *queries[9];
	struct part p = parts[0];
	for (uint32_t k = 0; k < n; k++) {
		queries[k] = parts[k].q;
		for (uint32_t i = 0; k > 0 && i < m->end; i++)
			join_one(op == XC_FIRST && n > XC_FIRST_MAX ? XC_OR : op, &p.is, &parts[k].is, i);
		if (k > 0)
			expected_done(parts[k].is);
	}
	p.q = xc_query_combine(op, queries, n, &err);
	return p;
}

struct part random_query(struct making *m, unsigned depth)
{
	static const enum xc_op ops[] = {XC_AND, XC_OR, XC_OR, XC_OR, XC_AND_NOT, XC_AND_MAYBE, XC_FILTER,
		XC_FIRST};
	struct part parts[9] = {{NULL, {NULL, NULL}}};
	uint32_t kind = pick(&m->c, 16);
	if (depth == 0 || kind < 3)
		return kind < 2 ? scale(m, random_leaf(m)) : random_leaf(m);
	if (kind < 5)
		return kind == 3 ? scale(m, random_query(m, depth - 1)) : check(m, random_query(m, depth - 1));
	uint32_t n = 1 + pick(&m->c, pick(&m->c, 4) ? 4 : 9);
	for (uint32_t i = 0; i < n; i++)
		parts[i] = random_query(m, depth - 1);
	return join(m, ops[pick(&m->c, 8)], parts, n);
}
