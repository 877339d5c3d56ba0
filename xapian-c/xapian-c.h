/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian-c: the Xapian search engine for programs written in C.
 *
 * Conventions, true for every function unless it says otherwise:
 *
 * Status.   Functions return an enum xc_status: 0 is success, a positive number a normal event, a
 *           negative one an error. `err` is always last, may be NULL, and is written only on error,
 *           so that one struct xc_error can serve a whole series of calls.
 * Bytes.    Terms, values, keys and data are bytes with a length, zero bytes included. Paths are C
 *           strings.
 * Output.   Output arguments are untouched on error, except that handles are set to NULL.
 * Shards.   A database opened from n directories has the shards 0 … n-1, in the order given. Where
 *           a function takes a shard, document ids are local to that shard; with XC_ALL they are
 *           those of the whole. Ids start at 1; 0 is never a document.
 * Callback. Returning non-zero stops the iteration; the function then returns XC_STOPPED. Pointers
 *           handed to a callback are valid until it returns. A callback may call this library, but
 *           must leave by returning: no longjmp, no C++ exception.
 * Threads.  Different handles may be used by different threads at once; a database with its value
 *           readers, a builder, a query with its copies and everything combined from them by one
 *           thread at a time. Id lists may be used by several at once.
 */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined __GNUC__
#define XC_API __attribute__((visibility("default")))
#else
#define XC_API
#endif

/* Seen from C++, too, an enumeration has to hold whatever number a caller may pass. */
#ifdef __cplusplus
#define XC_BASE : int
#else
#define XC_BASE
#endif

#define XC_VERSION "0.1.0"

/* Terms and metadata keys are this long at most; a zero byte counts twice in a term. */
#define XC_MAX_TERM 245
/* In place of a shard: the whole. */
#define XC_ALL ((size_t)-1)

/* The version of this library, of the Xapian it runs with: static strings such as "1.4.22". */
XC_API const char *xc_version(void);
XC_API const char *xc_xapian_version(void);

/* ---- Status and errors ------------------------------------------------------------------- */

enum xc_status {
	XC_OK = 0,
	XC_STOPPED = 1,          /* a callback asked to stop */
	XC_NONE = 2,             /* there is no such thing: key or term without entry */
	XC_E_ARGUMENT = -1,      /* the caller's mistake; the message says which */
	XC_E_MEMORY = -2,
	XC_E_IO = -3,            /* the system's words are part of the message: disk full, … */
	XC_E_NOT_FOUND = -4,     /* no such database, no such document */
	XC_E_DAMAGED = -5,       /* the files contradict themselves */
	XC_E_VERSION = -6,       /* files of a format that this Xapian does not know */
	XC_E_LOCKED = -7,        /* somebody else writes */
	XC_E_MODIFIED = -8,      /* changed under a reader: open again */
	XC_E_LIMIT = -9,         /* more than the format or this library can hold */
	XC_E_UNSUPPORTED = -10,  /* this kind of database cannot do that */
	XC_E_INTERNAL = -11      /* a fault of this library or of Xapian */
};

struct xc_error {
	int status;
	char message[512]; /* what was done, on what, why it failed; English, no line end */
};
/* A few words for a status, in English; a static string, also for unknown numbers. */
XC_API const char *xc_status_name(int status);

/* ---- Bytes ------------------------------------------------------------------------------- */

/* Borrowed bytes. */
struct xc_slice {
	const char *data;
	size_t len;
};

/*
 * A buffer that the caller owns and the library fills: start with {0}, use it again as often as
 * wanted, end with xc_bytes_done. A zero byte follows the content and is not counted.
 */
struct xc_bytes {
	char *data; /* NULL before the first use */
	size_t len;
	size_t capacity;
};

/* Replaces or prolongs the content. XC_E_MEMORY: content unchanged. */
XC_API int xc_bytes_set(struct xc_bytes *b, const void *data, size_t len);
XC_API int xc_bytes_append(struct xc_bytes *b, const void *data, size_t len);
/* Frees the memory and makes *b {0} again. */
XC_API void xc_bytes_done(struct xc_bytes *b);

