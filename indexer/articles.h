/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles that a program hands out → documents. */
#ifndef INDEXER_ARTICLES_H
#define INDEXER_ARTICLES_H

#include "corpus/document.h"

struct articles {
	int (*next)(void *ctx, struct lim_article *article);
	void *ctx;
};

/* The next article as a document, everything copied; for struct stream. ctx: struct articles. LIM_OK,
 * LIM_DONE; LIM_E_INPUT or LIM_E_LIMIT: this one is bad; or what ends the run, next's error too. */
int articles_read(void *ctx, struct document *doc, struct lim_error *err);

#endif
