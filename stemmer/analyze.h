/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one analysis chain: French text → terms with byte spans and positions. Documents, queries and
 * highlights all go through it, so there is no second idea of what a word is.
 *
 * split into words → normalise → elide → mark stop words and look up irregular forms (accents still
 * there) → fold accents and ligatures → our endings → Snowball French → term.
 */
#ifndef STEMMER_ANALYZE_H
#define STEMMER_ANALYZE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Changes whenever the same text would give other terms: older indexes are rebuilt then. */
#define ANALYSIS_VERSION 5

/* Bytes; longer words are cut at a character, so that base64 and the like do no harm. */
#define TERM_MAX 64

enum analyze_reason {
	ANALYZE_DOCUMENT,	/* terms to be indexed */
	ANALYZE_QUERY,		/* terms to be searched */
	ANALYZE_SPANS		/* terms to be found again in a text, for phrases and highlights */
};

enum token_flag {
	TOKEN_STOP = 1,		/* indexed, but left out of a query that has other words */
	TOKEN_NUMBER = 2,	/* begins with a digit; never stemmed */
	/* Another reading of the token before, at its position: another word that is written alike
	 * (suivre for suis), or another span, wider (weekend for week-end) or narrower (brien for
	 * O'Brien). */
	TOKEN_ALTERNATE = 4,
	/* An alternate that is seldom meant: nuire for nuit, 1 for 1er. What has only such a
	 * reading is found, but behind the rest. */
	TOKEN_LESSER = 8
};

struct token {
	struct lim_slice term;	/* folded stem, lower case; 1 to TERM_MAX bytes */
	struct lim_slice word;	/* as written but normalised: accents kept, not stemmed; as long */
	size_t start, len;	/* bytes of the original text, the elided article not included */
	uint32_t position;	/* counts tokens that are no alternates, from 0 */
	unsigned flags;		/* enum token_flag */
	/* A place for the callback to remember something about this term and this word: the next token
	 * read from the same bytes has it again, or 0 where the analyzer has forgotten them. One
	 * analyzer can serve one such callback. NULL: there is no place. */
	uint32_t *memo;
};

/* Receives the tokens, their starts never descending; slices are valid during the call. Non-zero
 * stops the analysis. */
typedef int analyze_callback(void *ctx, const struct token *token);

struct analyzer;

/* One analyzer per thread: it keeps a cache of words. LIM_OK, LIM_E_MEMORY, LIM_E_INTERNAL. */
int analyzer_new(struct analyzer **analyzer, struct lim_error *err);
void analyzer_free(struct analyzer *analyzer);

/* Sets all memos to 0. */
void analyzer_clear_memos(struct analyzer *analyzer);

/* Analyses len bytes of UTF-8 (invalid bytes separate words). Returns LIM_OK, what the callback
 * returned when it stopped, or LIM_E_MEMORY. */
int analyze(struct analyzer *analyzer, const char *text, size_t len, enum analyze_reason reason,
	analyze_callback *callback, void *ctx);

/* Adds the text to buf normalised and folded, without apostrophes, but not split or stemmed: how beginnings
 * of words (wildcards) and words of the vocabulary are compared. Returns buf's status. */
int analyze_fold(const char *text, size_t len, struct buf *buf);

/* Bytes in front of a normalised beginning of a word (a wildcard) that are no part of what it begins:
 * what an apostrophe or hyphen leaves there, but for words that it belongs to (prud'hommes). */
size_t analyze_beginning(const char *text, size_t len);

/* Adds the text to buf normalised (compatibility-composed, case folded, soft hyphens gone,
 * apostrophes ASCII) with its accents: how exact forms are compared. Returns buf's status. */
int analyze_normalize(const char *text, size_t len, struct buf *buf);

#endif
