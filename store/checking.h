/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What check.c and check_passages.c have in common. */
#ifndef STORE_CHECKING_H
#define STORE_CHECKING_H

#include "base/prints.h"
#include "store/article.h"
#include "store/dead.h"
#include "store/manifest.h"
#include "xapian-c/xapian-c.h"

struct check {
	const char *dir;
	void (*problem)(void *ctx, const struct lim_problem *);
	void *ctx;
	size_t problems;
	struct prints live_ids;	/* of all segments */
	struct lim_error *err;	/* what prevents the check itself */
};

/* One segment. */
struct segment_check {
	struct check *check;
	const struct manifest_segment *segment;
	const char *path;
	struct article_reader *articles;	/* NULL: the list cannot be read */
	struct dead_list dead;
	bool dead_unknown;
};

/* Reports a fault of a file, with a sentence. Always LIM_OK: the check goes on. */
int check_report(struct check *check, const char *path, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* In check_passages.c: everything in the engine's database. LIM_OK whatever it finds; errors: memory. */
int check_passages(struct segment_check *check, struct xc_database *db);
int check_words(struct segment_check *check, struct xc_database *db);

#endif