/* ---- Databases, reading ------------------------------------------------------------------ */

struct xc_database;

struct xc_stats {
	uint32_t documents;
	uint32_t last_docid;     /* 0: no document was ever added */
	uint64_t total_length;   /* sum of the wdf of all postings */
	double average_length;   /* 0 when empty */
	char uuid[37];           /* of one shard, text form; "" for XC_ALL */
};

/*
 * Opens n directories as one database, as it is now: later commits of a writer are not seen. n = 0
 * gives an empty database in which every search finds nothing.
 * XC_E_NOT_FOUND, XC_E_VERSION, XC_E_DAMAGED, XC_E_IO: about one of the paths, which is named.
 * XC_E_ARGUMENT: a path is a stub file of several databases; open these one by one.
 */
XC_API int xc_database_open(const char *const *paths, size_t n, struct xc_database **db,
	struct xc_error *err);
/* Results, queries and id lists made with db stay valid; value readers do not. NULL is allowed. */
XC_API void xc_database_close(struct xc_database *db);

XC_API size_t xc_database_shards(const struct xc_database *db);
XC_API int xc_database_stats(const struct xc_database *db, size_t shard, struct xc_stats *stats,
	struct xc_error *err);

/*
 * Between an id of the whole and an id in a shard: the ids of n shards are interleaved, so that
 * global = (local - 1) × n + shard + 1. Split of id 0 or in a database without shards gives local
 * 0; join gives 0 when the shard does not exist or the id would not fit.
 */
XC_API void xc_docid_split(const struct xc_database *db, uint32_t docid, size_t *shard,
	uint32_t *local);
XC_API uint32_t xc_docid_join(const struct xc_database *db, size_t shard, uint32_t local);

/* Content of one document, into *out. XC_E_NOT_FOUND: no such document. No data: length 0. */
XC_API int xc_database_data(const struct xc_database *db, size_t shard, uint32_t docid,
	struct xc_bytes *out, struct xc_error *err);
/*
 * Data of the last document up to docid that has any; its id goes to *found. XC_NONE: there is none.
 * Of one shard; quick in databases of a format that this library knows. out NULL: only the id.
 */
XC_API int xc_database_last_data(const struct xc_database *db, size_t shard, uint32_t docid,
	uint32_t *found, struct xc_bytes *out, struct xc_error *err);
/* A value that was not set has length 0. For values of many documents use a value reader. */
XC_API int xc_database_value(const struct xc_database *db, size_t shard, uint32_t docid,
	uint32_t slot, struct xc_bytes *out, struct xc_error *err);
/* Sum of the document's wdf. */
XC_API int xc_database_length(const struct xc_database *db, size_t shard, uint32_t docid,
	uint32_t *length, struct xc_error *err);

/* XC_NONE, and *out emptied: no such key. XC_ALL: the first shard that has it. */
XC_API int xc_database_metadata(const struct xc_database *db, size_t shard, const char *key,
	size_t key_len, struct xc_bytes *out, struct xc_error *err);

/*
 * In how many documents a term occurs, and the sum of its wdf; either pointer may be NULL. XC_NONE,
 * and zeros: the term does not occur.
 */
XC_API int xc_database_term_freq(const struct xc_database *db, size_t shard, const char *term,
	size_t len, uint32_t *documents, uint64_t *occurrences, struct xc_error *err);

typedef int xc_metadata_fn(void *ctx, const char *key, size_t key_len, const char *value,
	size_t value_len);
typedef int xc_term_fn(void *ctx, const char *term, size_t len, uint32_t documents);
typedef int xc_posting_fn(void *ctx, uint32_t docid, uint32_t wdf);
typedef int xc_value_fn(void *ctx, uint32_t docid, const char *value, size_t len);

/*
 * The metadata whose keys begin with prefix (length 0: all), keys ascending as bytes. XC_ALL: one
 * shard after the other, a key may come again.
 */
