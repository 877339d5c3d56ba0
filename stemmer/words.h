/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the words of a text are: chunks, each as long as one reading of it needs. A chunk is a run
 * of letters, marks and digits, with those that hang on it by an apostrophe, a hyphen, a point, @
 * or _ (l'arc-en-ciel, O.N.U., nom@exemple.fr); stemmer/reading takes it apart.
 */
#ifndef STEMMER_WORDS_H
#define STEMMER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The first byte at or behind pos where a chunk begins; len where there is none. */
size_t words_find(const char *text, size_t len, size_t pos);

/* Bytes of the chunk that begins at start, at least 1. Nothing is hung on a chunk that has
 * WORDS_CHUNK bytes already, so that it has few parts; no run of letters passes WORDS_RUN, a longer
 * one goes on as another word. */
size_t words_length(const char *text, size_t len, size_t start);

/* Bytes of the run of letters, marks and digits (no joiner) that begins at start. */
size_t words_run(const char *text, size_t len, size_t start);

/* Whether a chunk ends with "art." or "arts.", which words_length lets it do in front of the number of
 * an article only. */
bool words_is_article(const char *chunk, size_t len);

#define WORDS_CHUNK 128
#define WORDS_RUN ((size_t)1 << 30)

#endif
