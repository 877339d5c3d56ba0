/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signature of a passage: which terms follow one another in its text, as a Bloom filter of pairs. It
 * is looked at before a phrase is looked for in the text: nearly all passages that have the words but not
 * side by side are told by it.
 *
 * Bits per pair, and false answers of a hundred with two bits set for each (1 - e^(-2/bits))²:
 * 2.75 27, 3.5 19, 4.5 13, 6 8.
 */
#ifndef STORE_SIGNATURE_H
#define STORE_SIGNATURE_H

#include <stdbool.h>
#include <xxhash.h>

#include "base/buf.h"

#define SIGNATURE_BYTES 250	/* of a passage at most */

static inline uint32_t signature_term(const char *term, size_t len)
{
	return (uint32_t)XXH3_64bits(term, len);
}

/* Spreads two terms, of which the first comes first. */
static inline uint64_t signature_pair(uint32_t first, uint32_t second)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;	/* 2^64 / golden ratio */
	uint64_t hash = ((uint64_t)first << 32 | second) * odd;
	return (hash ^ hash >> 29) * odd;
}

/* The bit of a half of the pair's hash, among so many. */
static inline uint32_t signature_bit(uint32_t half, size_t bits)
{
	return (uint32_t)((uint64_t)half * bits >> 32);
}

/* Whether the pair may be there. */
static inline bool signature_holds(struct lim_slice signature, uint64_t pair)
{
	uint32_t a = signature_bit((uint32_t)pair, 8 * signature.len);
	uint32_t b = signature_bit((uint32_t)(pair >> 32), 8 * signature.len);
	const unsigned char *bytes = (const unsigned char *)signature.ptr;
	return bytes[a / 8] >> (a % 8) & bytes[b / 8] >> (b % 8) & 1;
}

/* The share of pairs that are not there but seem to be. */
static inline double signature_chance(struct lim_slice signature)
{
	unsigned set = 0;
	for (size_t i = 0; i < signature.len; i++)
		set += (unsigned)__builtin_popcount((unsigned char)signature.ptr[i]);
	double share = signature.len > 0 ? set / (8.0 * (double)signature.len) : 0;
	return share * share;
}

/* ---- making one */

struct signature_token {
	uint32_t term;		/* signature_term */
	uint32_t start, end;	/* bytes of the text */
	bool alternate;		/* stands where the token before does */
};

struct signature_maker {
	struct signature_token *tokens;
	size_t n, cap;
	unsigned char bytes[SIGNATURE_BYTES];
};

void signature_done(struct signature_maker *maker);
void signature_reset(struct signature_maker *maker);

/* The tokens of a text in order. LIM_OK or LIM_E_MEMORY. */
int signature_add(struct signature_maker *maker, struct signature_token token);

/* Valid until the next reset; empty where nothing follows anything. */
struct lim_slice signature_finish(struct signature_maker *maker);

#endif