XC_API int xc_database_each_metadata(const struct xc_database *db, size_t shard,
	const char *prefix, size_t prefix_len, xc_metadata_fn *fn, void *ctx,
	struct xc_error *err);
/* The terms that begin with prefix (length 0: all), ascending as bytes. */
XC_API int xc_database_each_term(const struct xc_database *db, size_t shard, const char *prefix,
	size_t prefix_len, xc_term_fn *fn, void *ctx, struct xc_error *err);
/* The documents that have a term, ascending. Length 0: all documents, with wdf 1. */
XC_API int xc_database_each_posting(const struct xc_database *db, size_t shard, const char *term,
	size_t len, xc_posting_fn *fn, void *ctx, struct xc_error *err);
/* The documents that have a value in the slot, ascending: one pass over a compact stream. */
XC_API int xc_database_each_value(const struct xc_database *db, size_t shard, uint32_t slot,
	xc_value_fn *fn, void *ctx, struct xc_error *err);

/*
 * Values of one slot for documents asked for in ascending order: each step goes on from the last.
 * Going back is allowed and costs a new start. Close the reader before its database.
 */
struct xc_value_reader;
XC_API int xc_value_reader_open(const struct xc_database *db, size_t shard, uint32_t slot,
	struct xc_value_reader **reader, struct xc_error *err);
/* *value is valid until the next call on this reader. No value, no document: length 0. */
XC_API int xc_value_reader_get(struct xc_value_reader *reader, uint32_t docid,
	struct xc_slice *value, struct xc_error *err);
XC_API void xc_value_reader_close(struct xc_value_reader *reader);

/* ---- Building ---------------------------------------------------------------------------- */

struct xc_term {
	const char *text;
	size_t len;   /* 1 … XC_MAX_TERM, each zero byte counted twice */
	uint32_t wdf; /* 0 is allowed; the wdf of a term named twice is added up */
	/* NULL, or a place, 0 at first, that the caller keeps for this term as long as the builder
	 * lives: what the builder notes there saves looking the term up when it comes again. */
	uint32_t *memo;
};

struct xc_value {
	uint32_t slot;    /* of a slot named twice, the last one stays */
	const char *data; /* an empty value is the same as none */
	size_t len;
};

struct xc_document {
	const struct xc_term *terms; /* in any order */
	size_t n_terms;
	const struct xc_value *values;
	size_t n_values;
	const char *data;
	size_t data_len;
};

/* Both give databases of the same content, in Xapian's format "glass". */
enum xc_writer XC_BASE {
	XC_WRITER_AUTO = 0, /* direct where the running Xapian is known to read it, else API */
	XC_WRITER_DIRECT,   /* writes the files itself: a fraction of the time, smaller files */
	XC_WRITER_API       /* goes through Xapian's own functions */
};

/* All zero, or NULL: the defaults. */
struct xc_builder_options {
	size_t memory_limit;     /* bytes for what is not on disk yet, roughly; 0: 64 MB */
	uint32_t part_documents; /* so many are set aside on the disk at the latest; 0: 2000 by API */
	enum xc_writer writer;
	int data_as_given;       /* non-zero: data is not deflated as Xapian does; by API it is */
};

struct xc_builder;

/*
 * Begins a new database, with neither positions nor a term list: it can be searched and compacted, but
 * its documents cannot be changed. Nothing is at `path` before xc_builder_finish succeeds; till then all
 * is in a directory beside it, `path` + ".tmp-" + six characters, which a crash leaves behind.
 * XC_E_ARGUMENT: path exists. XC_E_NOT_FOUND, XC_E_IO: its folder is missing or cannot be written.
 * XC_E_UNSUPPORTED: XC_WRITER_DIRECT, and Xapian is of a series that is not known to read it.
 */
XC_API int xc_builder_new(const char *path, const struct xc_builder_options *options,
	struct xc_builder **builder, struct xc_error *err);
