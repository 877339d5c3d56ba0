/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/indexer/helper.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "stemmer/analyze.h"
#include "store/reader.h"
#include "store/writer.h"

/* The engine's own verification deletes an object by its base class, which has no virtual destructor.
 * Visible, or the sanitizer's own library does not find it. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

struct world world;

static time_t clock_of_files;

static void note_problem(void *ctx, const struct lim_problem *problem)
{
	(void)ctx;
	const char *path = problem->path;
	size_t root = strlen(world.root);
	if (strncmp(path, world.root, root) == 0 && path[root])
		path += root + 1;
	world.n_problems++;
	buf_printf(&world.problems, "%s:%zu: %s\n", path, problem->line, problem->reason);
}

int make_world(void **state)
{
	(void)state;
	world = (struct world){.options = {.problem = note_problem, .jobs = 1}};
	strcpy(world.root, "/tmp/limier-indexer-XXXXXX");
	buf_init(&world.problems, (size_t)1 << 24);
	if (!mkdtemp(world.root))
		return -1;
	snprintf(world.index, sizeof world.index, "%s/index", world.root);
	snprintf(world.in, sizeof world.in, "%s/in", world.root);
	clock_of_files = 1600000000;
	return mkdir(world.in, 0777);
}

int drop_world(void **state)
{
	(void)state;
	buf_done(&world.problems);
	return file_remove(world.root, NULL);
}

const char *at(const char *name)
{
	static char paths[8][512];
	static size_t next;
	char *path = paths[next++ % 8];
	if (name[0] == '/')
		snprintf(path, 512, "%s", name);
	else
		snprintf(path, 512, "%s/%s", world.root, name);
	return path;
}

void touch(const char *name)
{
	clock_of_files++;
	struct timespec times[2] = {{.tv_sec = clock_of_files}, {.tv_sec = clock_of_files}};
	assert_int_equal(utimensat(AT_FDCWD, at(name), times, 0), 0);
}

void put(const char *name, const char *text)
{
	char path[512];
	snprintf(path, sizeof path, "%s", at(name));
	for (char *slash = path + strlen(world.root) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
	touch(name);
}

static void forget(void)
{
	buf_reset(&world.problems);
	world.n_problems = 0;
	world.err = (struct lim_error){0};
}

int add_many(const char *const *names, size_t n)
{
	const char *paths[8];
	for (size_t i = 0; i < n; i++)
		paths[i] = at(names[i]);
	forget();
	return lim_index_add(world.index, paths, n, &world.options, &world.summary, &world.err);
}

int add(const char *name)
{
	return add_many(&name, 1);
}

int remove_one(const char *name)
{
	forget();
	return lim_index_remove(world.index, &name, 1, &world.options, &world.summary, &world.err);
}

const char *counts(void)
{
	static char text[128];
	const struct lim_summary *s = &world.summary;
	snprintf(text, sizeof text, "%ju %ju %ju %ju %ju", (uintmax_t)s->added,
		(uintmax_t)s->replaced, (uintmax_t)s->removed, (uintmax_t)s->unchanged,
		(uintmax_t)s->skipped);
	return text;
}

void expect_problem(const char *part, const char *file, int line)
{
	if (strstr(world.problems.ptr, part))
		return;
	print_error("no problem \"%s\" among:\n%s", part, world.problems.ptr);
	_fail(file, line);
}

static const char *relative(const char *path)
{
	size_t root = strlen(world.root);
	return path && strncmp(path, world.root, root) == 0 ? path + root + 1 : path ? path : "-";
}

static int compare_entries(const void *a, const void *b)
{
	const struct catalogue_entry *x = a, *y = b;
	return strcmp(x->article.id, y->article.id);
}

/* Calls visit for each article in the order of ids. */
static void visit_articles(void (*visit)(struct reader *reader, const struct catalogue_entry *entry,
	struct buf *out), struct buf *out)
{
	const char *dir = world.index;
	struct writer_options options = {.analysis = ANALYSIS_VERSION};
	struct writer *writer;
	struct reader *reader;
	assert_int_equal(writer_open(dir, &options, &writer, &world.err), LIM_OK);
	assert_int_equal(reader_open(&dir, 1, 0, &reader, &world.err), LIM_OK);
	const struct catalogue *catalogue = writer_catalogue(writer);
	size_t n = catalogue_count(catalogue);
	struct catalogue_walk walk = catalogue_walk_all(catalogue);
	struct catalogue_entry *sorted = calloc(n + 1, sizeof *sorted);
	for (uint32_t i = 0; i < n; i++) {
		struct store_article *article = &sorted[i].article;
		assert_int_equal(catalogue_next(&walk, &sorted[i], &world.err), LIM_OK);
		article->id = strdup(article->id);
		article->path = article->path ? strdup(article->path) : NULL;
	}
	qsort(sorted, n, sizeof *sorted, compare_entries);
	for (size_t i = 0; i < n; i++) {
		visit(reader, &sorted[i], out);
		free((char *)sorted[i].article.id);
		free((char *)sorted[i].article.path);
	}
	free(sorted);
	reader_close(reader);
	writer_close(writer);
}

