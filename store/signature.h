/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signature of a passage: which terms follow one another in its text, as a Bloom filter of pairs. It
 * is looked at before a phrase is looked for in the text: nearly all passages that have the words but not
 * side by side are told by it.
 *
 * Pairs with a word that only links (stemmer/link.h), two thirds of all, set two bits, others five, of five
 * for four that are set; a pair that comes again sets no more. On 174 MB, of a hundred passages that have the
 * words but not the pair, so many seem to have it; pairs with a link are mostly asked for by two:
 *
 *	bits of a pair	bits of a passage	pairs with a link	others
 *	2 and 3, each time	247		25			16
 *	2 and 3			226		28			19
 *	2 and 4			258		28			10
 *	2 and 5			290		28			6
 *	3 and 5			353		16			5
 *
 * With one bit for links, phrases of any words in a row took twice as long (p99).
 */
#ifndef STORE_SIGNATURE_H
#define STORE_SIGNATURE_H

#include <stdbool.h>
#include <string.h>
#include <xxhash.h>

#include "base/buf.h"

#define SIGNATURE_BYTES 250	/* of a passage at most */

/* A term of a signature; link: see above. */
static inline uint32_t signature_term(const char *term, size_t len, bool link)
{
	return ((uint32_t)XXH3_64bits(term, len) & ~1u) | link;
}

/* Spreads two terms, of which the first comes first; the lowest bit tells whether one links. */
static inline uint64_t signature_pair(uint32_t first, uint32_t second)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;	/* 2^64 / golden ratio */
	uint64_t hash = ((uint64_t)first << 32 | second) * odd;
	return (((hash ^ hash >> 29) * odd) & ~(uint64_t)1) | ((first | second) & 1);
}

/* How many bits a pair sets, and these, among so many. */
static inline unsigned signature_set(uint64_t pair)
{
	return pair & 1 ? 2 : 5;
}

static inline size_t signature_bit(uint64_t pair, unsigned i, size_t bits)
{
	uint32_t hash = (uint32_t)(pair >> 32) + i * ((uint32_t)pair | 1);
	return (size_t)((uint64_t)hash * bits >> 32);
}

/* Whether the pair may be there. */
static inline bool signature_holds(struct lim_slice signature, uint64_t pair)
{
	bool held = signature.len > 0;
	for (unsigned i = 0; i < signature_set(pair) && held; i++) {
		size_t bit = signature_bit(pair, i, 8 * signature.len);
		held = (unsigned char)signature.ptr[bit / 8] >> bit % 8 & 1;
	}
	return held;
}

/* A number that passages have at random, but each the same in every index. */
static inline uint64_t signature_number(struct lim_slice signature)
{
	uint64_t bits = 0;
	memcpy(&bits, signature.ptr, signature.len < sizeof bits ? signature.len : sizeof bits);
	bits *= 0x9e3779b97f4a7c15u;
	return (bits ^ bits >> 32) * 0x9e3779b97f4a7c15u;
}

/* How likely a pair that is not there seems to be. */
double signature_chance(struct lim_slice signature, uint64_t pair);

/* ---- making one */

struct signature_token {
	uint32_t term;		/* signature_term */
	uint32_t start, end;	/* bytes of the text */
	bool alternate;		/* stands where the token before does */
};

/* Pairs are told apart by so many hashes: of a passage's, one in a hundred is taken for another. */
#define SEEN_BITS 4096

struct signature_maker {
	struct signature_token *tokens;
	size_t n, cap;
	uint64_t *pairs;
	size_t n_pairs, pairs_cap;
	uint64_t seen[SEEN_BITS / 64];	/* pairs of this passage, by their hashes */
	unsigned char bytes[SIGNATURE_BYTES];
};

void signature_done(struct signature_maker *maker);
void signature_reset(struct signature_maker *maker);

/* The tokens of a text in order. LIM_OK or LIM_E_MEMORY. */
int signature_add(struct signature_maker *maker, struct signature_token token);

/* Valid until the next reset; empty where nothing follows anything. LIM_OK or LIM_E_MEMORY. */
int signature_finish(struct signature_maker *maker, struct lim_slice *signature);

#endif
