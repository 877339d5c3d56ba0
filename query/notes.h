/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a query was not understood, in sentences for a human. */
#ifndef QUERY_NOTES_H
#define QUERY_NOTES_H

#include "base/arena.h"

#define NOTES_MAX 16

struct notes {
	struct arena *arena;
	const char *texts[NOTES_MAX];	/* in the arena */
	size_t n;
};

void notes_init(struct notes *notes, struct arena *arena);

/* Adds a sentence, once; those beyond NOTES_MAX, or without memory, are dropped. */
void notes_add(struct notes *notes, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How much of a word of len bytes a sentence quotes: for "%.*s". */
int notes_cut(const char *ptr, size_t len);

#endif