static void show_article(struct reader *reader, const struct catalogue_entry *entry, struct buf *out)
{
	struct arena arena;
	struct store_article article;
	arena_init(&arena, (size_t)1 << 30);
	assert_int_equal(reader_article(reader, (struct passage_ref){entry->segment, entry->first}, 0,
		&arena, &article, &world.err), LIM_OK);
	const struct store_article *known = &entry->article;
	buf_printf(out, "%s %s %ju %ju %jx %d [%s] [%s] [%s] [%s]\n", relative(known->id),
		relative(known->path), (uintmax_t)known->mtime, (uintmax_t)known->size,
		(uintmax_t)known->hash, known->many, article.title ? article.title : "-",
		article.author ? article.author : "-", article.date ? article.date : "-",
		article.url ? article.url : "-");
	for (uint32_t i = 0; i < known->passages; i++) {
		struct store_passage p;
		assert_int_equal(reader_passage(reader, (struct passage_ref){entry->segment,
			entry->first + i}, &arena, &p, &world.err), LIM_OK);
		buf_printf(out, "  %u %ju %ju (%.*s) %.*s\n", p.ordinal, (uintmax_t)p.start,
			(uintmax_t)p.line, (int)p.heading.len, p.heading.ptr ? p.heading.ptr : "",
			(int)p.text.len, p.text.ptr);
	}
	arena_done(&arena);
}

char *dump(void)
{
	struct buf out;
	buf_init(&out, (size_t)1 << 30);
	visit_articles(show_article, &out);
	assert_int_equal(out.status, LIM_OK);
	return out.len > 0 ? buf_detach(&out) : strdup("");
}

static void show_id(struct reader *reader, const struct catalogue_entry *entry, struct buf *out)
{
	(void)reader;
	buf_printf(out, "%s%s", out->len > 0 ? " " : "", relative(entry->article.id));
}

const char *ids(void)
{
	static struct buf out = {.max = 1 << 20};
	buf_done(&out);
	visit_articles(show_id, &out);
	return out.ptr;
}

size_t count_passages(enum store_field field, const char *term)
{
	const char *dir = world.index;
	struct reader *reader;
	struct store_matches matches;
	struct store_search_options options = {.count = 100000};
	assert_int_equal(reader_open(&dir, 1, 0, &reader, &world.err), LIM_OK);
	struct store_query *query = field == FIELD_TEXT || field == FIELD_TITLE ?
		store_query_term(field, term, strlen(term), 0) :
		store_query_filter(reader, field, term, strlen(term));
	assert_int_equal(store_search(reader, query, &options, &matches, &world.err), LIM_OK);
	size_t n = matches.n;
	store_matches_done(&matches);
	store_query_free(query);
	reader_close(reader);
	return n;
}

struct lim_index_status status_of(void)
{
	struct lim_index_status status;
	assert_int_equal(lim_index_status(world.index, &status, &world.err), LIM_OK);
	return status;
}

void assert_sound(void)
{
	forget();
	int status = lim_index_check(world.index, &world.options, &world.err);
	if (status != LIM_OK)
		print_error("check: %s\n%s", world.err.message, world.problems.ptr);
	assert_int_equal(status, LIM_OK);
}
