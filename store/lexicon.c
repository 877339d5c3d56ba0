/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/lexicon.h"

#include <stdlib.h>

#include "base/grow.h"
#include "store/term.h"
#include "xapian-c/xapian-c.h"

void lexicon_init(struct lexicon *lexicon, size_t max)
{
	*lexicon = (struct lexicon){0};
	map_init(&lexicon->terms, max);
}

void lexicon_done(struct lexicon *lexicon)
{
	map_done(&lexicon->terms);
	free(lexicon->memos);
	free(lexicon->list);
	*lexicon = (struct lexicon){.terms = lexicon->terms};
}

int lexicon_number(struct lexicon *lexicon, enum store_field field, struct lim_slice term, uint32_t *number)
{
	size_t known = lexicon->terms.count;
	char text[XC_MAX_TERM];
	if (term.len > sizeof text - TERM_PREFIX_MAX)
		return LIM_E_LIMIT;
	if (GROW(lexicon->memos, lexicon->cap, known) != LIM_OK)
		return LIM_E_MEMORY;
	size_t len = term_put(text, field, term.ptr, term.len);
	int status = map_put(&lexicon->terms, text, len, number);
	if (status == LIM_OK && *number == known)
		lexicon->memos[known] = 0;
	return status;
}

/* Terms that are fetched from memory at once. */
#define AHEAD 8

const struct xc_term *lexicon_terms(struct lexicon *lexicon, const struct posting *postings, size_t n)
{
	while (lexicon->list_cap < n + 1)
		if (GROW(lexicon->list, lexicon->list_cap, lexicon->list_cap) != LIM_OK)
			return NULL;
	for (size_t i = 0; i < n; i++) {
		if (i + AHEAD < n) {
			map_expect(&lexicon->terms, postings[i + AHEAD].term);
			__builtin_prefetch(&lexicon->memos[postings[i + AHEAD].term]);
		}
		struct lim_slice text = map_key(&lexicon->terms, postings[i].term);
		lexicon->list[i] = (struct xc_term){text.ptr, text.len, postings[i].weight,
			&lexicon->memos[postings[i].term]};
	}
	return lexicon->list;
}

size_t lexicon_memory(const struct lexicon *lexicon)
{
	return map_memory(&lexicon->terms) + lexicon->terms.count * sizeof *lexicon->memos;
}
