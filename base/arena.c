/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 << 10)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena, size_t max)
{
	*arena = (struct arena){.max = max};
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
}

void arena_done(struct arena *arena)
{
	free_blocks(arena->blocks);
	arena_init(arena, arena->max);
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = arena->blocks;
	if (kept && kept->size > BLOCK_SIZE) {
		arena_done(arena);
		return;
	}
	if (kept) {
		free_blocks(kept->next);
		kept->next = NULL;
		kept->used = 0;
	}
	arena->used = 0;
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
	if (size < BLOCK_SIZE)
		size = BLOCK_SIZE;
	struct arena_block *block = malloc(sizeof *block + size);
	if (!block)
		return NULL;
	block->next = arena->blocks;
	block->used = 0;
	block->size = size;
	arena->blocks = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t unit = alignof(max_align_t);
	if (size > arena->max - arena->used)
		return NULL;
	size_t padded = (size + unit - 1) / unit * unit;
	struct arena_block *block = arena->blocks;
	if (!block || padded > block->size - block->used)
		block = add_block(arena, padded);
	if (!block)
		return NULL;
	void *ptr = block->bytes + block->used;
	block->used += padded;
	arena->used += size;
	return memset(ptr, 0, size);
}

char *arena_dup(struct arena *arena, const char *ptr, size_t len)
{
	char *copy = arena_alloc(arena, len + 1);
	if (copy && len > 0)
		memcpy(copy, ptr, len);
	return copy;
}
