/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/follow.h"

#include "store/signature.h"

#define READINGS_MAX 8

/* Two elements that have to follow one another: the pairs of terms that may stand for them. */
struct follow_pair {
	uint64_t hashes[READINGS_MAX * READINGS_MAX];
	unsigned n;
};

static void make_pair(const struct plan *plan, const struct element *e, const struct element *f,
	struct follow_pair *pair)
{
	for (uint32_t i = 0; i < e->n_plain; i++)
		for (uint32_t k = 0; k < f->n_plain; k++) {
			struct lim_slice a = plan->terms[e->terms[i]].text;
			struct lim_slice b = plan->terms[f->terms[k]].text;
			pair->hashes[pair->n++] = signature_pair(
				signature_term(a.ptr, a.len), signature_term(b.ptr, b.len));
		}
}

/* Wildcards stand for too many terms, and where a wide reading is meant others are passed over. */
static bool is_telling(const struct element *e)
{
	return !e->prefix && e->n_plain > 0 && e->n_plain <= READINGS_MAX;
}

void follow_make(struct plan *plan, const struct leaf *leaf, struct follow *follow)
{
	bool wide = false;
	for (uint32_t k = 0; k < leaf->n; k++)
		wide |= leaf->elements[k].wide != MAP_NONE;
	for (uint32_t k = 1; k < leaf->n && !wide; k++)
		follow->n += is_telling(&leaf->elements[k - 1]) && is_telling(&leaf->elements[k]);
	follow->pairs = arena_alloc(plan->arena, (follow->n + 1) * sizeof *follow->pairs);
	if (!follow->pairs)
		follow->n = 0;
	for (uint32_t k = 1, n = 0; k < leaf->n && n < follow->n; k++)
		if (is_telling(&leaf->elements[k - 1]) && is_telling(&leaf->elements[k]))
			make_pair(plan, &leaf->elements[k - 1], &leaf->elements[k],
				&follow->pairs[n++]);
}

bool follow_is_held(const struct follow *follow, struct lim_slice signature)
{
	if (signature.len == 0)
		return follow->n == 0;
	for (unsigned p = 0; p < follow->n; p++) {
		const struct follow_pair *pair = &follow->pairs[p];
		unsigned i = 0;
		while (i < pair->n && !signature_holds(signature, pair->hashes[i]))
			i++;
		if (i == pair->n)
			return false;
	}
	return true;
}

double follow_chance(const struct follow *follow, struct lim_slice signature)
{
	double hit = signature_chance(signature), miss = 1;
	for (unsigned i = 0; i < follow->pairs[0].n; i++)
		miss *= 1 - hit;
	return 1 - miss;
}