/*
 * Adds a document; its id, 1, 2, 3…, goes to *docid unless that is NULL. Everything is copied.
 * XC_E_ARGUMENT, XC_E_LIMIT: the document was refused as a whole; the builder is as before. After
 * any other error only xc_builder_free is left to do.
 */
XC_API int xc_builder_add(struct xc_builder *builder, const struct xc_document *doc, uint32_t *docid,
	struct xc_error *err);
/* Sets metadata; neither key nor value may be empty. Of a key set twice the last value stays. */
XC_API int xc_builder_set_metadata(struct xc_builder *builder, const char *key, size_t key_len,
	const char *value, size_t value_len, struct xc_error *err);
/* Writes the database, brings it to the disk (fsync) and renames it to its place. The builder can then
 * only be freed, also after an error. XC_E_LIMIT: the wdf of a term add up to more than 32 bits. */
XC_API int xc_builder_finish(struct xc_builder *builder, struct xc_error *err);
/*
 * What to store under a key of metadata that several databases have: n ≥ 2 values, in their order; the
 * answer goes to *out (empty: the key is left out). Non-zero ends all with XC_STOPPED.
 */
typedef int xc_merge_fn(void *ctx, const char *key, size_t key_len, const struct xc_slice *values,
	size_t n, struct xc_bytes *out);
/*
 * As xc_builder_finish for n ≥ 1 builders: one database at the place of the first, the documents of each
 * behind those of the one before. merge NULL: the first value of a key stays. XC_E_UNSUPPORTED: one of
 * several writes through Xapian's API, or they have too many documents; they are as before.
 */
XC_API int xc_builder_finish_all(struct xc_builder *const *builders, size_t n, xc_merge_fn *merge, void *ctx,
	struct xc_error *err);
/* Frees the builder and removes the files of an unfinished one. NULL is allowed. */
XC_API void xc_builder_free(struct xc_builder *builder);

/* ---- Compaction and checking ------------------------------------------------------------- */

struct xc_data;
/* Is given all data, ids ascending, in the end the id 0: what it puts, ids ascending too, is stored in
 * its place. Non-zero: stop. */
typedef int xc_data_fn(void *ctx, uint32_t docid, const char *data, size_t len, struct xc_data *out);
XC_API int xc_data_put(struct xc_data *out, uint32_t docid, const char *data, size_t len,
	struct xc_error *err);

struct xc_compact_options {
	int keep_ids; /* non-zero: ids stay; the ranges of the sources must not overlap */
	enum xc_writer writer; /* directly: what this library has made; as dense as one builder's */
	xc_data_fn *data;      /* NULL: it stays as it is; by API it always does */
	void *data_ctx;
	int data_as_given;     /* of what data puts; see xc_builder_options */
};

/*
 * Joins n ≥ 1 databases into a new one at target, as xc_builder_finish_all does builders. options NULL: the
 * defaults. Files reach the disk and their place as with xc_builder_finish; on error nothing is left.
 */
XC_API int xc_compact(const char *const *paths, size_t n, const char *target,
	const struct xc_compact_options *options, xc_merge_fn *merge, void *ctx, struct xc_error *err);

typedef int xc_report_fn(void *ctx, const char *text, size_t len);
/*
 * Verifies a database. *faults: number of faults found, 0 is sound. sink, unless NULL, receives
 * Xapian's report in lines; it may be called before an error is returned. XC_E_DAMAGED: too damaged
 * for a full check.
 */
XC_API int xc_check(const char *path, xc_report_fn *sink, void *ctx, size_t *faults,
	struct xc_error *err);

/* ---- Lists of ids, candidates ------------------------------------------------------------ */

struct xc_id_list {
	const uint32_t *docids; /* local to the shard, strictly ascending */
	size_t n;
};

struct xc_ids;
/*
 * Sorted ids per shard: lists[i] belongs to shard i; shards from n on have none. Copied and
 * verified once, to be used in many searches. XC_E_ARGUMENT: not ascending, or an id is 0. What
 * uses a list outlives it; xc_ids_free allows NULL.
 */
