/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What becomes of every article that the index has, and which ids this run has given out.
 *
 * All deletions are collected here and made at the end, so the catalogue never changes while workers
 * read it. The order of files (1, 2, …, as they were found) decides who has an id, so that the outcome
 * is the same whatever the number of workers.
 */
#ifndef INDEXER_LEDGER_H
#define INDEXER_LEDGER_H

#include <pthread.h>

#include "base/map.h"
#include "base/prints.h"
#include "store/writer.h"

enum fate {
	FATE_OPEN,	/* nothing known yet */
	FATE_SAME,	/* unchanged */
	FATE_KEPT,	/* its file cannot be read now */
	FATE_REPLACED,
	FATE_REMOVED
};

struct stamp {
	uint32_t file;
	uint64_t mtime, size;
};

struct ledger {
	const struct catalogue *catalogue;	/* NULL: there is no index yet */
	size_t n, n_files;			/* articles and files of the catalogue */
	uint8_t *fates;				/* of each article; bit 7: its id was given out */
	struct ledger_file {
		uint32_t order;			/* 0: not met */
		uint8_t fate;			/* enum fate: of its articles that are open */
	} *files;
	struct stamp *stamps;			/* new ones of files that are the same */
	size_t n_stamps, stamps_cap;
	const struct prints *reserved;		/* paths of files to be read: nobody else's ids */
	size_t beside;				/* bytes that the survey holds */
	struct prints claimed;			/* ids given out that the index has not */
	struct map broken;			/* paths of files that were not read to their end */
	bool lost;				/* there was no memory for one of them */
	pthread_mutex_t lock;
};

struct ledger_counts {
	uint64_t same, replaced, removed;
};

/* catalogue: NULL for none. LIM_OK or LIM_E_MEMORY; ledger_done is needed in any case, and may
 * be called twice. */
int ledger_init(struct ledger *ledger, const struct catalogue *catalogue);
void ledger_done(struct ledger *ledger);

/* Bytes that it, the catalogue and the survey hold. */
size_t ledger_memory(struct ledger *ledger);

/* Notes that the file is there, as the order-th, from 1. False: it was met before in this run. */
bool ledger_meet(struct ledger *ledger, const char *path, uint32_t order);

/* Gives all articles of a source file that are still open a fate, once and for all. */
void ledger_settle(struct ledger *ledger, const char *path, enum fate fate);

/* Whether the file is as the index knows it. */
bool ledger_knows(const struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size,
	enum lim_format format);

/* Of a file that holds one article: the hash is that of the article in the index, which stays. */
bool ledger_is_same(struct ledger *ledger, const char *path, uint64_t hash);

/* All of the file has been read: the index may note its time and size with what it has of it unchanged. */
void ledger_stamp(struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size);

/* Not all of the file could be read: it is to be looked at again. */
void ledger_break(struct ledger *ledger, const char *path);

/* An article is going to be written whose id is its path. */
void ledger_replace(struct ledger *ledger, const char *path);

enum claim { CLAIM_WRITE, CLAIM_SAME, CLAIM_TAKEN };

/*
 * An article with an id of its own asks to be written. path, order: of its file, or NULL, 1. CLAIM_SAME: it
 * is in the index as it is; CLAIM_TAKEN: an earlier article of this run has the id.
 * LIM_OK or LIM_E_MEMORY.
 */
int ledger_claim(struct ledger *ledger, const char *id, const char *path, uint64_t hash,
	uint32_t order, enum claim *claim);

/* The article with this id could not be read now: what the index has from the same file stays, unless
 * the id comes again. */
void ledger_keep(struct ledger *ledger, const char *id, const char *path);

/* Whether nothing is known of the file yet: it was not met, nor settled. */
bool ledger_misses(const struct ledger *ledger, uint32_t file);

/* An article, all of a file: of the catalogue. */
void ledger_remove(struct ledger *ledger, uint32_t article);
void ledger_remove_file(struct ledger *ledger, uint32_t file);

struct ledger_counts ledger_count(const struct ledger *ledger);

/* Tells the writer what is to be deleted, what to be stamped, and what to be looked at again. */
int ledger_apply(const struct ledger *ledger, struct writer *writer, struct lim_error *err);

#endif
