/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/searcher.h"

#include <stdlib.h>

#include "base/error.h"

/* Bytes that one query may hold while it is answered. */
#define QUERY_MEMORY ((size_t)512 << 20)
#define KEYS_MEMORY ((size_t)16 << 20)

LIM_API void lim_searcher_close(struct lim_searcher *searcher)
{
	if (!searcher)
		return;
	verifier_done(&searcher->verifier);
	buf_done(&searcher->viewer.folded);
	map_done(&searcher->terms);
	map_done(&searcher->words);
	map_done(&searcher->articles);
	arena_done(&searcher->arena);
	analyzer_free(searcher->analyzer);
	reader_close(searcher->reader);
	free(searcher);
}

LIM_API int lim_searcher_open(const char *const *dirs, size_t n_dirs, struct lim_searcher **out,
	struct lim_error *err)
{
	*out = NULL;
	struct lim_searcher *searcher = calloc(1, sizeof *searcher);
	if (!searcher)
		return error_memory(err);
	arena_init(&searcher->arena, QUERY_MEMORY);
	map_init(&searcher->terms, KEYS_MEMORY);
	map_init(&searcher->words, KEYS_MEMORY);
	map_init(&searcher->articles, KEYS_MEMORY);
	buf_init(&searcher->viewer.folded, (size_t)64 << 10);
	verifier_init(&searcher->verifier, &searcher->viewer);
	int status = reader_open(dirs, n_dirs, ANALYSIS_VERSION, &searcher->reader, err);
	if (status == LIM_OK)
		status = analyzer_new(&searcher->analyzer, err);
	if (status != LIM_OK) {
		lim_searcher_close(searcher);
		return status;
	}
	searcher->viewer.reader = searcher->reader;
	searcher->viewer.analyzer = searcher->analyzer;
	*out = searcher;
	return LIM_OK;
}