XC_API int xc_ids_new(const struct xc_id_list *lists, size_t n, struct xc_ids **ids,
	struct xc_error *err);
XC_API void xc_ids_free(struct xc_ids *ids);

/* A document that a callback is asked about. Valid during the callback. */
struct xc_candidate {
	size_t shard;
	uint32_t local; /* id in the shard */
	uint32_t docid; /* id in the whole */
	uint32_t stands_for; /* so many documents, see light_each; else 1 */
};

/*
 * A value of the candidate; quick as candidates come, by ascending ids. *value is valid until the
 * callback returns or asks for the same slot again. An error makes the search fail in any case.
 */
XC_API int xc_candidate_value(const struct xc_candidate *candidate, uint32_t slot,
	struct xc_slice *value);

/* Positive: keep the document. 0: drop it. Negative: stop, the search returns XC_STOPPED. */
typedef int xc_filter_fn(void *ctx, const struct xc_candidate *candidate);

/* ---- Queries ----------------------------------------------------------------------------- */

/*
 * Functions that build a query return it, or NULL with *err set. Those that combine take over the
 * queries given to them, also when they fail: never free these. A NULL among them makes the result
 * NULL and leaves the *err of its own failure alone, so calls can be nested and only the outermost
 * result needs a look. To use a query twice, combine a copy.
 *
 *	struct xc_query *q = xc_query_pair(XC_AND_NOT, xc_query_term("chat", 4, 1, &err),
 *		xc_query_term("chien", 5, 1, &err), &err);
 */
struct xc_query;

enum xc_op XC_BASE {
	XC_AND,
	XC_OR,
	XC_AND_NOT,   /* the first without what the others match */
	XC_AND_MAYBE, /* what the first matches; the others only add weight */
	XC_FILTER,    /* what all match; only the first gives weight */
	XC_SYNONYM,   /* as XC_OR, weighted as if all were one term */
	XC_FIRST      /* as XC_OR, but only the first that matches gives weight; see XC_FIRST_MAX */
};

#define XC_FIRST_MAX 6 /* of more children than this, XC_FIRST is XC_OR */

XC_API void xc_query_free(struct xc_query *q); /* NULL is allowed */
XC_API struct xc_query *xc_query_copy(const struct xc_query *q, struct xc_error *err);

/* wqf: the term's frequency in the query, normally 1. */
XC_API struct xc_query *xc_query_term(const char *term, size_t len, uint32_t wqf,
	struct xc_error *err);
XC_API struct xc_query *xc_query_all(struct xc_error *err);
XC_API struct xc_query *xc_query_nothing(struct xc_error *err);
/*
 * Documents whose value is ≥ begin and ≤ end as bytes; a NULL pointer is an open side. Documents
 * without a value only match when both are open. No weight.
 */
XC_API struct xc_query *xc_query_value_range(uint32_t slot, const char *begin, size_t begin_len,
	const char *end, size_t end_len, struct xc_error *err);
/*
 * The documents of the list that db has; for searches in db only, whose shards must not be twice
 * the same database. No weight. Both may be closed or freed before the query.
 */
XC_API struct xc_query *xc_query_ids(const struct xc_database *db, const struct xc_ids *ids,
	struct xc_error *err);

/* n = 1 gives the child, n = 0 a query that matches nothing. */
XC_API struct xc_query *xc_query_combine(enum xc_op op, struct xc_query *const *queries, size_t n,
	struct xc_error *err);
XC_API struct xc_query *xc_query_pair(enum xc_op op, struct xc_query *a, struct xc_query *b,
	struct xc_error *err);
/* factor ≥ 0; 0 makes the query weightless. */
XC_API struct xc_query *xc_query_scale(struct xc_query *q, double factor, struct xc_error *err);
/*
 * What q matches and fn keeps; for searches in db only, whose shards must not be twice the same
 * database. fn is asked about documents that the rest of the query's conditions match, cheapest
 * conditions first; not necessarily about each once, and where q matches nearly everything also
 * about some that it does not match: the answer may depend on nothing but the document. When only
 * the result as a whole is to be filtered, the filter of xc_search asks less.
 */
