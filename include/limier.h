/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Limier: French full-text search that answers with passages.
 *
 * One header, two halves: lim_index_* writes an index directory, lim_searcher_* and lim_search ask it.
 *
 * All text is UTF-8. Offsets and lengths are bytes of UTF-8, ordinals start at 0, lines and ranks at 1.
 * Strings are ended by NUL; a fact that is absent is NULL (or 0 where it is a number).
 *
 * Functions that can fail return an enum lim_status: 0 is success, negative an error, positive a normal
 * event. Their last parameter may be NULL; otherwise it receives the sentence for a human, in the
 * language of the locale (setlocale is the program's business). The library never prints, never exits
 * and reads no environment variable of its own.
 *
 * A searcher is used by one thread at a time; different searchers are independent. Any number of
 * processes may read an index while one writes it.
 */
#ifndef LIMIER_H
#define LIMIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef LIM_API
#define LIM_API __attribute__((visibility("default")))
#endif

#define LIM_VERSION "0.1.0"

/* The version of the library in use, such as "0.1.0"; static. */
LIM_API const char *lim_version(void);

/* ---------------------------------------------------------------- status and errors */

/* One code per thing that a caller could do differently. */
enum lim_status {
	LIM_OK = 0,
	LIM_DONE = 1,		/* an iteration has come to its end */
	LIM_SKIPPED = 2,	/* all done but for some documents, each reported as a problem */
	LIM_E_ARGUMENT = -1,	/* the call itself is wrong: mend the program */
	LIM_E_MEMORY = -2,	/* no memory */
	LIM_E_IO = -3,		/* the system refused to read or write (disk full, permission) */
	LIM_E_NOT_FOUND = -4,	/* no such file, article or index: create it or name another */
	LIM_E_VERSION = -5,	/* written by a newer Limier: upgrade, or index again */
	LIM_E_DAMAGED = -6,	/* the index is not what was written: rebuild it or index again */
	LIM_E_LOCKED = -7,	/* another process writes this index: try again later */
	LIM_E_LIMIT = -8,	/* larger than a ceiling: raise it */
	LIM_E_INPUT = -9,	/* a document is not what it claims to be */
	LIM_E_STOPPED = -10,	/* a callback asked to stop; nothing was changed */
	LIM_E_INTERNAL = -11	/* a fault of Limier: please report it */
};

/* A short, untranslated name of the status, such as "locked"; static. */
LIM_API const char *lim_status_name(int status);

#define LIM_ERROR_SIZE 1024

/* What went wrong: what was being done, on what, why, what to try. Caller's storage. */
struct lim_error {
	int status;
	char message[LIM_ERROR_SIZE];
};

/* Bytes that belong to somebody else; not ended by NUL. */
struct lim_slice {
	const char *ptr;
	size_t len;
};

/* ---------------------------------------------------------------- writing an index */

enum lim_format {
	LIM_FORMAT_AUTO,	/* readers bid on name and first bytes */
	LIM_FORMAT_TEXT,
	LIM_FORMAT_MARKDOWN,
	LIM_FORMAT_HTML,
	LIM_FORMAT_JSONL
};

/* A document that could not be taken in, or something wrong in an index. Valid during the callback. */
struct lim_problem {
	const char *path;	/* file or article as bytes of the file system: may be anything but NUL */
	size_t line;		/* 1-based line within it, or 0 */
	const char *reason;	/* a sentence for a human */
};

enum lim_stage { LIM_STAGE_SCAN, LIM_STAGE_READ, LIM_STAGE_WRITE };

/* How far a run has come. Valid during the callback. */
struct lim_progress {
	enum lim_stage stage;
	uint64_t done;		/* files, or articles for a rebuild */
	uint64_t total;		/* 0: not yet known */
	uint64_t bytes;		/* bytes of source files read so far */
};

#define LIM_MEMORY_DEFAULT ((size_t)256 << 20)

/*
 * How a run goes about it; zero is the default of everything, NULL means all defaults.
 * The callbacks may be called from any thread of the run, but never two at once.
 */
struct lim_index_options {
	size_t memory;		/* bytes the run may hold; 0: LIM_MEMORY_DEFAULT. At least 16 MiB is used */
	unsigned jobs;		/* workers; 0: one per core */
	enum lim_format format;	/* what the named files are */
	size_t max_file;	/* bytes of the largest file or line taken in; 0: a tenth of memory */
	bool dry_run;		/* say what would be done, write nothing */
	int (*progress)(void *ctx, const struct lim_progress *);	/* non-zero stops the run */
	void (*problem)(void *ctx, const struct lim_problem *);
	void *ctx;		/* given back to the callbacks */
};

/* What a run did. */
struct lim_summary {
	uint64_t added, replaced, removed, unchanged, skipped;	/* articles */
	uint64_t passages;	/* written */
	uint64_t bytes;		/* of extracted text written */
	double seconds;		/* wall clock */
};

/*
 * Brings the index directory (created where missing) up to date with files and folders. Folders are
 * walked; what has not changed is skipped, what changed is replaced, what has gone from a named folder
 * is removed. All of it becomes visible at once, or not at all.
 * An article's id is its absolute path; in JSON lines it is the line's "id".
 * Returns LIM_OK, LIM_SKIPPED, or an error: then the index is as it was.
 */
LIM_API int lim_index_add(const char *dir, const char *const *paths, size_t n_paths,
	const struct lim_index_options *options, struct lim_summary *summary, struct lim_error *err);

/* An article made by a program. id and text are needed; the rest may be NULL. */
struct lim_article {
	const char *id;		/* unique in the index; an article of the same id is replaced */
	const char *title;
	const char *author;
	const char *date;	/* ISO 8601: "2021-11-16", "2021-11", "2021" */
	const char *url;
	const char *text;	/* paragraphs apart by empty lines; invalid bytes become U+FFFD */
	size_t text_len;	/* bytes; 0: text is ended by NUL */
};

/*
 * Adds or replaces articles that a callback hands out: next fills *article, whose strings have to stay
 * valid until it is called again, and returns LIM_OK; LIM_DONE when there are no more; an error to stop.
 */
LIM_API int lim_index_add_articles(const char *dir, int (*next)(void *ctx, struct lim_article *article),
	void *ctx, const struct lim_index_options *options, struct lim_summary *summary,
	struct lim_error *err);

/*
 * Takes articles out, named by id, by path, or by a folder above them. A name that matches nothing is
 * reported as a problem and makes the result LIM_SKIPPED.
 */
LIM_API int lim_index_remove(const char *dir, const char *const *names, size_t n_names,
	const struct lim_index_options *options, struct lim_summary *summary, struct lim_error *err);

/* Makes the index as small and fast as it gets: one segment, the deleted purged. */
LIM_API int lim_index_optimize(const char *dir, const struct lim_index_options *options,
	struct lim_error *err);

/* Makes the index anew from its own stored text; needed when the analysis of a newer Limier differs. */
LIM_API int lim_index_rebuild(const char *dir, const struct lim_index_options *options,
	struct lim_summary *summary, struct lim_error *err);

/* Verifies everything; each fault is a problem. Returns LIM_OK, LIM_E_DAMAGED, or another error. */
LIM_API int lim_index_check(const char *dir, const struct lim_index_options *options,
	struct lim_error *err);

struct lim_index_status {
	uint64_t articles, passages;
	uint64_t deleted;	/* passages deleted but not yet purged */
	uint64_t segments;
	uint64_t bytes;		/* on disk */
	uint64_t text_bytes;	/* of the articles' extracted text */
	uint64_t generation;	/* commits so far */
	unsigned format_version, analysis_version;
	char created_by[32];	/* the version that made the last commit */
	char backend[64];	/* the engine underneath */
};

LIM_API int lim_index_status(const char *dir, struct lim_index_status *status, struct lim_error *err);

/* ---------------------------------------------------------------- asking */

struct lim_searcher;

/*
 * Opens a snapshot of one or several indexes, asked as one. What is committed later is seen only by
 * searchers opened later. *searcher is NULL after an error.
 */
LIM_API int lim_searcher_open(const char *const *dirs, size_t n_dirs, struct lim_searcher **searcher,
	struct lim_error *err);

LIM_API void lim_searcher_close(struct lim_searcher *searcher);

enum lim_rank {
	LIM_RANK_FULL,		/* first stage, then the best passages' own text decides */
	LIM_RANK_FAST		/* first stage alone: the weights stored in the index */
};

struct lim_search_options {
	size_t count;		/* passages wanted */
	size_t offset;		/* of the first one wanted */
	size_t pool;		/* passages that the second stage reads; 0: chosen by Limier */
	enum lim_rank rank;
	bool group_articles;	/* at most one passage per article */
	bool explain;		/* fill in stages and features */
};

#define LIM_SEARCH_OPTIONS_DEFAULT { 10, 0, 0, LIM_RANK_FULL, false, false }

struct lim_span {
	size_t start, len;
};

/* What one feature gave to a score: value × weight. */
struct lim_feature {
	const char *name;	/* static */
	double value, weight;
};

/* A passage that says nearly the same as a better one. */
struct lim_copy {
	const char *id, *path;	/* of its article */
	size_t ordinal;		/* in its article */
};

/* One passage that answers. */
struct lim_hit {
	size_t rank;		/* 1-based */
	double score;		/* higher is better; comparable within one answer only */
	const char *id, *path, *title, *author, *date, *url;	/* of the article */
	size_t ordinal;		/* of the passage in its article */
	size_t start, end;	/* the passage in the article's extracted text */
	size_t line;		/* in the source file; 0 where lines mean nothing */
	const char *heading;	/* the nearest one above the passage */
	const char *text;	/* the passage itself: text_len = end - start bytes, and a NUL */
	size_t text_len;
	struct lim_span snippet;	/* the best part of text to show */
	const struct lim_span *highlights;	/* words of text that answer the query, ascending */
	size_t n_highlights;
	const struct lim_feature *features;	/* with explain */
	size_t n_features;
	const struct lim_copy *also;	/* copies that ranked close behind and are no hits themselves */
	size_t n_also;
};

/* What one stage made of the query; with explain. */
struct lim_explanation {
	const char *stage;	/* "parse", "analyze", "plan", …; static */
	const char *text;	/* lines */
};

struct lim_results {
	const struct lim_hit *hits;
	size_t n_hits;
	uint64_t total;		/* passages that match */
	double took_ms;		/* wall clock */
	const char *const *warnings;	/* what of the query was not understood, for a human */
	size_t n_warnings;
	const char *suggestion;	/* a better spelling of the query, or NULL */
	const struct lim_explanation *explanations;
	size_t n_explanations;
	bool total_estimated;	/* total is an estimate: counting would have cost more than answering */
};

/*
 * Answers a query in Limier's query language. len is in bytes. Nothing in a query is an error: what is
 * not understood is searched as words, with a warning. options NULL: the defaults.
 * *results belongs to the caller (lim_results_free), is valid without the searcher, and is NULL after
 * an error. Nothing found is LIM_OK with no hits.
 */
LIM_API int lim_search(struct lim_searcher *searcher, const char *query, size_t len,
	const struct lim_search_options *options, struct lim_results **results, struct lim_error *err);

/*
 * Passages like a text: its most telling words are searched, those that are frequent in it and rare
 * elsewhere. text of len bytes; NULL: the text of the article id, as it is in the index. Passages of the
 * article id (NULL: of none) are not among the answers. Otherwise as lim_search. LIM_E_NOT_FOUND: text is
 * NULL and there is no such article.
 */
LIM_API int lim_search_similar(struct lim_searcher *searcher, const char *id, const char *text,
	size_t len, const struct lim_search_options *options, struct lim_results **results,
	struct lim_error *err);

LIM_API void lim_results_free(struct lim_results *results);

/* The number of passages that match, exactly, without ranking them. */
LIM_API int lim_count(struct lim_searcher *searcher, const char *query, size_t len, uint64_t *count,
	struct lim_error *err);

#ifdef __cplusplus
}
#endif

#endif
