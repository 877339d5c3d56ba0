/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of words with one beginning: their folded forms ascend, and of one folded form the words as
 * written. It is the value of the metadata 'W' + beginning; each word is
 *
 *	a byte: bits 0–1 kind, 2–4 length of what is new in the folded form, 5–7 bytes that it shares with
 *		the one before, beginning not counted; 7 stands for a varint that follows (shared first)
 *	the new bytes of the folded form
 *	the word as written: kind SAME nothing; EDITED edits; LITERAL its length (varint) and bytes
 *	varint passages
 *
 * An edit replaces 1 to 4 bytes of the folded form by one character: a byte (bit 0 last edit, 1–2 bytes
 * replaced − 1, 3–7 bytes kept before), then varint of the character less 0x80. For "élève", 4 bytes.
 */
#ifndef STORE_WORDLIST_H
#define STORE_WORDLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "limier.h"

/* Longer words, in bytes of either form, are not kept. */
#define WORD_MAX 40

struct word {
	char folded[WORD_MAX], written[WORD_MAX];
	size_t folded_len, written_len;
	uint64_t passages;
};

/* Bytes of a folded form that are its beginning: its first three characters. */
size_t wordlist_beginning(const char *folded, size_t len);

/* By folded form, then as written: the order of a list. */
int wordlist_compare(const struct word *a, const struct word *b);

/* Adds a word to a list. beginning: its length in bytes; before: the word before, or NULL. Returns out's
 * status. */
int wordlist_add(struct buf *out, size_t beginning, const struct word *before, const struct word *word);

struct wordlist {
	const char *pos, *end;
	size_t beginning;
	struct word word;	/* the one read last; folded starts as the beginning alone */
};

/* Whether the beginning, at most WORD_MAX bytes, was usable. */
bool wordlist_open(struct wordlist *list, const char *beginning, size_t beginning_len,
	const char *ptr, size_t len);

/* LIM_OK: list->word is the next word; LIM_DONE; LIM_E_DAMAGED. */
int wordlist_next(struct wordlist *list);

/* The words of n ≥ 1 lists of one beginning, in order, passages of equal words added up. Non-zero from fn
 * stops and is returned; else LIM_OK, LIM_E_DAMAGED or LIM_E_MEMORY. */
typedef int wordlist_fn(void *ctx, const struct word *word);
int wordlist_each(const char *beginning, size_t beginning_len, const struct lim_slice *values, size_t n,
	wordlist_fn *fn, void *ctx);

/* Several lists of one beginning as one. */
int wordlist_merge(const char *beginning, size_t beginning_len, const struct lim_slice *values, size_t n,
	struct buf *out);

#endif