XC_API struct xc_query *xc_query_check(const struct xc_database *db, struct xc_query *q,
	xc_filter_fn *fn, void *ctx, struct xc_error *err);

/* Xapian's description, for people; terms are shown as they are. */
XC_API int xc_query_describe(const struct xc_query *q, struct xc_bytes *out,
	struct xc_error *err);

/* ---- Searching --------------------------------------------------------------------------- */

enum xc_weighting XC_BASE {
	XC_BM25 = 0,
	XC_TFIDF,
	XC_BOOL,  /* all weights 0: results in order of ids */
	XC_COORD  /* one point for each term that matches */
};

/* The names are those of the literature; Xapian's defaults are 1, 0, 1, 0.5, 0.5. */
struct xc_bm25 {
	double k1, k2, k3, b, min_normlen;
};

/* Both find the same. */
enum xc_matcher XC_BASE {
	XC_MATCHER_AUTO = 0, /* ours where it can, else Xapian's */
	XC_MATCHER_DIRECT,   /* reads the tables itself: several times quicker; XC_E_UNSUPPORTED unless
	                        all is glass, local, XC_TFIDF "nnn" and without XC_SYNONYM */
	XC_MATCHER_XAPIAN
};

/* All zero, or NULL in its place: BM25 and no hits, only counts. */
struct xc_search_options {
	enum xc_matcher matcher;
	enum xc_weighting weighting;
	const struct xc_bm25 *bm25; /* NULL: Xapian's defaults */
	const char *tfidf;          /* three letters for wdf, idf, normalisation; NULL: "ntn" */
	uint32_t offset;            /* hits to pass over */
	uint32_t count;             /* hits wanted at most */
	uint32_t check_at_least;    /* documents to look at, at least, for better counts */
	uint32_t collapse_slot;
	uint32_t collapse_max;      /* at most so many hits with the same value there; 0: all */
	int ties_by_value;          /* non-zero: equal weights by the value of ties_slot, then by id */
	uint32_t ties_slot;
	double min_weight;          /* hits below are left out */
	const struct xc_ids *exclude; /* documents to be treated as absent; NULL: none */
	/* Asked about documents that match, but for those that weigh too little to be among the
	 * hits any more; about each once, shard by shard, ids ascending. NULL: all are kept. Of
	 * those too light that are only counted, it is, as checks are, asked about one in light_each,
	 * which stands for these; 0, with collapse_max, or by Xapian's matcher: about each. */
	xc_filter_fn *filter;
	void *filter_ctx;
	uint32_t light_each;
};

struct xc_hit {
	uint32_t docid; /* in the whole */
	uint32_t local; /* in the shard */
	size_t shard;
	double weight;
	uint32_t collapsed; /* hits folded into this one, at least */
	int tied;           /* non-zero: with ties_by_value, only its id puts it behind the hit before */
};

/* Heaviest first; equal weights by id, ascending, unless ties_by_value says otherwise. */
struct xc_results {
	struct xc_hit *hits;
	size_t n;
	uint32_t lower, estimated, upper; /* how many documents match: bounds and a guess */
	double max_weight;                /* of any document, hit or not */
};

/*
 * XC_STOPPED: a callback stopped it, *results is NULL. XC_E_ARGUMENT: query NULL or made for
 * another database, unknown scheme, or, with exclude or filter, two shards are the same database
 * (their UUIDs are equal). XC_E_MODIFIED: a writer was twice quicker than this reader; open again.
 */
XC_API int xc_search(const struct xc_database *db, const struct xc_query *query,
	const struct xc_search_options *options, struct xc_results **results,
	struct xc_error *err);
XC_API void xc_results_free(struct xc_results *results); /* NULL is allowed */

#ifdef __cplusplus
}
#endif

#endif
