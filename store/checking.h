/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What check.c and check_passages.c have in common. */
#ifndef STORE_CHECKING_H
#define STORE_CHECKING_H

#include "base/map.h"
#include "store/layout.h"
#include "store/manifest.h"
#include "xapian-c/xapian-c.h"

/* An article as the file "articles" tells of it: what its passages are held against. */
struct expected {
	uint64_t id_hash, text_bytes;
	uint32_t first, passages;
	char key[ARTICLE_KEY];
};

struct check {
	const char *dir;
	void (*problem)(void *ctx, const struct lim_problem *);
	void *ctx;
	size_t problems;
	struct map live_ids;	/* of all segments */
	struct lim_error *err;	/* what prevents the check itself */
};

/* One segment. */
struct segment_check {
	struct check *check;
	const struct manifest_segment *segment;
	const char *path;
	struct expected *articles;
	size_t n, cap;
};

/* Reports a fault of a file, with a sentence. Always LIM_OK: the check goes on. */
int check_report(struct check *check, const char *path, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

uint64_t check_hash(const char *id, size_t len);

/* In check_passages.c: everything in the engine's database. LIM_OK whatever it finds; errors: memory. */
int check_passages(struct segment_check *check, struct xc_database *db);
int check_words(struct segment_check *check, struct xc_database *db);

#endif
