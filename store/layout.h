/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies where in an index. Only this room includes this file.
 *
 * An index is a directory of immutable files and one replaceable one: XAPIANDB, the manifest, which is
 * a Xapian stub file. Replacing it is the commit.
 */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

/* Changes when an older Limier could not read what a newer one writes. */
#define FORMAT_VERSION 1

#define MANIFEST_NAME "XAPIANDB"
#define LOCK_NAME "lock"
#define SEGMENT_PREFIX "seg-"
#define DEAD_PREFIX "dead-"

/* Value slots. Slots 3 and up are set on an article's first passage only. */
enum slot {
	SLOT_ARTICLE_KEY = 0,	/* 6 bytes of a hash of the id: passages of one article collapse by it */
	SLOT_DATE = 1,		/* "20211116", as precise as known: "202111", "2021" */
	SLOT_SIGNATURE = 2,	/* one byte per token that is no stop word: a hash of its term */
	SLOT_STAMP = 3,		/* varints: passages, text bytes, mtime ns, size, flags; then 8 bytes hash */
	SLOT_ID = 4,		/* the id, only where it is not the path */
	SLOT_PATH = 5,
	SLOT_TITLE = 6,
	SLOT_AUTHOR = 7,
	SLOT_URL = 8
};

/* Metadata: 'W' and the first three folded characters of words → the words so beginning. */
#define VOCABULARY_PREFIX 'W'
#define META_FORMAT "limier-format"
#define META_ANALYSIS "limier-analysis"

/* Bytes of text that share one deflated block: 6 to 8 KB compress well and open quickly. */
#define TEXT_BLOCK 7000

#endif
