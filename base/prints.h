/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fingerprints of strings where there are millions: which were met before, or what numbers they have. Of each
 * string 88 bits of its hash are kept: two of 20 million strings are taken for one with a chance of 1 to
 * 10^12, which is less than that of a fault of the memory they lie in.
 */
#ifndef BASE_PRINTS_H
#define BASE_PRINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limier.h"

/* 128 bits of hash, of which less may be kept. */
struct fingerprint {
	uint64_t high, low;
};
struct fingerprint fingerprint_of(const char *string);

#define PRINTS_PARTS 256
#define PRINTS_NONE UINT32_MAX

/* Each part is a table of its own, so that no growing one lies there twice as a whole. */
struct prints {
	size_t slot;		/* bytes of one */
	size_t count, memory;	/* strings, bytes held */
	struct prints_part {
		unsigned char *slots;
		uint32_t n, cap;
	} parts[PRINTS_PARTS];
};

/* Allocates nothing. numbered: each has a number, 18 to 22 bytes in all; else it takes 12 to 16. */
void prints_init(struct prints *prints, bool numbered);
void prints_done(struct prints *prints);

/* The number (0 where they have none), or PRINTS_NONE. */
uint32_t prints_find(const struct prints *prints, struct fingerprint print);

/* Adds one with *number; LIM_SKIPPED: it is there, and *number is what it has. LIM_OK, LIM_E_MEMORY. number
 * may be NULL where they have none. */
int prints_put(struct prints *prints, struct fingerprint print, uint32_t *number);

#endif
