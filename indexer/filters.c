/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/filters.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/grow.h"
#include "base/utf8.h"

/* Bytes of all filter terms of an article; a path is at most a few thousand. */
#define FILTERS_MAX ((size_t)1 << 20)

void filters_init(struct filters *filters)
{
	*filters = (struct filters){0};
	map_init(&filters->seen, FILTERS_MAX);
	buf_init(&filters->key, FILTERS_MAX);
	buf_init(&filters->clean, FILTERS_MAX);
	buf_init(&filters->folded, FILTERS_MAX);
}

void filters_done(struct filters *filters)
{
	free(filters->list);
	map_done(&filters->seen);
	buf_done(&filters->key);
	buf_done(&filters->clean);
	buf_done(&filters->folded);
}

/* Adds a term once; the key of the map is the field and the term. */
static int add_filter(struct filters *filters, enum store_field field, const char *ptr, size_t len)
{
	size_t known = filters->seen.count;
	uint32_t id;
	buf_reset(&filters->key);
	buf_addc(&filters->key, (char)field);
	int status = buf_add(&filters->key, ptr, utf8_cut(ptr, len, TERM_MAX));
	if (status != LIM_OK || filters->key.len == 1)
		return status;
	status = map_put(&filters->seen, filters->key.ptr, filters->key.len, &id);
	if (status != LIM_OK || id < known)
		return status;
	status = GROW(filters->list, filters->cap, filters->n);
	if (status != LIM_OK)
		return status;
	struct lim_slice key = map_key(&filters->seen, id);
	filters->list[filters->n++] = (struct store_term){.term = {key.ptr + 1, key.len - 1},
		.field = field};
	return LIM_OK;
}

/* ptr may be any bytes: such are the names in a file system. */
static int add_folded(struct filters *filters, enum store_field field, const char *ptr, size_t len)
{
	buf_reset(&filters->clean);
	buf_reset(&filters->folded);
	int status = utf8_repair(&filters->clean, ptr, len, NULL);
	if (status == LIM_OK)
		status = analyze_fold(filters->clean.ptr, filters->clean.len, &filters->folded);
	if (status == LIM_OK)
		status = add_filter(filters, field, filters->folded.ptr, filters->folded.len);
	return status;
}

static int add_author_token(void *ctx, const struct token *token)
{
	return add_folded(ctx, FIELD_AUTHOR, token->word.ptr, token->word.len);
}

static int add_folders(struct filters *filters, const char *path, const char *name)
{
	int status = LIM_OK;
	for (const char *end; path < name && status == LIM_OK; path = end + 1) {
		end = memchr(path, '/', (size_t)(name - path));
		status = add_folded(filters, FIELD_FOLDER, path, (size_t)(end - path));
	}
	return status;
}

/* What is compressed has the extension that it had before. */
static int add_extension(struct filters *filters, const char *name)
{
	size_t len = strlen(name);
	if (len > 3 && strcasecmp(name + len - 3, ".gz") == 0)
		len -= 3;
	const char *dot = memrchr(name, '.', len);
	if (!dot || dot == name)
		return LIM_OK;
	return add_folded(filters, FIELD_EXTENSION, dot + 1, (size_t)(name + len - dot - 1));
}

int filters_fill(struct filters *filters, struct analyzer *analyzer,
	const struct store_article *article, const char *type)
{
	int status = LIM_OK;
	map_reset(&filters->seen);
	filters->n = 0;
	if (article->author)
		status = analyze(analyzer, article->author, strlen(article->author),
			ANALYZE_DOCUMENT, add_author_token, filters);
	if (status == LIM_OK && type)
		status = add_filter(filters, FIELD_TYPE, type, strlen(type));
	if (status != LIM_OK || !article->path)
		return status;
	const char *slash = strrchr(article->path, '/');
	const char *name = slash ? slash + 1 : article->path;
	status = add_folders(filters, article->path, name);
	return status != LIM_OK ? status : add_extension(filters, name);
}
