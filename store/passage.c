/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the id of a passage to the passage, by the block it lies in. */
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
#include "store/engine.h"
#include "store/reading.h"

static void close_block(struct open_block *open)
{
	block_free(&open->block);
	open->first = 0;
}

void blocks_init(struct reader *reader)
{
	unpacker_init(&reader->unpacker);
	for (int i = 0; i < OPEN_BLOCKS; i++)
		buf_init(&reader->blocks[i].bytes, BLOCK_MAX);
}

void blocks_close(struct reader *reader)
{
	for (int i = 0; i < OPEN_BLOCKS; i++) {
		close_block(&reader->blocks[i]);
		buf_done(&reader->blocks[i].bytes);
	}
	unpacker_done(&reader->unpacker);
}

static int damaged(const struct reader *reader, struct passage_ref ref, struct lim_error *err)
{
	return error_set(err, LIM_E_DAMAGED, _("passage %u of %s is not what Limier wrote: index the "
		"files again into a new directory"), ref.id, reader->shards[ref.shard].path);
}

static int engine_failed(const struct reader *reader, struct passage_ref ref, int status,
	const struct xc_error *cause, struct lim_error *err)
{
	return engine_error(err, status, cause, _("cannot read"), reader->shards[ref.shard].path);
}

static struct open_block *find_block(struct reader *reader, struct passage_ref ref)
{
	for (int i = 0; i < OPEN_BLOCKS; i++) {
		struct open_block *open = &reader->blocks[i];
		if (open->first > 0 && open->shard == ref.shard && ref.id >= open->first &&
		    ref.id - open->first < open->block.n)
			return open;
	}
	return NULL;
}

static struct open_block *oldest_block(struct reader *reader)
{
	struct open_block *oldest = &reader->blocks[0];
	for (int i = 1; i < OPEN_BLOCKS; i++)
		if (reader->blocks[i].used < oldest->used)
			oldest = &reader->blocks[i];
	return oldest;
}

/* The block is the last data up to the passage. */
static int open_block(struct reader *reader, struct passage_ref ref, struct open_block **out,
	struct lim_error *err)
{
	struct xc_error cause;
	uint32_t first;
	struct open_block *open = oldest_block(reader);
	close_block(open);
	int status = xc_database_last_data(reader->db, ref.shard, ref.id, &first, &reader->scratch, &cause);
	if (status < 0)
		return engine_failed(reader, ref, status, &cause, err);
	status = status == XC_OK ?
		unpack(&reader->unpacker, reader->scratch.data, reader->scratch.len, &open->bytes) :
		LIM_E_DAMAGED;
	if (status == LIM_OK)
		status = block_decode(open->bytes.ptr, open->bytes.len, &open->block);
	if (status == LIM_E_MEMORY)
		return error_memory(err);
	if (status != LIM_OK)
		return damaged(reader, ref, err);
	open->shard = ref.shard;
	open->first = first;
	*out = open;
	return ref.id - first < open->block.n ? LIM_OK : damaged(reader, ref, err);
}

static int find(struct reader *reader, struct passage_ref ref, const struct block_passage **passage,
	struct lim_error *err)
{
	if (ref.shard >= reader->n_shards || ref.id == 0 ||
	    ref.id > reader->shards[ref.shard].passages)
		return error_set(err, LIM_E_NOT_FOUND, "%s", _("there is no such passage"));
	struct open_block *open = find_block(reader, ref);
	int status = open ? LIM_OK : open_block(reader, ref, &open, err);
	if (status != LIM_OK)
		return status;
	open->used = ++reader->clock;
	*passage = &open->block.passages[ref.id - open->first];
	return LIM_OK;
}

/* The id of a passage's article, in its block, and the passage's ordinal. */
static bool find_id(struct reader *reader, struct passage_ref ref, struct lim_slice *id, uint32_t *ordinal)
{
	const struct block_passage *found = NULL;
	if (find(reader, ref, &found, NULL) != LIM_OK || found->passage.ordinal >= ref.id)
		return false;
	*ordinal = found->passage.ordinal;
	ref.id -= *ordinal;
	if (find(reader, ref, &found, NULL) != LIM_OK || !found->begins_article)
		return false;
	*id = found->facts[FACT_ID].ptr ? found->facts[FACT_ID] : found->facts[FACT_PATH];
	return true;
}

bool passage_is_of(struct reader *reader, struct passage_ref ref, const char *id)
{
	struct lim_slice own;
	uint32_t ordinal;
	return find_id(reader, ref, &own, &ordinal) && own.len == strlen(id) &&
		memcmp(own.ptr, id, own.len) == 0;
}

char *passage_article(struct reader *reader, struct passage_ref ref, uint32_t *ordinal)
{
	struct lim_slice id;
	return find_id(reader, ref, &id, ordinal) && id.ptr ? strndup(id.ptr, id.len) : NULL;
}

static int copy_slice(struct arena *arena, struct lim_slice *slice, struct lim_error *err)
{
	if (slice->len == 0) {
		*slice = (struct lim_slice){"", 0};
		return LIM_OK;
	}
	slice->ptr = arena_dup(arena, slice->ptr, slice->len);
	return slice->ptr ? LIM_OK : error_memory(err);
}

int reader_passage(struct reader *reader, struct passage_ref ref, struct arena *arena,
	struct store_passage *passage, struct lim_error *err)
{
	const struct block_passage *found = NULL;
	int status = find(reader, ref, &found, err);
	if (status != LIM_OK)
		return status;
	struct store_passage copy = found->passage;
	status = copy_slice(arena, &copy.heading, err);
	if (status == LIM_OK)
		status = copy_slice(arena, &copy.text, err);
	if (status == LIM_OK)
		*passage = copy;
	return status;
}

static const char *copy_fact(struct arena *arena, struct lim_slice fact, bool *full)
{
	if (!fact.ptr)
		return NULL;
	char *copy = arena_dup(arena, fact.ptr, fact.len);
	*full |= !copy;
	return copy;
}

int reader_article(struct reader *reader, struct passage_ref ref, uint32_t ordinal,
	struct arena *arena, struct store_article *article, struct lim_error *err)
{
	const struct block_passage *found = NULL;
	if (ordinal >= ref.id)
		return error_set(err, LIM_E_NOT_FOUND, "%s", _("there is no such passage"));
	ref.id -= ordinal;
	int status = find(reader, ref, &found, err);
	if (status != LIM_OK)
		return status;
	if (!found->begins_article)
		return damaged(reader, ref, err);
	bool full = false;
	struct store_article copy = {
		.path = copy_fact(arena, found->facts[FACT_PATH], &full),
		.id = copy_fact(arena, found->facts[FACT_ID], &full),
		.title = copy_fact(arena, found->facts[FACT_TITLE], &full),
		.author = copy_fact(arena, found->facts[FACT_AUTHOR], &full),
		.url = copy_fact(arena, found->facts[FACT_URL], &full),
		.date = copy_fact(arena, found->facts[FACT_DATE], &full)
	};
	if (full)
		return error_memory(err);
	if (!copy.id)
		copy.id = copy.path;
	*article = copy;
	return LIM_OK;
}
