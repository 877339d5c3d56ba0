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
#include "base/seen.h"
#include "store/writer.h"

enum fate {
	FATE_OPEN,	/* nothing known yet */
	FATE_SAME,	/* unchanged */
	FATE_KEPT,	/* its file cannot be read now */
	FATE_REPLACED,
	FATE_REMOVED
};

struct stamp {
	uint32_t entry;
	uint64_t mtime, size;
};

struct ledger {
	const struct catalogue *catalogue;	/* NULL: there is no index yet */
	size_t n;				/* articles of the catalogue */
	uint8_t *fates;				/* enum fate of each */
	uint32_t *files;			/* the order of the file that settled it; 0: none */
	struct stamp *stamps;			/* new ones of files that are the same */
	size_t n_stamps, stamps_cap;
	const struct map *reserved;		/* paths of files to be read: nobody else's ids */
	struct seen claimed;			/* ids given out */
	pthread_mutex_t lock;
};

struct ledger_counts {
	uint64_t same, replaced, removed;
};

/* catalogue: NULL for none. LIM_OK or LIM_E_MEMORY; ledger_done is needed in any case, and may
 * be called twice. */
int ledger_init(struct ledger *ledger, const struct catalogue *catalogue);
void ledger_done(struct ledger *ledger);

/* Gives all articles of a source file that are still open a fate. order: of the file, from 1. */
void ledger_settle(struct ledger *ledger, const char *path, enum fate fate, uint32_t order);

/* Whether some article of the file was made from it when it had this time and size. */
bool ledger_knows(const struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size,
	enum lim_format format);

/* Whether the file was met before in this run. */
bool ledger_has_met(const struct ledger *ledger, const char *path);

/* Of a file that holds one article: the hash is that of the article in the index, which stays. */
bool ledger_is_same(struct ledger *ledger, const char *path, uint64_t hash, uint32_t order);

/* All of the file has been read: the index may note its time and size with what it has of it unchanged. */
void ledger_stamp(struct ledger *ledger, const char *path, uint64_t mtime, uint64_t size);

/* An article is going to be written whose id is its path. */
void ledger_replace(struct ledger *ledger, const char *path, uint32_t order);

enum claim { CLAIM_WRITE, CLAIM_SAME, CLAIM_TAKEN };

/* Bytes that it holds. */
size_t ledger_memory(struct ledger *ledger);

/*
 * An article with an id of its own asks to be written. path: of its file, or NULL. CLAIM_SAME: it is in
 * the index as it is; CLAIM_TAKEN: an earlier article of this run has the id.
 * LIM_OK or LIM_E_MEMORY.
 */
int ledger_claim(struct ledger *ledger, const char *id, const char *path, uint64_t hash,
	uint32_t order, enum claim *claim);

/* The article with this id could not be read now: what the index has from the same file stays, unless
 * the id comes again. */
void ledger_keep(struct ledger *ledger, const char *id, const char *path, uint32_t order);

void ledger_remove(struct ledger *ledger, uint32_t entry);

struct ledger_counts ledger_count(const struct ledger *ledger);

/* Tells the writer what is to be deleted, and what to be stamped. */
int ledger_apply(const struct ledger *ledger, struct writer *writer, struct lim_error *err);

#endif
