/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of the vocabulary that were read once, opened: kept for as long as a reader. */
#ifndef STORE_GLOSSARY_H
#define STORE_GLOSSARY_H

#include "base/map.h"
#include "store/reader.h"
#include "store/wordlist.h"

/* All words with one beginning, ascending. */
struct glossary_list {
	struct glossary_entry *entries;
	size_t n, cap;
	struct buf bytes;		/* the forms of the entries */
};

struct glossary {
	struct map beginnings;		/* of the lists */
	struct glossary_list *lists;	/* by their numbers */
	size_t cap;
	size_t bytes;			/* of all lists */
};

void glossary_init(struct glossary *glossary);
void glossary_done(struct glossary *glossary);

/* The list of a beginning; NULL: it was not kept. */
struct glossary_list *glossary_find(const struct glossary *glossary, const char *beginning, size_t len);

/* A new list, to be filled by glossary_add with words in order, then kept by glossary_keep. */
void glossary_list_init(struct glossary_list *list);
void glossary_list_done(struct glossary_list *list);
/* LIM_OK, LIM_E_MEMORY, or LIM_E_LIMIT: too many are held. */
int glossary_add(struct glossary_list *list, const struct word *word);
/* Takes the list over, whatever it returns: LIM_OK or LIM_E_MEMORY. Where all lists would hold too much,
 * those that are there go. */
int glossary_keep(struct glossary *glossary, const char *beginning, size_t len, struct glossary_list *list);

/* The words that begin with a prefix. Non-zero from fn stops and is returned. */
int glossary_each(const struct glossary_list *list, const char *prefix, size_t len, reader_word_fn *fn,
	void *ctx);

#endif
