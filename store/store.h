/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The things that are kept: what writer and reader have in common. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limier.h"

/* Where a term stands; the store knows the prefix of each. */
enum store_field {
	FIELD_TEXT,	/* stems of the passage, and of its title and heading */
	FIELD_TITLE,	/* stems of the title */
	FIELD_AUTHOR,	/* folded words of the author */
	FIELD_TYPE,	/* "text", "markdown", "html", "jsonl"; with the next two, see place.h */
	FIELD_FOLDER,	/* folded names of the folders above the file, the root's first */
	FIELD_EXTENSION	/* of the file name, lower case, without the dot */
};

struct store_term {
	struct lim_slice term;
	enum store_field field;
};

#define STORE_HASH UINT64_C(0xffffffffff)

/* An article's facts. Absent strings are NULL; they belong to the caller (writer) or an arena (reader). */
struct store_article {
	const char *id;		/* NULL: the path is the id (writer); never NULL (reader) */
	const char *path;	/* absolute path of the source file; NULL: made by a program */
	const char *title, *author, *url;
	const char *date;	/* ISO 8601: "2021-11-16", "2021-11", "2021" */
	uint64_t mtime;		/* nanoseconds since 1970; 0: unknown */
	uint64_t size;		/* bytes of the source file */
	uint64_t hash;		/* of the bytes the article was made from: its lower 40 bits are kept */
	bool many;		/* the source file holds many articles */
	uint32_t passages;	/* set by the store */
	uint64_t text_bytes;	/* set by the store */
};

/* One passage: one document of the engine. */
struct store_passage {
	uint32_t ordinal;	/* in its article, from 0 */
	uint64_t start;		/* byte of the article's text */
	uint64_t line;		/* 1-based, 0: none */
	struct lim_slice heading;	/* empty: none */
	struct lim_slice text;
};

#endif
