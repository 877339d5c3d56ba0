/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles out of the index. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "indexer/paths.h"
#include "indexer/update.h"

/* Bytes of all names. */
#define NAMES_MAX ((size_t)4 << 30)

/* What is to go: each name as it was given, and as an absolute path. */
struct names {
	struct map map;
	uint32_t *given;	/* which name (from 0) a string of the map was, or comes from */
	bool *hit;		/* of each name given: it matched something */
	size_t n;
};

static int names_add(struct names *names, const char *string, size_t given)
{
	uint32_t id;
	size_t known = names->map.count;
	int status = map_put(&names->map, string, strlen(string), &id);
	if (status == LIM_OK && id == known)
		names->given[id] = (uint32_t)given;
	return status;
}

static int names_init(struct names *names, const char *const *list, size_t n)
{
	*names = (struct names){.given = calloc(2 * n + 1, sizeof *names->given),
		.hit = calloc(n + 1, sizeof *names->hit), .n = n};
	map_init(&names->map, NAMES_MAX);
	int status = names->given && names->hit ? LIM_OK : LIM_E_MEMORY;
	for (size_t i = 0; i < n && status == LIM_OK; i++) {
		char *path = file_absolute(list[i]);
		status = path ? names_add(names, list[i], i) : LIM_E_MEMORY;
		if (status == LIM_OK)
			status = names_add(names, path, i);
		free(path);
	}
	return status;
}

static void names_done(struct names *names)
{
	map_done(&names->map);
	free(names->given);
	free(names->hit);
}

static bool hits(struct names *names, const char *string, size_t len)
{
	uint32_t id = map_find(&names->map, string, len);
	if (id != MAP_NONE)
		names->hit[names->given[id]] = true;
	return id != MAP_NONE;
}

/* All names that match are marked, so none may stop the search for others. */
static bool is_named(struct names *names, const struct store_article *article)
{
	bool named = hits(names, article->id, strlen(article->id));
	struct path_above above = path_above(article->path ? article->path : "");
	while (article->path && path_next(&above))
		named |= hits(names, article->path, above.len);
	return named;
}

static int find_named(struct update *update, struct names *names, struct lim_error *err)
{
	struct catalogue_entry entry;
	struct catalogue_walk walk = catalogue_walk_all(update->ledger.catalogue);
	int status;
	while ((status = catalogue_next(&walk, &entry, err)) == LIM_OK)
		if (is_named(names, &entry.article))
			ledger_remove(&update->ledger, entry.number);
	return status == LIM_DONE ? LIM_OK : status;
}

static void remove_named(struct update *update, const char *const *list, size_t n)
{
	struct names names;
	struct lim_error error = {0};
	int status = names_init(&names, list, n) == LIM_OK ? find_named(update, &names, &error) :
		error_memory(&error);
	if (status != LIM_OK)
		run_fail(&update->run, status, &error);
	for (size_t i = 0; i < n && status == LIM_OK; i++)
		if (!names.hit[names.given[map_find(&names.map, list[i], strlen(list[i]))]])
			run_problem(&update->run, list[i], 0,
				_("no article of the index has this id, path or folder"));
	names_done(&names);
}

int lim_index_remove(const char *dir, const char *const *names, size_t n_names,
	const struct lim_index_options *options, struct lim_summary *summary, struct lim_error *err)
{
	struct update update;
	if (!dir || !dir[0] || (!names && n_names > 0))
		return error_set(err, LIM_E_ARGUMENT, _("no index directory, or no names"));
	if (update_open(&update, dir, options, false) == LIM_OK)
		remove_named(&update, names, n_names);
	return update_close(&update, summary, err);
}
