/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dictionaries for packers (pack.h), made of samples of their blocks. Packers that are at work side by side
 * on one folder share a trainer: what one of them has learnt serves all, and each dictionary covers a
 * shorter stretch of the way (two packers with dictionaries of their own made the text of an index 2.5 %
 * larger).
 */
#ifndef STORE_TRAINER_H
#define STORE_TRAINER_H

#include <pthread.h>
#include <zstd.h>

#include "store/dictionary.h"

/* How hard, and how much of what, in bytes. */
struct packing {
	int level;		/* zstd's */
	size_t block;		/* of text in a block */
	size_t sample;
	size_t dictionary;
	size_t again;		/* text after which a new dictionary is made */
};

/* A dictionary, ready for use by several threads. */
struct trained {
	ZSTD_CDict *with;
	struct dictionary_list list;	/* only itself */
	unsigned users;			/* of the trainer's */
};

/* Thread-safe but for init and done. */
struct trainer {
	const struct packing *how;
	pthread_mutex_t mutex;
	struct trained *latest;		/* NULL: none was made yet */
	uint64_t packed;		/* bytes since */
	const void *collector;		/* who collects the next sample; NULL: nobody */
};

/* how lives on. */
void trainer_init(struct trainer *trainer, const struct packing *how);
/* All packers have left. */
void trainer_done(struct trainer *trainer);

/* The dictionary made last, which is then to be given back; NULL: none was made yet. */
struct trained *trainer_take(struct trainer *trainer);
void trainer_give_back(struct trainer *trainer, struct trained *trained);

/* So many bytes of blocks a packer is to hold back before it goes on; 0: none. Before the first dictionary
 * all wait for the one that collects the sample, a while. */
size_t trainer_wanted(struct trainer *trainer, const void *packer);

/* So many bytes were packed; whoever has collected is through with it. */
void trainer_count(struct trainer *trainer, const void *packer, size_t bytes);

/* The next dictionary, of n samples of these sizes. Nothing comes of texts that have nothing in common.
 * LIM_OK, LIM_E_MEMORY. */
int trainer_train(struct trainer *trainer, const char *samples, const size_t *sizes, unsigned n);

#endif
