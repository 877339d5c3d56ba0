/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A segment while it is written: segment.c, finish.c. */
#ifndef STORE_SEGMENT_H
#define STORE_SEGMENT_H

#include "base/arena.h"
#include "store/article.h"
#include "store/block.h"
#include "store/layout.h"
#include "store/lexicon.h"
#include "store/pack.h"
#include "store/term.h"
#include "store/vocabulary.h"
#include "store/writing.h"

/* A passage that waits for its block. All it points to is in the segment's arena. */
struct waiting {
	struct posting *terms;
	size_t n_terms;
	char key[ARTICLE_KEY];
	char date[DATE_MAX];
	size_t date_len;
	struct lim_slice signature;
};

/* The article that passages are added to. Strings are the segment's own. */
struct current {
	struct store_article article;
	struct arena arena;
	struct posting *filters;
	size_t n_filters;
	char key[ARTICLE_KEY];
	char date[DATE_MAX];
	size_t date_len;
	bool open;
};

struct segment {
	struct writer *writer;
	char *path;
	size_t memory;
	struct xc_builder *builder;
	struct current current;
	struct waiting *waiting;
	size_t n_waiting, waiting_cap, added;	/* added: of those that wait, while they go */
	struct arena arena;		/* of what waits */
	struct block_maker block;
	struct packer packer;
	struct article_list articles;
	struct vocabulary vocabulary;
	struct lexicon lexicon;
	struct manifest_segment facts;
	bool ended;
	struct lim_error *err;		/* of the call at hand */
	bool refused;			/* the engine has said so in err */
};

#endif
