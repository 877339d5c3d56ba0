/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/unpack.h"

#include <stdlib.h>

#include "base/grow.h"

/* Bytes of a dictionary. */
#define DICTIONARY_MAX ((size_t)16 << 20)

void unpacker_init(struct unpacker *unpacker)
{
	*unpacker = (struct unpacker){0};
	dictionary_list_init(&unpacker->known);
}

void unpacker_done(struct unpacker *unpacker)
{
	for (size_t i = 0; i < unpacker->n; i++)
		ZSTD_freeDDict(unpacker->ready[i].with);
	free(unpacker->ready);
	dictionary_list_done(&unpacker->known);
	ZSTD_freeDCtx(unpacker->context);
}

int unpacker_learn(struct unpacker *unpacker, const char *segment_path, struct lim_error *err)
{
	return dictionary_open(&unpacker->known, segment_path, err);
}

static int make_ready(struct unpacker *unpacker, uint32_t id, const ZSTD_DDict **with)
{
	struct buf bytes;
	buf_init(&bytes, DICTIONARY_MAX);
	int status = dictionary_get(&unpacker->known, id, &bytes);
	if (status == LIM_OK)
		status = GROW(unpacker->ready, unpacker->cap, unpacker->n);
	if (status == LIM_OK) {
		ZSTD_DDict *made = ZSTD_createDDict(bytes.ptr, bytes.len);
		if (made)
			unpacker->ready[unpacker->n++] = (struct ready_dictionary){id, made};
		else
			status = LIM_E_DAMAGED;
		*with = made;
	}
	buf_done(&bytes);
	return status;
}

static int find_dictionary(struct unpacker *unpacker, uint32_t id, const ZSTD_DDict **with)
{
	for (size_t i = 0; i < unpacker->n; i++)
		if (unpacker->ready[i].id == id) {
			*with = unpacker->ready[i].with;
			return LIM_OK;
		}
	return make_ready(unpacker, id, with);
}

int unpack(struct unpacker *unpacker, const char *ptr, size_t len, struct buf *out)
{
	const ZSTD_DDict *with = NULL;
	uint32_t id = ZSTD_getDictID_fromFrame(ptr, len);
	unsigned long long size = ZSTD_getFrameContentSize(ptr, len);
	int status = id ? find_dictionary(unpacker, id, &with) : LIM_OK;
	if (status != LIM_OK)
		return status;
	if (size > out->max || size == 0)
		return LIM_E_DAMAGED;
	if (!unpacker->context && !(unpacker->context = ZSTD_createDCtx()))
		return LIM_E_MEMORY;
	buf_reset(out);
	status = buf_reserve(out, size);
	if (status != LIM_OK)
		return status;
	if (ZSTD_decompress_usingDDict(unpacker->context, out->ptr, size, ptr, len, with) != size)
		return LIM_E_DAMAGED;
	out->len = size;
	out->ptr[size] = '\0';
	return LIM_OK;
}
