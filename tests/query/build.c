/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/query/build.h"

#include "base/file.h"
#include "base/map.h"
#include "stemmer/analyze.h"
#include "stemmer/link.h"
#include "store/lexicon.h"
#include "store/signature.h"
#include "store/vocabulary.h"
#include "store/writer.h"
#include "tests/test.h"

#define MANY 4096

struct building {
	struct analyzer *analyzer;
	struct segment *segment;
	struct arena arena;
	struct map terms[2], words;		/* by field: text, title */
	uint32_t counts[2][MANY];
	struct signature_maker signature;
	uint32_t length;
	bool of_title, of_text;
};

static struct lim_slice folded(struct building *b, struct lim_slice text)
{
	struct buf buf;
	buf_init(&buf, 4096);
	assert_int_equal(analyze_fold(text.ptr, text.len, &buf), LIM_OK);
	struct lim_slice copy = {arena_dup(&b->arena, buf.ptr, buf.len), buf.len};
	buf_done(&buf);
	return copy;
}

static int take(void *ctx, const struct token *token)
{
	struct building *b = ctx;
	uint32_t id;
	for (int field = 0; field < 1 + b->of_title; field++) {
		assert_int_equal(map_put(&b->terms[field], token->term.ptr, token->term.len, &id), LIM_OK);
		b->counts[field][id]++;
	}
	b->length += !(token->flags & TOKEN_ALTERNATE);
	if (b->of_text)
		signature_add(&b->signature, (struct signature_token){
			.term = signature_term(token->term.ptr, token->term.len, is_link(token->term)),
			.start = (uint32_t)token->start, .end = (uint32_t)(token->start + token->len),
			.alternate = token->flags & TOKEN_ALTERNATE});
	return map_put(&b->words, token->word.ptr, token->word.len, &id);
}

static void add_text(struct building *b, const char *text, bool is_title, bool is_text)
{
	b->of_title = is_title;
	b->of_text = is_text;
	if (text)
		assert_int_equal(analyze(b->analyzer, text, strlen(text), ANALYZE_DOCUMENT, take, b), LIM_OK);
}

static void add_passage(struct building *b, const struct test_article *a, uint32_t ordinal, uint64_t start)
{
	struct store_posting terms[2 * MANY];
	uint32_t words[MANY];
	size_t n = 0;
	memset(b->counts, 0, sizeof b->counts);
	map_reset(&b->terms[0]);
	map_reset(&b->terms[1]);
	map_reset(&b->words);
	signature_reset(&b->signature);
	b->length = 0;
	add_text(b, a->passages[ordinal], false, true);
	add_text(b, a->title, true, false);
	add_text(b, a->heading, false, false);
	for (int field = 0; field < 2; field++)
		for (uint32_t i = 0; i < b->terms[field].count; i++) {
			struct store_posting *term = &terms[n++];
			term->field = field ? FIELD_TITLE : FIELD_TEXT;
			term->frequency = b->counts[field][i];
			assert_int_equal(lexicon_number(segment_lexicon(b->segment), term->field,
				map_key(&b->terms[field], i), &term->term), LIM_OK);
		}
	for (uint32_t i = 0; i < b->words.count; i++) {
		struct lim_slice word = map_key(&b->words, i);
		assert_int_equal(vocabulary_number(segment_vocabulary(b->segment), word, folded(b, word),
			&words[i]), LIM_OK);
	}
	struct segment_terms made = {.terms = terms, .n_terms = n, .length = b->length,
		.words = words, .n_words = b->words.count};
	assert_int_equal(signature_finish(&b->signature, &made.signature), LIM_OK);
	struct store_passage passage = {.ordinal = ordinal, .start = start,
		.heading = {a->heading, a->heading ? strlen(a->heading) : 0},
		.text = {a->passages[ordinal], strlen(a->passages[ordinal])}};
	assert_int_equal(segment_add(b->segment, &passage, &made, NULL), LIM_OK);
}

struct filters {
	struct building *building;
	struct store_term terms[32];
	size_t n;
};

static int take_author(void *ctx, const struct token *token)
{
	struct filters *f = ctx;
	f->terms[f->n++] = (struct store_term){folded(f->building, token->word), FIELD_AUTHOR};
	return LIM_OK;
}

static void add_article(struct building *b, const struct test_article *a)
{
	struct filters f = {.building = b};
	if (a->author)
		analyze(b->analyzer, a->author, strlen(a->author), ANALYZE_DOCUMENT, take_author, &f);
	if (a->type)
		f.terms[f.n++] = (struct store_term){{a->type, strlen(a->type)}, FIELD_TYPE};
	if (a->folder)
		f.terms[f.n++] = (struct store_term){{a->folder, strlen(a->folder)}, FIELD_FOLDER};
	if (a->extension)
		f.terms[f.n++] = (struct store_term){{a->extension, strlen(a->extension)}, FIELD_EXTENSION};
	struct store_article article = {.id = a->id, .title = a->title, .author = a->author,
		.date = a->date};
	assert_int_equal(segment_article(b->segment, &article, f.terms, f.n, NULL), LIM_OK);
	uint64_t start = 0;
	for (uint32_t i = 0; a->passages[i]; start += strlen(a->passages[i++]) + 2)
		add_passage(b, a, i, start);
}

void build_index(const struct test_article *articles, size_t n, char *dir)
{
	struct writer *writer;
	struct building *b = calloc(1, sizeof *b);
	struct writer_options options = {.create = true, .analysis = ANALYSIS_VERSION};
	strcpy(dir, "/tmp/limier-test-query-XXXXXX");
	assert_non_null(mkdtemp(dir));
	arena_init(&b->arena, (size_t)16 << 20);
	map_init(&b->terms[0], (size_t)1 << 20);
	map_init(&b->terms[1], (size_t)1 << 20);
	map_init(&b->words, (size_t)1 << 20);
	assert_int_equal(analyzer_new(&b->analyzer, NULL), LIM_OK);
	assert_int_equal(writer_open(dir, &options, &writer, NULL), LIM_OK);
	assert_int_equal(segment_new(writer, (size_t)16 << 20, &b->segment, NULL), LIM_OK);
	for (size_t i = 0; i < n; i++)
		add_article(b, &articles[i]);
	assert_int_equal(segment_finish(b->segment, NULL), LIM_OK);
	segment_free(b->segment);
	assert_int_equal(writer_commit(writer, NULL), LIM_OK);
	writer_close(writer);
	analyzer_free(b->analyzer);
	map_done(&b->terms[0]);
	map_done(&b->terms[1]);
	map_done(&b->words);
	signature_done(&b->signature);
	arena_done(&b->arena);
	free(b);
}

void build_remove(const char *dir)
{
	assert_int_equal(file_remove(dir, NULL), LIM_OK);
}
