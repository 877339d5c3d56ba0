/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/store/helper.h"

#include <dirent.h>

#include "store/lexicon.h"
#include "store/signature.h"
#include "store/vocabulary.h"

#define TERMS_MAX 1000

struct lim_error error;

void expect_status(int expected, int status, const struct lim_error *err, const char *file, int line)
{
	if (status == expected)
		return;
	print_error("status %s where %s was expected: %s\n", lim_status_name(status),
		lim_status_name(expected), status < 0 ? err->message : "");
	_fail(file, line);
}

int make_dir(void **state)
{
	char *dir = strdup("/tmp/limier-store-XXXXXX");
	*state = mkdtemp(dir);
	return *state ? 0 : -1;
}

int drop_dir(void **state)
{
	int status = file_remove(*state, NULL);
	free(*state);
	return status;
}

const char *below(void **state, const char *name)
{
	static char paths[8][512];
	static unsigned turn;
	char *path = paths[turn++ % 8];
	snprintf(path, sizeof paths[0], "%s/%s", (const char *)*state, name);
	return path;
}

struct writer *open_writer(const char *dir)
{
	struct writer_options options = {.create = true, .analysis = ANALYSIS};
	struct writer *writer;
	assert_ok(writer_open(dir, &options, &writer, &error));
	return writer;
}

struct segment *new_segment(struct writer *writer)
{
	struct segment *segment;
	assert_ok(segment_new(writer, 0, &segment, &error));
	return segment;
}

/* ---- a crude analysis */

struct analysis {
	struct segment *segment;
	struct store_posting terms[TERMS_MAX];
	uint32_t words[TERMS_MAX];
	struct signature_maker signature;
	size_t n;
	uint32_t length;
};

static void add_token(struct analysis *a, const char *word, size_t len)
{
	size_t i = 0;
	uint32_t at = a->length++, number;
	signature_add(&a->signature, (struct signature_token){signature_term(word, len, false), at, at + 1, false});
	struct lim_slice slice = {word, len};
	assert_ok(lexicon_number(segment_lexicon(a->segment), FIELD_TEXT, slice, &number));
	while (i < a->n && a->terms[i].term != number)
		i++;
	if (i == a->n) {
		a->terms[a->n++] = (struct store_posting){number, 0, FIELD_TEXT};
		assert_ok(vocabulary_number(segment_vocabulary(a->segment), slice, slice, &a->words[i]));
	}
	a->terms[i].frequency++;
}

static void analyse(struct analysis *a, const char *text, size_t len)
{
	a->n = 0;
	a->length = 0;
	signature_reset(&a->signature);
	for (size_t i = 0; i < len;) {
		size_t start = i;
		while (i < len && (unsigned char)text[i] >= 'A')
			i++;
		if (i > start)
			add_token(a, text + start, i - start);
		else
			i++;
	}
}

static void add_passage(struct segment *segment, uint32_t ordinal, size_t start, const char *text,
	size_t len)
{
	static struct analysis a;
	a.segment = segment;
	analyse(&a, text, len);
	struct store_passage passage = {.ordinal = ordinal, .start = start, .line = ordinal + 1,
		.heading = {"Titre", 5}, .text = {text, len}};
	struct segment_terms terms = {.terms = a.terms, .n_terms = a.n, .length = a.length,
		.words = a.words, .n_words = a.n};
	assert_ok(signature_finish(&a.signature, &terms.signature));
	assert_ok(segment_add(segment, &passage, &terms, &error));
}

void add_article(struct segment *segment, const char *id, const char *date, const char *text)
{
	char title[200];
	snprintf(title, sizeof title, "T %s", id);
	struct store_article article = {.path = id, .title = title, .date = date, .mtime = 1234567890,
		.size = strlen(text), .hash = 42};
	struct store_term filter = {{"txt", 3}, FIELD_EXTENSION};
	assert_ok(segment_article(segment, &article, &filter, 1, &error));
	size_t start = 0;
	for (uint32_t ordinal = 0; text[start]; ordinal++) {
		size_t len = strcspn(text + start, "\n");
		add_passage(segment, ordinal, start, text + start, len);
		start += len + (text[start + len] == '\n');
	}
}

/* ---- runs */

void add_run(const char *dir, const char *const *ids, size_t n, const char *text)
{
	struct writer *writer = open_writer(dir);
	struct segment *segment = new_segment(writer);
	for (size_t i = 0; i < n; i++)
		add_article(segment, ids[i], "2021-11-16", text);
	assert_ok(segment_finish(segment, &error));
	segment_free(segment);
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
}

void add_one(const char *dir, const char *id, const char *text)
{
	add_run(dir, &id, 1, text);
}

void delete_run(const char *dir, const char *id)
{
	struct writer *writer = open_writer(dir);
	uint32_t entry = catalogue_find(writer_catalogue(writer), id);
	assert_int_not_equal(entry, CATALOGUE_NONE);
	assert_ok(writer_delete(writer, entry, &error));
	assert_ok(writer_commit(writer, &error));
	writer_close(writer);
}

/* ---- asking */

struct reader *open_reader(const char *dir)
{
	struct reader *reader;
	assert_ok(reader_open(&dir, 1, ANALYSIS, &reader, &error));
	return reader;
}

size_t count_matches(struct reader *reader, struct store_query *q)
{
	struct store_search_options options = {.count = 10000, .check_at_least = 10000};
	struct store_matches matches;
	assert_non_null(q);
	assert_ok(store_search(reader, q, &options, &matches, &error));
	size_t n = matches.n;
	assert_int_equal(matches.total, n);
	store_matches_done(&matches);
	store_query_free(q);
	return n;
}

struct store_query *term_query(const char *term)
{
	return store_query_term(FIELD_TEXT, term, strlen(term), 1);
}

size_t count_term(const char *dir, const char *term)
{
	struct reader *reader = open_reader(dir);
	size_t n = count_matches(reader, term_query(term));
	reader_close(reader);
	return n;
}

const char *list_matches(struct reader *reader, struct store_query *q,
	const struct store_search_options *options)
{
	static char list[8192];
	struct store_matches matches;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	list[0] = '\0';
	assert_non_null(q);
	assert_ok(store_search(reader, q, options, &matches, &error));
	for (size_t i = 0; i < matches.n; i++) {
		struct store_passage passage;
		struct store_article article;
		struct passage_ref ref = matches.matches[i].ref;
		assert_ok(reader_passage(reader, ref, &arena, &passage, &error));
		assert_ok(reader_article(reader, ref, passage.ordinal, &arena, &article, &error));
		snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s#%u", i > 0 ? " " : "",
			article.id, passage.ordinal);
	}
	store_matches_done(&matches);
	store_query_free(q);
	arena_done(&arena);
	return list;
}

/* ---- files */

size_t count_names(const char *dir, const char *prefix)
{
	size_t n = 0;
	DIR *stream = opendir(dir);
	assert_non_null(stream);
	for (struct dirent *entry; (entry = readdir(stream));)
		n += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
	closedir(stream);
	return n;
}

void count_problem(void *ctx, const struct lim_problem *problem)
{
	struct problems *problems = ctx;
	problems->n++;
	snprintf(problems->last, sizeof problems->last, "%s: %s", problem->path, problem->reason);
}

void read_bytes(const char *path, struct buf *buf)
{
	buf_init(buf, 1 << 26);
	assert_ok(file_read(path, buf, &error));
}

void write_bytes(const char *path, const char *ptr, size_t len)
{
	assert_ok(file_replace(path, ptr, len, &error));
}
