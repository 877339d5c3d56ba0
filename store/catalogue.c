/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/catalogue.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/grow.h"
#include "base/i18n.h"
#include "base/number.h"
#include "base/prints.h"
#include "store/article.h"
#include "store/catalogue_load.h"

enum { MANY = 1, DEAD = 2 };

/* There may be millions. */
struct row {
	uint32_t file;
	unsigned char hash[ARTICLES_HASH];
	uint8_t flags;
} __attribute__((packed));

struct part {
	struct article_reader *list;
	const struct dead_list *dead;
	uint32_t begin;		/* number of its first article */
};

struct catalogue {
	struct row *rows;
	size_t n, cap;
	struct catalogue_file *files;
	size_t n_files, files_cap;
	struct prints ids, paths;
	struct part *parts;	/* one per segment */
	size_t n_parts;
};

/* ---- loading */

struct catalogue *catalogue_new(size_t segments)
{
	struct catalogue *catalogue = calloc(1, sizeof *catalogue);
	if (!catalogue)
		return NULL;
	prints_init(&catalogue->ids, true);
	prints_init(&catalogue->paths, true);
	catalogue->parts = calloc(segments + 1, sizeof *catalogue->parts);
	if (catalogue->parts)
		return catalogue;
	free(catalogue);
	return NULL;
}

void catalogue_free(struct catalogue *catalogue)
{
	if (!catalogue)
		return;
	for (size_t i = 0; i < catalogue->n_parts; i++)
		articles_close(catalogue->parts[i].list);
	prints_done(&catalogue->ids);
	prints_done(&catalogue->paths);
	free(catalogue->rows);
	free(catalogue->files);
	free(catalogue->parts);
	free(catalogue);
}

static bool is_newer(const struct store_article *article, const struct catalogue_file *file)
{
	return article->mtime > file->mtime;
}

static int add_file(struct catalogue *catalogue, const struct store_article *article, uint32_t *number)
{
	*number = (uint32_t)catalogue->n_files;
	if (GROW(catalogue->files, catalogue->files_cap, catalogue->n_files) != LIM_OK)
		return LIM_E_MEMORY;
	int status = prints_put(&catalogue->paths, fingerprint_of(article->path), number);
	if (status == LIM_E_MEMORY)
		return status;
	struct catalogue_file *file = &catalogue->files[*number];
	if (status == LIM_OK || is_newer(article, file))
		*file = (struct catalogue_file){.mtime = article->mtime, .size = article->size,
			.many = article->many};
	catalogue->n_files += status == LIM_OK;
	return LIM_OK;
}

static int add_row(struct catalogue *catalogue, const struct store_article *article)
{
	uint32_t number = (uint32_t)catalogue->n, file = CATALOGUE_NONE;
	if (GROW(catalogue->rows, catalogue->cap, catalogue->n) != LIM_OK ||
	    (article->path && add_file(catalogue, article, &file) != LIM_OK) ||
	    prints_put(&catalogue->ids, fingerprint_of(article->id), &number) == LIM_E_MEMORY)
		return LIM_E_MEMORY;
	struct row *row = &catalogue->rows[catalogue->n++];
	*row = (struct row){.file = file, .flags = article->many ? MANY : 0};
	be_put(row->hash, article->hash, ARTICLES_HASH);
	return LIM_OK;
}

struct loading {
	uint64_t passages, articles;
};

static int load_article(struct catalogue *catalogue, const struct catalogue_source *source,
	const struct store_article *article, struct loading *so_far, struct lim_error *err)
{
	uint64_t first = so_far->passages + 1;
	so_far->passages += article->passages;
	so_far->articles++;
	if (so_far->passages > source->passages || dead_has(source->dead, (uint32_t)first))
		return LIM_OK;
	return add_row(catalogue, article) == LIM_OK ? LIM_OK : error_memory(err);
}

