/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is stored of a block → the block. See pack.h. For one thread. */
#ifndef STORE_UNPACK_H
#define STORE_UNPACK_H

#include <zstd.h>

#include "store/dictionary.h"

struct ready_dictionary {
	uint32_t id;
	ZSTD_DDict *with;
};

struct unpacker {
	ZSTD_DCtx *context;
	struct dictionary_list known;
	struct ready_dictionary *ready;		/* of those known, the ones that were needed */
	size_t n, cap;
};

void unpacker_init(struct unpacker *unpacker);
void unpacker_done(struct unpacker *unpacker);

/* Makes the dictionaries of a segment known, beside those that are. */
int unpacker_learn(struct unpacker *unpacker, const char *segment_path, struct lim_error *err);

/* Fills out, a buffer of any content. LIM_E_NOT_FOUND: its dictionary is not known. LIM_E_DAMAGED,
 * LIM_E_MEMORY. */
int unpack(struct unpacker *unpacker, const char *ptr, size_t len, struct buf *out);

#endif
