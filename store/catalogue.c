/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"
#include "base/i18n.h"
#include "base/map.h"
#include "store/article.h"
#include "store/catalogue_load.h"

#define NAMES_MAX ((size_t)8 << 30)

/* The first entry that has a name as its id, as its path. */
struct name {
	uint32_t by_id, by_path;
};

struct catalogue {
	struct catalogue_entry *entries;
	size_t n, cap;
	struct map names;	/* ids and paths: mostly the same strings */
	struct name *by_name;
	size_t names_cap;
};

struct catalogue *catalogue_new(void)
{
	struct catalogue *catalogue = calloc(1, sizeof *catalogue);
	if (catalogue)
		map_init(&catalogue->names, NAMES_MAX);
	return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
	if (!catalogue)
		return;
	map_done(&catalogue->names);
	free(catalogue->entries);
	free(catalogue->by_name);
	free(catalogue);
}

static struct name *put_name(struct catalogue *catalogue, const char *string, const char **kept)
{
	uint32_t id;
	size_t known = catalogue->names.count;
	if (GROW(catalogue->by_name, catalogue->names_cap, known) != LIM_OK)
		return NULL;
	if (map_put(&catalogue->names, string, strlen(string), &id) != LIM_OK)
		return NULL;
	if (id == known)
		catalogue->by_name[id] = (struct name){CATALOGUE_NONE, CATALOGUE_NONE};
	*kept = map_key(&catalogue->names, id).ptr;
	return &catalogue->by_name[id];
}

static int add_entry(struct catalogue *catalogue, const struct catalogue_entry *entry)
{
	if (GROW(catalogue->entries, catalogue->cap, catalogue->n) != LIM_OK)
		return LIM_E_MEMORY;
	struct catalogue_entry *added = &catalogue->entries[catalogue->n];
	*added = *entry;
	struct name *name = put_name(catalogue, entry->id, &added->id);
	if (!name)
		return LIM_E_MEMORY;
	name->by_id = (uint32_t)catalogue->n;
	if (entry->path) {
		name = put_name(catalogue, entry->path, &added->path);
		if (!name)
			return LIM_E_MEMORY;
		added->next_of_path = name->by_path;
		name->by_path = (uint32_t)catalogue->n;
	}
	catalogue->n++;
	return LIM_OK;
}

struct loading {
	struct catalogue *catalogue;
	const struct catalogue_source *source;
	uint64_t next;		/* id of the next article's first passage */
	uint64_t articles;
};

static int load_article(void *ctx, const struct store_article *article, struct lim_error *err)
{
	struct loading *loading = ctx;
	const struct catalogue_source *source = loading->source;
	uint64_t first = loading->next;
	loading->next += article->passages;
	loading->articles++;
	if (loading->next - 1 > source->passages)
		return LIM_E_DAMAGED;
	if (dead_has(source->dead, (uint32_t)first))
		return LIM_OK;
	struct catalogue_entry entry = {
		.id = article->id, .path = article->path, .mtime = article->mtime,
		.size = article->size, .hash = article->hash, .segment = source->index,
		.first = (uint32_t)first, .passages = article->passages,
		.text_bytes = article->text_bytes, .many = article->many,
		.next_of_path = CATALOGUE_NONE
	};
	return add_entry(loading->catalogue, &entry) == LIM_OK ? LIM_OK : error_memory(err);
}

int catalogue_add(struct catalogue *catalogue, const struct catalogue_source *source,
	struct lim_error *err)
{
	struct loading loading = {catalogue, source, 1, 0};
	int status = article_read(source->path, load_article, &loading, err);
	if (status == LIM_OK &&
	    (loading.next - 1 != source->passages || loading.articles != source->articles))
		status = error_set(err, LIM_E_DAMAGED, _("the articles of %s are not those that the "
			"manifest counts: index the files again into a new directory"), source->path);
	return status;
}

struct catalogue_entry *catalogue_entry(struct catalogue *catalogue, uint32_t i)
{
	return &catalogue->entries[i];
}

size_t catalogue_count(const struct catalogue *catalogue)
{
	return catalogue->n;
}

const struct catalogue_entry *catalogue_get(const struct catalogue *catalogue, uint32_t i)
{
	return &catalogue->entries[i];
}

uint32_t catalogue_find(const struct catalogue *catalogue, const char *id)
{
	uint32_t name = map_find(&catalogue->names, id, strlen(id));
	uint32_t i = name == MAP_NONE ? CATALOGUE_NONE : catalogue->by_name[name].by_id;
	return i != CATALOGUE_NONE && catalogue->entries[i].dead ? CATALOGUE_NONE : i;
}

uint32_t catalogue_find_path(const struct catalogue *catalogue, const char *path)
{
	uint32_t name = map_find(&catalogue->names, path, strlen(path));
	return name == MAP_NONE ? CATALOGUE_NONE : catalogue->by_name[name].by_path;
}
