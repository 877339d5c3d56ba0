/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/signature.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

/* Quarters of a bit for each pair. */
#define QUARTERS 11

void signature_done(struct signature_maker *maker)
{
	free(maker->tokens);
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

static size_t count_pairs(const struct signature_maker *maker)
{
	size_t pairs = 0;
	for (size_t i = 0; i < maker->n; i++) {
		size_t next = find_next(maker, i);
		pairs += next < maker->n ? count_readings(maker, next) : 0;
	}
	return pairs;
}

static void set_bit(struct signature_maker *maker, uint32_t bit)
{
	maker->bytes[bit / 8] |= (unsigned char)(1 << bit % 8);
}

struct lim_slice signature_finish(struct signature_maker *maker)
{
	size_t size = (count_pairs(maker) * QUARTERS + 31) / 32;
	if (size > SIGNATURE_BYTES)
		size = SIGNATURE_BYTES;
	memset(maker->bytes, 0, size);
	for (size_t i = 0; size > 0 && i < maker->n; i++) {
		size_t next = find_next(maker, i);
		size_t end = next < maker->n ? next + count_readings(maker, next) : next;
		for (; next < end; next++) {
			uint64_t pair =
				signature_pair(maker->tokens[i].term, maker->tokens[next].term);
			set_bit(maker, signature_bit((uint32_t)pair, 8 * size));
			set_bit(maker, signature_bit((uint32_t)(pair >> 32), 8 * size));
		}
	}
	return (struct lim_slice){(const char *)maker->bytes, size};
}
