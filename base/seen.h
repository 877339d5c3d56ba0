/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which strings were met before, where there are millions: of each string 88 bits of its hash are kept, in 12
 * to 16 bytes. Two of 20 million strings are taken for one with a chance of 1 to 10^12, which is less than
 * that of a fault of the memory they lie in.
 */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limier.h"

/* 128 bits of hash, of which less may be kept. */
struct fingerprint {
	uint64_t high, low;
};
struct fingerprint fingerprint_of(const char *ptr, size_t len);

#define SEEN_PARTS 256

/* Each part is a table of its own, so that no growing one lies there twice as a whole. {0} is empty. */
struct seen {
	struct seen_part {
		unsigned char *slots;
		uint32_t n, cap;
	} parts[SEEN_PARTS];
	size_t count, memory;	/* strings, bytes held */
};

void seen_done(struct seen *seen);
bool seen_has(const struct seen *seen, struct fingerprint print);

/* LIM_OK, or LIM_SKIPPED: it was there before; LIM_E_MEMORY. */
int seen_put(struct seen *seen, struct fingerprint print);

#endif
