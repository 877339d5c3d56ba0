/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A passage → what is written of it: terms with their frequencies, signature, distinct words.
 *
 * Words, terms and pairs of both are numbered in tables that live from passage to passage; a number is
 * marked with the passage that last had it, so that nothing is allocated or cleared per token. The
 * analyzer remembers the pair of nearly every token, so that a token costs no look-up: tokens are counted by
 * pairs, and only the distinct ones of a passage by terms and words.
 */
#ifndef INDEXER_TERMS_H
#define INDEXER_TERMS_H

#include "base/arena.h"
#include "base/map.h"
#include "stemmer/analyze.h"
#include "store/signature.h"
#include "store/writer.h"

struct term_info;
struct word_info;
struct pair;
struct rare;
struct title_term;

struct terms {
	struct analyzer *analyzer;
	struct map stems, words;
	struct term_info *stem_info;	/* by number in stems */
	struct word_info *word_info;	/* by number in words */
	struct pair *pairs;		/* the memos of the analyzer are their numbers + 1 */
	size_t stem_cap, word_cap, n_pairs, pairs_cap;
	struct arena folded;		/* of words */
	struct buf fold;
	uint32_t epoch;			/* counts passages and titles */

	struct buf title;		/* of the article at hand */
	struct title_term *title_terms;
	uint32_t *title_words;		/* numbers in words */
	size_t n_title_terms, title_terms_cap, n_title_words, title_words_cap;
	uint32_t title_length;		/* tokens */

	/* Of the passage at hand. */
	struct store_term *out_terms;
	struct store_word *out_words;
	uint32_t *seen;			/* numbers of distinct pairs */
	struct rare *rare;		/* tokens without such a number */
	size_t n_terms, terms_cap, n_words, words_cap, n_seen, seen_cap, n_rare, rare_cap;
	uint32_t length;
	struct signature_maker signature;
};

int terms_init(struct terms *terms, struct lim_error *err);
void terms_done(struct terms *terms);

/* Passages go to another segment from now on: what the last one noted in the memos is void. */
void terms_segment(struct terms *terms);

/* Begins an article: the title (NULL: none) stands with each of its passages. LIM_OK or LIM_E_MEMORY. */
int terms_article(struct terms *terms, const char *title);

/* Fills *result, which is valid until the next call. A heading that stands in the text, or is the title,
 * counts once. LIM_OK or LIM_E_MEMORY. */
int terms_passage(struct terms *terms, struct lim_slice text, struct lim_slice heading,
	struct segment_terms *result);

#endif
