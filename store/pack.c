/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/pack.h"

#include <stdlib.h>

#include "base/grow.h"
#include "store/layout.h"

const struct packing pack_quickly = {.level = 3, .block = BLOCK_BYTES, .sample = (size_t)2 << 20,
	.dictionary = (size_t)110 << 10, .again = (size_t)10 << 20};
/*
 * Smaller, and no slower to ask. 173 MB of passages: MB of text and dictionaries, CPU seconds to pack, with
 * dictionaries of 160 KB for each 8 MB, or of 256 KB, which cost a process for one query 1.5 ms more:
 *
 *	as pack_quickly				56.3	1
 *	level 9, 12, 13, 15, blocks of 12 KB	48.6, 47.7, 46.5, 46.0	9, 15, 27, 34
 *	256 KB for 10 MB, level 12, 15		47.4, 47.1	11, 14
 *	256 KB for 16 MB, level 12, 32 KB	46.2	9; words are found 20 % slower
 */
const struct packing pack_small = {.level = 12, .block = BLOCK_BYTES, .sample = (size_t)4 << 20,
	.dictionary = (size_t)160 << 10, .again = (size_t)8 << 20};

/* Of less, a dictionary costs what it saves. */
#define SAMPLE_MIN ((size_t)512 << 10)

void packer_init(struct packer *packer, struct trainer *trainer, size_t max, pack_fn *ready, void *ctx)
{
	*packer = (struct packer){.trainer = trainer, .ready = ready, .ctx = ctx};
	dictionary_list_init(&packer->dictionaries);
	buf_init(&packer->held, max);
	buf_init(&packer->out, ZSTD_compressBound(max));
}

void packer_done(struct packer *packer)
{
	dictionary_list_done(&packer->dictionaries);
	buf_done(&packer->held);
	buf_done(&packer->out);
	ZSTD_freeCCtx(packer->context);
	trainer_count(packer->trainer, packer, 0);
	trainer_give_back(packer->trainer, packer->with);
	free(packer->blocks);
}

bool packer_is_full(const struct packer *packer, const struct block_maker *block)
{
	return block_size(block) >= packer->trainer->how->block || block->passages == BLOCK_PASSAGES;
}

static int begin(struct packer *packer)
{
	packer->context = ZSTD_createCCtx();
	if (!packer->context)
		return LIM_E_MEMORY;
	ZSTD_CCtx_setParameter(packer->context, ZSTD_c_compressionLevel,
		packer->trainer->how->level);
	return LIM_OK;
}

/* ---- dictionaries */

/* Takes the dictionary that was made last. */
static int renew(struct packer *packer)
{
	struct trained *latest = trainer_take(packer->trainer);
	if (latest == packer->with) {
		trainer_give_back(packer->trainer, latest);
		return LIM_OK;
	}
	trainer_give_back(packer->trainer, packer->with);
	packer->with = latest;
	if (ZSTD_isError(ZSTD_CCtx_refCDict(packer->context, latest->with)))
		return LIM_E_MEMORY;
	return dictionary_join(&packer->dictionaries, &latest->list);
}

/* Of all that is held. */
static int make_dictionary(struct packer *packer)
{
	size_t *sizes = malloc(packer->n * sizeof *sizes);
	if (!sizes)
		return LIM_E_MEMORY;
	for (size_t i = 0, start = 0; i < packer->n; start = packer->blocks[i++].end)
		sizes[i] = packer->blocks[i].end - start;
	int status = trainer_train(packer->trainer, packer->held.ptr, sizes, (unsigned)packer->n);
	free(sizes);
	return status;
}

static int choose_dictionary(struct packer *packer)
{
	int status = LIM_OK;
	if (packer->held.len >= SAMPLE_MIN && trainer_wanted(packer->trainer, packer) > 0)
		status = make_dictionary(packer);
	return status == LIM_OK ? renew(packer) : status;
}

/* ---- blocks */

static int pack(struct packer *packer, const struct held_block *block, size_t start)
{
	size_t len = block->end - start, bound = ZSTD_compressBound(len);
	buf_reset(&packer->out);
	int status = buf_reserve(&packer->out, bound);
	if (status != LIM_OK)
		return status;
	size_t packed = ZSTD_compress2(packer->context, packer->out.ptr, bound,
		packer->held.ptr + start, len);
	if (ZSTD_isError(packed))
		return LIM_E_MEMORY;
	return packer->ready(packer->ctx, block->first, block->passages,
		(struct lim_slice){packer->out.ptr, packed});
}

int packer_flush(struct packer *packer)
{
	int status = packer->context || packer->n == 0 ? LIM_OK : begin(packer);
	if (status == LIM_OK && packer->n > 0)
		status = choose_dictionary(packer);
	for (size_t i = 0, start = 0; i < packer->n && status == LIM_OK; start = packer->blocks[i++].end)
		status = pack(packer, &packer->blocks[i], start);
	trainer_count(packer->trainer, packer, packer->held.len);
	packer->n = 0;
	buf_reset(&packer->held);
	return status;
}

int packer_add(struct packer *packer, struct block_maker *block, uint32_t first)
{
	struct held_block held = {.first = first, .passages = block->passages};
	int status = GROW(packer->blocks, packer->cap, packer->n);
	if (status == LIM_OK)
		status = block_finish(block, &packer->held);
	if (status != LIM_OK)
		return status;
	held.end = packer->held.len;
	packer->blocks[packer->n++] = held;
	return packer->held.len < trainer_wanted(packer->trainer, packer) ? LIM_OK : packer_flush(packer);
}
