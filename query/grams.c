/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/grams.h"

#include <math.h>
#include <string.h>

#include "query/glance.h"

#define EDGE ' '		/* of a word */
#define SHY 0xad		/* second byte of a soft hyphen */

static uint32_t hash(uint32_t gram)
{
	return gram * 0x9e3779b1u >> 20;
}

/* ---- four letters after four letters */

typedef void gram_taker(void *ctx, uint32_t gram);

/* ASCII, the letters small; all that is none is an edge. */
static const char ascii[] = "                                                0123456789       "
	"abcdefghijklmnopqrstuvwxyz      abcdefghijklmnopqrstuvwxyz     ";

/* The letters of a character beyond ASCII at *p, which is moved behind it. */
static const char *read_beyond(const unsigned char **p, const unsigned char *end, char one[2])
{
	const unsigned char *at = *p;
	*p += *at >= 0xf0 ? 4 : *at >= 0xe0 ? 3 : 2;
	if (*p > end)
		*p = end;
	if (*at >= 0xe0 || at + 1 >= end || (*at == 0xc2 && at[1] != SHY))
		return " ";
	const char *letters = glance_letters(at[0], at[1], one);
	return letters ? letters : " ";
}

static inline __attribute__((always_inline)) void scan(const char *text, size_t len,
	gram_taker *take, void *ctx)
{
	const unsigned char *p = (const unsigned char *)text, *end = p + len;
	uint32_t gram = EDGE;
	while (p < end) {
		char one[2] = "";
		if (*p < 0x80) {
			gram = gram << 8 | (unsigned char)ascii[*p++];
			take(ctx, gram);
			continue;
		}
		for (const char *letters = read_beyond(&p, end, one); *letters; letters++) {
			gram = gram << 8 | (unsigned char)*letters;
			take(ctx, gram);
		}
	}
	take(ctx, gram << 8 | EDGE);
}

/* ---- of the query */

/* The slot of four letters, or a free one: there are more slots than grams. */
static uint32_t find_slot(const struct grams *grams, uint32_t gram)
{
	uint32_t slot = hash(gram) % GRAM_SLOTS;
	while (grams->slots[slot] && grams->slots[slot] != gram)
		slot = (slot + 1) % GRAM_SLOTS;
	return slot;
}

static void add_gram(void *ctx, uint32_t gram)
{
	struct grams *grams = ctx;
	/* What is of one word has edges at its ends only. */
	bool whole = gram >> 24 && (gram >> 16 & 0xff) != EDGE && (gram >> 8 & 0xff) != EDGE;
	uint32_t slot = find_slot(grams, gram);
	if (!whole || grams->slots[slot] || grams->n == GRAMS_MAX)
		return;
	grams->slots[slot] = gram;
	grams->numbers[slot] = (uint8_t)grams->n++;
	grams->sieve[hash(gram) / 64] |= (uint64_t)1 << hash(gram) % 64;
}

static void take_node(struct grams *grams, const struct plan *plan, const struct node *node)
{
	if (node->sign == SIGN_MINUS)
		return;
	for (const struct node *child = node->children; child; child = child->next)
		if (node->kind != NODE_NOT || child == node->children)
			take_node(grams, plan, child);
	if (!node_is_leaf(node) || !field_is_text(node->field) || node->kind == NODE_DATES)
		return;
	for (uint32_t i = 0; i < node->leaf->n; i++) {
		const struct element *e = &node->leaf->elements[i];
		if (!e->dropped && !e->courtesy)
			scan(plan->text + e->start, e->len, add_gram, grams);
	}
}

void grams_take(struct grams *grams, const struct plan *plan)
{
	memset(grams, 0, sizeof *grams);
	if (plan->root && !plan->similar)
		take_node(grams, plan, plan->root);
}

/* ---- of a text */

struct finding {
	const struct grams *grams;
	struct gram_set *set;
};

static inline void find_gram(void *ctx, uint32_t gram)
{
	const struct finding *f = ctx;
	uint32_t h = hash(gram);
	if (!(f->grams->sieve[h / 64] >> h % 64 & 1))
		return;
	uint32_t slot = find_slot(f->grams, gram);
	if (f->grams->slots[slot])
		f->set->bits[f->grams->numbers[slot] / 64] |= (uint64_t)1 << f->grams->numbers[slot] % 64;
}

void grams_find(const struct grams *grams, const char *text, size_t len, struct gram_set *set)
{
	struct finding f = {grams, set};
	if (grams->n > 0)
		scan(text, len, find_gram, &f);
}

void grams_count(struct grams *grams, const struct gram_set *set)
{
	for (uint32_t i = 0; i < grams->n; i++)
		grams->counts[i] += set->bits[i / 64] >> i % 64 & 1;
}

void grams_weigh(struct grams *grams, size_t n)
{
	grams->mass = 0;
	for (uint32_t i = 0; i < grams->n; i++) {
		grams->weights[i] = grams->counts[i] ? log(1 + (double)n / grams->counts[i]) : 0;
		grams->mass += grams->weights[i];
	}
}

double grams_share(const struct grams *grams, const struct gram_set *set)
{
	double sum = 0;
	for (uint32_t i = 0; i < grams->n; i++)
		if (set->bits[i / 64] >> i % 64 & 1)
			sum += grams->weights[i];
	return grams->mass > 0 ? sum / grams->mass : 0;
}
