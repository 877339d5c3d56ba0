/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random documents with all that is awkward for a writer, the same for the same seed. */
#ifndef TESTS_XAPIAN_C_SAMPLE_H
#define TESTS_XAPIAN_C_SAMPLE_H

#include "support.h"

/* A sequence of numbers that repeats itself with its seed. */
struct chance {
	uint64_t state;
};

/* A number below n. */
uint32_t pick(struct chance *c, uint32_t n);

/*
 * Writes n random documents and some metadata with the options. The term "all" is in each; "w" and
 * a number is the more frequent, the smaller the number; more terms are those of odd_term.
 */
void sample_build(const char *path, uint64_t seed, uint32_t n,
	const struct xc_builder_options *options);

/* The terms at the limits, by number: longest, of zero bytes, of 0xff, beginnings of each other. */
#define ODD_TERMS 14
struct xc_slice odd_term(unsigned i);

/* The slots that have values. */
#define SAMPLE_SLOTS 5
extern const uint32_t sample_slots[SAMPLE_SLOTS];

#endif
