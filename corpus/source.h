/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A path → documents. Compression is peeled off, the encoding found out, and the reader that bids
 * highest on the name and the first bytes does the rest.
 */
#ifndef CORPUS_SOURCE_H
#define CORPUS_SOURCE_H

#include "corpus/document.h"

struct source;

/*
 * Opens a file. Messages do not name it: the caller does. format: what it is, or LIM_FORMAT_AUTO.
 * max: ceiling in bytes of one document (the file unpacked, or one JSON line).
 * LIM_OK; LIM_E_INPUT: not a document (binary, empty, broken gzip), with the reason; LIM_E_LIMIT:
 * over the ceiling; LIM_E_NOT_FOUND, LIM_E_IO, LIM_E_MEMORY.
 */
int source_open(const char *path, enum lim_format format, size_t max, struct source **source,
	struct lim_error *err);
void source_close(struct source *source);

/* Whether the file holds many articles, one after another (JSON lines). */
bool source_is_many(const struct source *source);

/* Of a file that holds one article: the hash its document will have, known before it is parsed. */
uint64_t source_hash(const struct source *source);

/* Of one that holds many: something went wrong on the way, and what comes behind it is not known. */
bool source_is_broken(const struct source *source);

/* Bytes of the file read so far, as they lie on disk. */
uint64_t source_bytes(const struct source *source);

/*
 * Reads the next article into doc (reset first). LIM_OK; LIM_DONE: no more; LIM_E_INPUT or
 * LIM_E_LIMIT: this one cannot be read, *line says where (0: unknown), the next call goes on
 * behind it; anything else ends the source.
 */
int source_next(struct source *source, struct document *doc, size_t *line, struct lim_error *err);

#endif
