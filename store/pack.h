/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Blocks (block.h) → what is stored of them: frames of zstd. A block that is opened quickly is too short
 * to compress well by itself, so blocks have a dictionary, made of a sample of the blocks, which are held
 * back until it is large enough. Texts change on the way through a folder, so the dictionary does, too.
 *
 * 186 MB of blocks of dictionary entries, collective agreements and laws, in the order of an index: CPU
 * seconds to compress all, what is left of it, µs to open a block (zstd 1.5.4, libdeflate 1.14):
 *
 *	deflate 6, 32 KB			2.0	0.323	38
 *	zstd 3, 8 KB, no dictionary		0.9	0.403	9
 *	the same with one of 110 KB		0.9	0.349	9
 *	one for each 32 MB, 16 MB, 8 MB		0.9, 1.0, 1.2	0.324, 0.317, 0.311
 *	zstd 3, 12 KB, one for each 16 MB	1.0	0.309	14
 *	zstd 5, 8 KB, the same			1.9	0.304	11
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "store/block.h"
#include "store/trainer.h"

extern const struct packing pack_quickly;
extern const struct packing pack_small;

/* A block that is ready: its first passage's id, how many it has. Another status than LIM_OK stops. */
typedef int pack_fn(void *ctx, uint32_t first, size_t passages, struct lim_slice packed);

struct held_block {
	uint32_t first;
	size_t passages;
	size_t end;		/* in held */
};

struct packer {
	struct trainer *trainer;
	pack_fn *ready;
	void *ctx;
	struct dictionary_list dictionaries;	/* that the blocks need */
	ZSTD_CCtx *context;
	struct trained *with;			/* NULL: without a dictionary */
	struct buf held, out;
	struct held_block *blocks;
	size_t n, cap;
};

/* max: bytes that may be held. */
void packer_init(struct packer *packer, struct trainer *trainer, size_t max, pack_fn *ready, void *ctx);
void packer_done(struct packer *packer);

/* Whether the block has grown as large as is wanted. */
bool packer_is_full(const struct packer *packer, const struct block_maker *block);

/* Takes the block, which may not be empty, and empties its maker. LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT,
 * or what ready returned. */
int packer_add(struct packer *packer, struct block_maker *block, uint32_t first);

/* What is held becomes ready. To be called at the end, too. */
int packer_flush(struct packer *packer);

#endif
