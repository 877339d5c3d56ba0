/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/follow.h"

#include "stemmer/link.h"
#include "store/signature.h"

/* Two elements that have to follow one another: the pairs of terms that may stand for them. */
struct follow_pair {
	uint64_t hashes[READINGS_MAX * READINGS_MAX];
	unsigned n;
};

static uint32_t hash_term(const struct plan *plan, uint32_t number)
{
	struct lim_slice term = plan->terms[number].text;
	return signature_term(term.ptr, term.len, is_link(term));
}

static void make_pair(const struct plan *plan, const struct element *e, const struct element *f,
	struct follow_pair *pair)
{
	for (uint32_t i = 0; i < e->n_plain; i++)
		for (uint32_t k = 0; k < f->n_plain; k++)
			pair->hashes[pair->n++] = signature_pair(hash_term(plan, e->terms[i]),
				hash_term(plan, f->terms[k]));
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
	double miss = 1;
	for (unsigned i = 0; i < follow->pairs[0].n; i++)
		miss *= 1 - signature_chance(signature, follow->pairs[0].hashes[i]);
	return 1 - miss;
}
