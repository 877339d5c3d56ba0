/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/signature.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

/* Bits of the filter for four that are set. */
#define FOR_FOUR 5

void signature_done(struct signature_maker *maker)
{
	free(maker->tokens);
	free(maker->pairs);
	*maker = (struct signature_maker){0};
}

void signature_reset(struct signature_maker *maker)
{
	maker->n = 0;
}

int signature_add(struct signature_maker *maker, struct signature_token token)
{
	int status = GROW(maker->tokens, maker->cap, maker->n);
	if (status == LIM_OK)
		maker->tokens[maker->n++] = token;
	return status;
}

/* The token that follows: other readings, and what a wide one covers, are passed over.
 * SYNC: next_token */
static size_t find_next(const struct signature_maker *maker, size_t i)
{
	uint32_t end = maker->tokens[i].end;
	for (i++; i < maker->n; i++)
		if (!maker->tokens[i].alternate && maker->tokens[i].start >= end)
			break;
	return i;
}

static size_t count_readings(const struct signature_maker *maker, size_t i)
{
	size_t n = 1;
	while (i + n < maker->n && maker->tokens[i + n].alternate)
		n++;
	return n;
}

/* Whether a pair was not there before. */
static bool is_new(struct signature_maker *maker, uint64_t pair)
{
	unsigned slot = (unsigned)(pair >> 20) % SEEN_BITS;
	uint64_t bit = (uint64_t)1 << slot % 64, *word = &maker->seen[slot / 64];
	bool new = !(*word & bit);
	*word |= bit;
	return new;
}

static int add_pairs(struct signature_maker *maker, size_t i, size_t *set)
{
	size_t next = find_next(maker, i);
	size_t end = next < maker->n ? next + count_readings(maker, next) : next;
	for (; next < end; next++) {
		if (GROW(maker->pairs, maker->pairs_cap, maker->n_pairs) != LIM_OK)
			return LIM_E_MEMORY;
		uint64_t pair = signature_pair(maker->tokens[i].term, maker->tokens[next].term);
		maker->pairs[maker->n_pairs++] = pair;
		if (is_new(maker, pair))
			*set += signature_set(pair);
	}
	return LIM_OK;
}

static void set_bits(struct signature_maker *maker, uint64_t pair, size_t size)
{
	for (unsigned i = 0; i < signature_set(pair); i++) {
		size_t bit = signature_bit(pair, i, 8 * size);
		maker->bytes[bit / 8] |= (unsigned char)(1 << bit % 8);
	}
}

int signature_finish(struct signature_maker *maker, struct lim_slice *signature)
{
	size_t set = 0;
	int status = LIM_OK;
	maker->n_pairs = 0;
	memset(maker->seen, 0, sizeof maker->seen);
	for (size_t i = 0; i < maker->n && status == LIM_OK; i++)
		status = add_pairs(maker, i, &set);
	size_t size = (set * FOR_FOUR + 31) / 32;
	if (size > SIGNATURE_BYTES)
		size = SIGNATURE_BYTES;
	memset(maker->bytes, 0, size);
	for (size_t i = 0; i < maker->n_pairs; i++)
		set_bits(maker, maker->pairs[i], size);
	*signature = (struct lim_slice){(const char *)maker->bytes, size};
	return status;
}

double signature_chance(struct lim_slice signature, uint64_t pair)
{
	unsigned set = 0;
	double chance = signature.len > 0;
	for (size_t i = 0; i < signature.len; i++)
		set += (unsigned)__builtin_popcount((unsigned char)signature.ptr[i]);
	for (unsigned i = 0; i < signature_set(pair) && signature.len > 0; i++)
		chance *= set / (8.0 * (double)signature.len);
	return chance;
}
