/* SPDX-License-Identifier: GPL-2.0-or-later */
#define ZDICT_STATIC_LINKING_ONLY	/* a trainer with parameters of one's own is a tenth of the work */
#include "store/pack.h"

#include <stdlib.h>

#include "base/grow.h"
#include "store/layout.h"

const struct packing pack_quickly = {.level = 3, .block = BLOCK_BYTES, .sample = (size_t)2 << 20,
	.dictionary = (size_t)110 << 10, .again = (size_t)16 << 20};
const struct packing pack_small = {.level = 12, .block = PACKED_BYTES, .sample = (size_t)4 << 20,
	.dictionary = (size_t)256 << 10, .again = (size_t)16 << 20};

/* Of less, a dictionary costs what it saves; it never is a larger share of its sample than this. */
#define SAMPLE_MIN ((size_t)512 << 10)
#define DICTIONARY_SHARE 16

/* Found best on the texts of pack.h; from 50 to 1000 bytes of segment the difference is 1 %. */
#define TRAIN_SEGMENT 200
#define TRAIN_GRAM 8
#define TRAIN_BITS 18

void packer_init(struct packer *packer, const struct packing *how, size_t max, pack_fn *ready, void *ctx)
{
	*packer = (struct packer){.how = how, .ready = ready, .ctx = ctx};
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
	ZSTD_freeCDict(packer->with);
	free(packer->blocks);
}

bool packer_is_full(const struct packer *packer, const struct block_maker *block)
{
	return block_size(block) >= packer->how->block || block->passages == BLOCK_PASSAGES;
}

static bool wants_dictionary(const struct packer *packer)
{
	return !packer->with || packer->packed >= packer->how->again;
}

static int begin(struct packer *packer)
{
	packer->context = ZSTD_createCCtx();
	if (!packer->context)
		return LIM_E_MEMORY;
	ZSTD_CCtx_setParameter(packer->context, ZSTD_c_compressionLevel, packer->how->level);
	return LIM_OK;
}

/* ---- dictionaries */

static int use_dictionary(struct packer *packer, struct lim_slice dictionary)
{
	ZSTD_CDict *with = ZSTD_createCDict(dictionary.ptr, dictionary.len, packer->how->level);
	if (!with)
		return LIM_E_MEMORY;
	ZSTD_freeCDict(packer->with);
	packer->with = with;
	packer->packed = 0;
	if (ZSTD_isError(ZSTD_CCtx_refCDict(packer->context, with)))
		return LIM_E_MEMORY;
	return dictionary_add(&packer->dictionaries, dictionary);
}

/* Of all that is held. Texts that have nothing in common the trainer refuses: all stays as it was. */
static int train(struct packer *packer, size_t *sizes, void *dictionary, size_t room)
{
	for (size_t i = 0, start = 0; i < packer->n; start = packer->blocks[i++].end)
		sizes[i] = packer->blocks[i].end - start;
	ZDICT_fastCover_params_t how = {.k = TRAIN_SEGMENT, .d = TRAIN_GRAM, .f = TRAIN_BITS, .accel = 1,
		.splitPoint = 1.0, .zParams = {.compressionLevel = packer->how->level}};
	size_t len = ZDICT_trainFromBuffer_fastCover(dictionary, room, packer->held.ptr, sizes,
		(unsigned)packer->n, how);
	if (ZDICT_isError(len))
		return LIM_OK;
	return use_dictionary(packer, (struct lim_slice){dictionary, len});
}

static int make_dictionary(struct packer *packer)
{
	size_t room = packer->held.len / DICTIONARY_SHARE;
	if (room > packer->how->dictionary)
		room = packer->how->dictionary;
	size_t *sizes = malloc(packer->n * sizeof *sizes);
	void *dictionary = malloc(room);
	int status = sizes && dictionary ? train(packer, sizes, dictionary, room) : LIM_E_MEMORY;
	free(sizes);
	free(dictionary);
	return status;
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
	packer->packed += len;
	return packer->ready(packer->ctx, block->first, block->passages,
		(struct lim_slice){packer->out.ptr, packed});
}

int packer_flush(struct packer *packer)
{
	int status = packer->context || packer->n == 0 ? LIM_OK : begin(packer);
	if (status == LIM_OK && packer->held.len >= SAMPLE_MIN && wants_dictionary(packer))
		status = make_dictionary(packer);
	for (size_t i = 0, start = 0; i < packer->n && status == LIM_OK; start = packer->blocks[i++].end)
		status = pack(packer, &packer->blocks[i], start);
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
	if (wants_dictionary(packer) && packer->held.len < packer->how->sample)
		return LIM_OK;
	return packer_flush(packer);
}
