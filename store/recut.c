/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/recut.h"

#include "store/layout.h"

#define RECUT_MAX ((size_t)1 << 30)

void recut_init(struct recut *recut)
{
	*recut = (struct recut){.next = 1};
	block_init(&recut->maker, RECUT_MAX);
	buf_init(&recut->block, RECUT_MAX);
	arena_init(&recut->strings, RECUT_MAX);
}

void recut_done(struct recut *recut)
{
	block_done(&recut->maker);
	buf_done(&recut->block);
	arena_done(&recut->strings);
}

static int flush(struct recut *recut, struct xc_data *out)
{
	if (recut->maker.passages == 0)
		return LIM_OK;
	buf_reset(&recut->block);
	int status = block_finish(&recut->maker, &recut->block);
	if (status == LIM_OK && xc_data_put(out, recut->first, recut->block.ptr, recut->block.len,
		NULL) != XC_OK)
		status = LIM_E_DAMAGED;
	recut->first = recut->next;
	return status;
}

/* Whether a block has grown beyond where a writer ends it, or is as large as can be. */
static bool is_large(const char *data, size_t len, uint32_t passages)
{
	struct block block;
	if (block_decode(data, len, &block) != LIM_OK)
		return false;
	bool large = block.n == passages || block.n == BLOCK_PASSAGES ||
		len - block.passages[block.n - 1].passage.text.len > BLOCK_BYTES + BLOCK_BYTES / 8;
	block_free(&block);
	return large;
}

bool recut_is_done(const char *segment_path, uint32_t passages)
{
	struct xc_database *db;
	struct xc_bytes data = {0};
	bool done = false;
	if (xc_database_open(&segment_path, 1, &db, NULL) != XC_OK)
		return false;
	if (xc_database_data(db, 0, 1, &data, NULL) == XC_OK)
		done = is_large(data.data, data.len, passages);
	xc_bytes_done(&data);
	xc_database_close(db);
	return done;
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

static int add_block(struct recut *recut, const struct block *block, struct xc_data *out)
{
	int status = LIM_OK;
	for (size_t i = 0; i < block->n && status == LIM_OK; i++) {
		status = add_passage(recut, &block->passages[i]);
		recut->next++;
		if (status == LIM_OK && (block_size(&recut->maker) >= PACKED_BYTES ||
			recut->maker.passages == BLOCK_PASSAGES))
			status = flush(recut, out);
	}
	return status;
}

int recut_data(void *ctx, uint32_t id, const char *data, size_t len, struct xc_data *out)
{
	struct recut *recut = ctx;
	struct block block;
	if (id == 0)
		return recut->status = flush(recut, out);
	if (recut->maker.passages == 0)
		recut->first = id;
	recut->status = id == recut->next ? block_decode(data, len, &block) : LIM_E_DAMAGED;
	if (recut->status != LIM_OK)
		return recut->status;
	recut->status = add_block(recut, &block, out);
	block_free(&block);
	return recut->status;
}
