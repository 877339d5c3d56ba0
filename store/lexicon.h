/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terms of a segment while it is written, by numbers. */
#ifndef STORE_LEXICON_H
#define STORE_LEXICON_H

#include "base/map.h"
#include "store/store.h"

struct xc_term;

/* A term of a passage. */
struct posting {
	uint32_t term;
	uint32_t weight;
};

struct lexicon {
	struct map terms;	/* with the prefix of their field */
	uint32_t *memos;	/* of the engine, by their numbers */
	size_t cap;
	struct xc_term *list;	/* what lexicon_terms returned */
	size_t list_cap;
};

/* max: ceiling in bytes of all terms together. */
void lexicon_init(struct lexicon *lexicon, size_t max);
void lexicon_done(struct lexicon *lexicon);

/* LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT. */
int lexicon_number(struct lexicon *lexicon, enum store_field field, struct lim_slice term, uint32_t *number);

/* The postings as the engine wants them; valid until the next call. NULL: no memory. */
const struct xc_term *lexicon_terms(struct lexicon *lexicon, const struct posting *postings, size_t n);

/* Roughly, the bytes it holds. */
size_t lexicon_memory(const struct lexicon *lexicon);

#endif
