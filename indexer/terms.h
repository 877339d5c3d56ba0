/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A passage → what is written of it: terms with their frequencies, signature, distinct words.
 *
 * Words and terms go by the numbers that the segment has for them. The analyzer remembers the pair of both
 * for nearly every token, so that a token costs no look-up: tokens are counted by pairs, and only distinct
 * ones of a passage by terms. What is marked with the passage that last had it needs no clearing.
 */
#ifndef INDEXER_TERMS_H
#define INDEXER_TERMS_H

#include "stemmer/analyze.h"
#include "store/lexicon.h"
#include "store/signature.h"
#include "store/vocabulary.h"
#include "store/writer.h"

struct stem;
struct pair;
struct rare;
struct title_term;

struct terms {
	struct analyzer *analyzer;
	struct lexicon *lexicon;	/* the segment's */
	struct vocabulary *vocabulary;
	struct stem *stems;		/* by number in the lexicon */
	struct pair *pairs;		/* the memos of the analyzer are their numbers + 1 */
	size_t n_stems, stems_cap, n_pairs, pairs_cap;
	struct buf fold;
	uint32_t epoch;			/* counts passages and titles */

	struct buf title;		/* of the article at hand */
	bool title_read;		/* what follows is of that title, and this segment */
	struct title_term *title_terms;
	uint32_t *title_words;
	size_t n_title_terms, title_terms_cap, n_title_words, title_words_cap;
	uint32_t title_length;		/* tokens */

	/* Of the passage at hand. */
	struct store_posting *out_terms;
	uint32_t *out_words;
	uint32_t *seen;			/* numbers of distinct pairs */
	struct rare *rare;		/* tokens without such a number */
	size_t n_terms, terms_cap, n_words, words_cap, n_seen, seen_cap, n_rare, rare_cap;
	uint32_t length;
	struct signature_maker signature;
};

int terms_init(struct terms *terms, struct lim_error *err);
void terms_done(struct terms *terms);

/* The segment that passages go to from now on; it comes first of all. */
void terms_segment(struct terms *terms, struct lexicon *lexicon, struct vocabulary *vocabulary);

/* Begins an article: the title (NULL: none) stands with each of its passages. LIM_OK, LIM_E_MEMORY,
 * LIM_E_LIMIT. */
int terms_article(struct terms *terms, const char *title);

/* Fills *result, which is valid until the next call. A heading that stands in the text, or is the title,
 * counts once. LIM_OK, LIM_E_MEMORY, LIM_E_LIMIT. */
int terms_passage(struct terms *terms, struct lim_slice text, struct lim_slice heading,
	struct segment_terms *result);

#endif
