/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A snapshot of one or several indexes, read as one. Used by one thread at a time. */
#ifndef STORE_READER_H
#define STORE_READER_H

#include "base/arena.h"
#include "store/store.h"

struct reader;

/* A passage of the snapshot. */
struct passage_ref {
	uint32_t shard;		/* counts the segments of all indexes */
	uint32_t id;		/* in its segment, from 1 */
};

/*
 * analysis: the version that queries are analysed with; an index made with another one is refused with
 * LIM_E_VERSION (message: limier-index rebuild); 0 takes any. The same directory named twice counts once.
 * LIM_E_NOT_FOUND: no index there (message says how to make one); LIM_E_VERSION, LIM_E_DAMAGED, LIM_E_IO.
 * A commit between reading manifest and opening segments is noticed, and opening tried again.
 */
int reader_open(const char *const *dirs, size_t n, unsigned analysis, struct reader **reader,
	struct lim_error *err);
void reader_close(struct reader *reader);

/* Live passages, and all that have postings (the N of inverse document frequency). */
uint64_t reader_passages(const struct reader *reader);
uint64_t reader_documents(const struct reader *reader);

/* The passage itself; its slices are copied into the arena. LIM_E_NOT_FOUND, LIM_E_DAMAGED. */
int reader_passage(struct reader *reader, struct passage_ref ref, struct arena *arena,
	struct store_passage *passage, struct lim_error *err);

/* The article of a passage (of which the ordinal is known): its strings, which go into the arena. The
 * numbers are left 0: a catalogue has them. */
int reader_article(struct reader *reader, struct passage_ref ref, uint32_t ordinal,
	struct arena *arena, struct store_article *article, struct lim_error *err);

/* In how many passages a term stands (deleted ones included until they are purged); 0: in none. */
int reader_frequency(struct reader *reader, enum store_field field, const char *term, size_t len,
	uint32_t *passages, struct lim_error *err);

/* A word of the vocabulary; valid during the call that it is given to. */
struct reader_word {
	struct lim_slice written;	/* normalised, accents kept */
	struct lim_slice folded;
	uint32_t letters;		/* a bit for each of a … z that is in folded */
	uint64_t passages;
};

/* Non-zero stops, and is returned by what called. */
typedef int reader_word_fn(void *ctx, const struct reader_word *word);

/*
 * The words whose folded form begins with prefix (folded), with the number of passages they stand in;
 * ascending by folded form, each once. Those with two letters in common are kept in memory, up to a ceiling,
 * and not read again. fn must not ask for words.
 */
int reader_words(struct reader *reader, const char *prefix, size_t len, reader_word_fn *fn, void *ctx,
	struct lim_error *err);

/* The bits of struct reader_word.letters for a text. */
uint32_t reader_word_letters(const char *text, size_t len);

#endif