int catalogue_add(struct catalogue *catalogue, const struct catalogue_source *source,
	struct lim_error *err)
{
	struct part *part = &catalogue->parts[catalogue->n_parts];
	struct store_article article;
	struct loading so_far = {0};
	int status = articles_open(source->path, &part->list, err);
	if (status != LIM_OK)
		return status;
	part->dead = source->dead;
	part->begin = (uint32_t)catalogue->n;
	catalogue->n_parts++;
	while (status == LIM_OK && (status = articles_next(part->list, &article, err)) == LIM_OK)
		status = load_article(catalogue, source, &article, &so_far, err);
	if (status != LIM_DONE)
		return status;
	if (so_far.passages == source->passages && so_far.articles == source->articles)
		return LIM_OK;
	return error_set(err, LIM_E_DAMAGED, _("the articles of %s are not those that the manifest counts: "
		"index the files again into a new directory"), source->path);
}

bool catalogue_delete(struct catalogue *catalogue, uint32_t i)
{
	bool news = !(catalogue->rows[i].flags & DEAD);
	catalogue->rows[i].flags |= DEAD;
	return news;
}

void catalogue_stamp(struct catalogue *catalogue, uint32_t number, uint64_t mtime, uint64_t size)
{
	struct catalogue_file *file = &catalogue->files[number];
	file->stamped |= file->mtime != mtime || file->size != size;
	file->mtime = mtime;
	file->size = size;
}

/* ---- asking */

size_t catalogue_count(const struct catalogue *catalogue)
{
	return catalogue->n;
}

size_t catalogue_files(const struct catalogue *catalogue)
{
	return catalogue->n_files;
}

struct catalogue_article catalogue_get(const struct catalogue *catalogue, uint32_t i)
{
	const struct row *row = &catalogue->rows[i];
	return (struct catalogue_article){.hash = be_get(row->hash, ARTICLES_HASH), .file = row->file,
		.many = row->flags & MANY, .dead = row->flags & DEAD};
}

const struct catalogue_file *catalogue_file(const struct catalogue *catalogue, uint32_t file)
{
	return &catalogue->files[file];
}

uint32_t catalogue_begin(const struct catalogue *catalogue, size_t segment)
{
	return segment < catalogue->n_parts ? catalogue->parts[segment].begin : (uint32_t)catalogue->n;
}

uint32_t catalogue_find(const struct catalogue *catalogue, const char *id)
{
	uint32_t i = prints_find(&catalogue->ids, fingerprint_of(id));
	return i != PRINTS_NONE && catalogue->rows[i].flags & DEAD ? CATALOGUE_NONE : i;
}

uint32_t catalogue_find_file(const struct catalogue *catalogue, const char *path)
{
	return prints_find(&catalogue->paths, fingerprint_of(path));
}

size_t catalogue_memory(const struct catalogue *catalogue)
{
	return catalogue->ids.memory + catalogue->paths.memory + catalogue->n * sizeof *catalogue->rows +
		catalogue->n_files * sizeof *catalogue->files;
}

/* ---- walking */

struct catalogue_walk catalogue_walk(const struct catalogue *catalogue, size_t first, size_t end)
{
	return (struct catalogue_walk){.catalogue = catalogue, .segment = first, .end = end,
		.number = catalogue_begin(catalogue, first)};
}

struct catalogue_walk catalogue_walk_all(const struct catalogue *catalogue)
{
	return catalogue_walk(catalogue, 0, catalogue->n_parts);
}

/* The next live article of the segment, or LIM_DONE. */
static int next_of_segment(struct catalogue_walk *walk, struct catalogue_entry *entry,
	struct lim_error *err)
{
	const struct part *part = &walk->catalogue->parts[walk->segment];
	int status = walk->begun ? LIM_OK : articles_rewind(part->list, err);
	if (!walk->begun)
		walk->next = 1;
	walk->begun = true;
	while (status == LIM_OK && (status = articles_next(part->list, &entry->article, err)) == LIM_OK) {
		entry->first = (uint32_t)walk->next;
		walk->next += entry->article.passages;
		if (!dead_has(part->dead, entry->first))
			break;
	}
	return status;
}

int catalogue_next(struct catalogue_walk *walk, struct catalogue_entry *entry, struct lim_error *err)
{
	for (; walk->segment < walk->end; walk->segment++, walk->begun = false) {
		int status = next_of_segment(walk, entry, err);
		if (status == LIM_DONE)
			continue;
		if (status == LIM_OK) {
			entry->segment = (uint32_t)walk->segment;
			entry->number = walk->number++;
			entry->file = walk->catalogue->rows[entry->number].file;
		}
		return status;
	}
	return LIM_DONE;
}
