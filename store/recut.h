/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of joined segments cut and packed anew, harder: for an index that is to be small. */
#ifndef STORE_RECUT_H
#define STORE_RECUT_H

#include "base/arena.h"
#include "store/pack.h"
#include "store/unpack.h"
#include "xapian-c/xapian-c.h"

struct recut {
	struct unpacker unpacker;	/* knows the dictionaries of what is joined */
	struct buf bytes;
	struct block_maker maker;
	struct trainer trainer;
	struct packer packer;
	struct xc_data *out;
	struct arena strings;
	uint32_t first, next;		/* ids: of the block in the making, of the passage to come */
	int status;			/* why it stopped: LIM_E_DAMAGED, LIM_E_MEMORY */
};

void recut_init(struct recut *recut);
void recut_done(struct recut *recut);

/* For xc_compact; ctx is a struct recut. */
int recut_data(void *ctx, uint32_t id, const char *data, size_t len, struct xc_data *out);

#endif
