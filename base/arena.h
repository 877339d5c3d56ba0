/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many small things with one lifetime: allocated one by one, freed all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_block *blocks;
	size_t used;	/* bytes handed out since the last reset */
	size_t max;	/* used never passes it */
};

/* Makes an empty arena in the caller's storage; allocates nothing. max: ceiling in bytes. */
void arena_init(struct arena *arena, size_t max);
void arena_done(struct arena *arena);

/* Forgets everything that was handed out; keeps one block for what comes. */
void arena_reset(struct arena *arena);

/* size bytes, aligned for any type, zeroed; valid until reset or done. NULL: no memory, or the ceiling. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of len bytes and a NUL. NULL as above. */
char *arena_dup(struct arena *arena, const char *ptr, size_t len);

#endif
