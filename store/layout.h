/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies where in an index. Only this room includes this file.
 *
 * An index is a directory of immutable files and one replaceable one: XAPIANDB, the manifest, which is
 * a Xapian stub file. Replacing it is the commit.
 *
 *	XAPIANDB	see manifest.h
 *	lock		see lock.h
 *	seg-N/		a Xapian database, and with it files of ours, see article.h (which may be replaced by
 *			one with other stamps, see stamps.c), dictionary.h, sums.h
 *	dead-N-G	the ids of seg-N that are deleted as of generation G, see dead.h
 */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

/* Changes when an older Limier could not read what a newer one writes. */
#define FORMAT_VERSION 1

#define MANIFEST_NAME "XAPIANDB"
#define LOCK_NAME "lock"
#define SEGMENT_PREFIX "seg-"
#define DEAD_PREFIX "dead-"
#define ARTICLES_NAME "articles"
#define DICTIONARIES_NAME "dictionaries"
#define SUMS_NAME "sums"

/* Value slots of a passage. */
enum slot {
	SLOT_ARTICLE = 0,	/* ARTICLE_KEY bytes, a hash of the id: puts passages in an order, narrows a
				 * look for an article */
	SLOT_DATE = 1,		/* "20211116", as precise as known: "202111", "2021" */
	SLOT_SIGNATURE = 2	/* see signature.h */
};

/* Of terms that name a place, see place.h. */
#define PLACE_PREFIX 'P'

#define ARTICLE_KEY 2

/* Metadata: 'W' and the first three folded characters of words → the words so beginning. */
#define VOCABULARY_PREFIX 'W'
#define META_FORMAT "limier-format"
#define META_ANALYSIS "limier-analysis"

/*
 * Bytes that share one block, which is the document data of its first passage (the other passages have
 * none). A block of very short passages ends at their number. See block.h, and for what the size costs,
 * pack.h.
 */
#define BLOCK_BYTES 12000
#define BLOCK_PASSAGES 1000

#endif
