/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/recut.h"

#include "store/layout.h"

static int put(void *ctx, uint32_t first, size_t passages, struct lim_slice packed)
{
	struct recut *recut = ctx;
	(void)passages;
	return xc_data_put(recut->out, first, packed.ptr, packed.len, NULL) == XC_OK ? LIM_OK : LIM_E_DAMAGED;
}

void recut_init(struct recut *recut)
{
	*recut = (struct recut){.next = 1};
	unpacker_init(&recut->unpacker);
	buf_init(&recut->bytes, BLOCK_MAX);
	block_init(&recut->maker, BLOCK_MAX);
	trainer_init(&recut->trainer, &pack_small);
	packer_init(&recut->packer, &recut->trainer, BLOCK_MAX, put, recut);
	arena_init(&recut->strings, BLOCK_MAX);
}

void recut_done(struct recut *recut)
{
	unpacker_done(&recut->unpacker);
	buf_done(&recut->bytes);
	block_done(&recut->maker);
	packer_done(&recut->packer);
	trainer_done(&recut->trainer);
	arena_done(&recut->strings);
}

static int read_block(struct recut *recut, const char *data, size_t len, struct block *block)
{
	int status = unpack(&recut->unpacker, data, len, &recut->bytes);
	if (status == LIM_OK)
		status = block_decode(recut->bytes.ptr, recut->bytes.len, block);
	return status == LIM_OK || status == LIM_E_MEMORY ? status : LIM_E_DAMAGED;
}

/* With a closing zero; NULL stays. */
static const char *string_of(struct recut *recut, struct lim_slice fact, bool *full)
{
	const char *copy = fact.ptr ? arena_dup(&recut->strings, fact.ptr, fact.len) : NULL;
	*full |= fact.ptr && !copy;
	return copy;
}

static int add_passage(struct recut *recut, const struct block_passage *passage)
{
	bool full = false;
	struct store_article article = {0};
	arena_reset(&recut->strings);
	if (passage->begins_article)
		article = (struct store_article){
			.path = string_of(recut, passage->facts[FACT_PATH], &full),
			.id = string_of(recut, passage->facts[FACT_ID], &full),
			.title = string_of(recut, passage->facts[FACT_TITLE], &full),
			.author = string_of(recut, passage->facts[FACT_AUTHOR], &full),
			.url = string_of(recut, passage->facts[FACT_URL], &full),
			.date = string_of(recut, passage->facts[FACT_DATE], &full)
		};
	return full ? LIM_E_MEMORY : block_add(&recut->maker, &passage->passage, &article);
}

static int end_block(struct recut *recut)
{
	int status = packer_add(&recut->packer, &recut->maker, recut->first);
	recut->first = recut->next;
	return status;
}

static int add_block(struct recut *recut, const struct block *block)
{
	int status = LIM_OK;
	for (size_t i = 0; i < block->n && status == LIM_OK; i++) {
		status = add_passage(recut, &block->passages[i]);
		recut->next++;
		if (status == LIM_OK && packer_is_full(&recut->packer, &recut->maker))
			status = end_block(recut);
	}
	return status;
}

static int finish(struct recut *recut)
{
	int status = recut->maker.passages > 0 ? end_block(recut) : LIM_OK;
	return status == LIM_OK ? packer_flush(&recut->packer) : status;
}

int recut_data(void *ctx, uint32_t id, const char *data, size_t len, struct xc_data *out)
{
	struct recut *recut = ctx;
	struct block block;
	recut->out = out;
	if (id == 0)
		return recut->status = finish(recut);
	if (recut->maker.passages == 0)
		recut->first = id;
	recut->status = id == recut->next ? read_block(recut, data, len, &block) : LIM_E_DAMAGED;
	if (recut->status != LIM_OK)
		return recut->status;
	recut->status = add_block(recut, &block);
	block_free(&block);
	return recut->status;
}
