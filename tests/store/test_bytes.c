/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every encoding: there and back, cut at every byte, changed at every byte. */
#include "base/number.h"
#include "store/article.h"
#include "store/block.h"
#include "store/dead.h"
#include "store/place.h"
#include "store/term.h"
#include "store/weight.h"
#include "store/wordlist.h"
#include "tests/store/helper.h"

#define BYTES_MAX ((size_t)1 << 20)

/* The bytes in memory of exactly their size, so that a read beyond is seen by the sanitizer. */
static char *exact(const char *ptr, size_t len)
{
	char *copy = malloc(len > 0 ? len : 1);
	assert_non_null(copy);
	return len > 0 ? memcpy(copy, ptr, len) : copy;
}

typedef int decode_fn(const char *ptr, size_t len);

/* Every truncation must be refused; changed bytes too when they are under a checksum. */
static void try_damage(const struct buf *good, decode_fn *decode, bool checksum)
{
	assert_int_equal(decode(good->ptr, good->len), LIM_OK);
	for (size_t len = 0; len < good->len; len++) {
		char *cut = exact(good->ptr, len);
		assert_int_equal(decode(cut, len), LIM_E_DAMAGED);
		free(cut);
	}
	for (size_t i = 0; i < good->len; i++) {
		for (unsigned flip = 1; flip < 256; flip = 2 * flip + 1) {
			char *changed = exact(good->ptr, good->len);
			changed[i] = (char)(changed[i] ^ flip);
			int status = decode(changed, good->len);
			if (checksum)
				assert_int_equal(status, LIM_E_DAMAGED);
			else
				assert_true(status == LIM_OK || status == LIM_E_DAMAGED);
			free(changed);
		}
	}
}

/* ---- deletions */

static int decode_dead(const char *ptr, size_t len)
{
	struct dead_list list = {0};
	int status = dead_decode(ptr, len, 1000000, &list);
	dead_done(&list);
	return status;
}

static void test_dead(void **state)
{
	(void)state;
	struct dead_list list = {0}, more = {0}, all = {0}, back = {0};
	struct buf bytes;
	buf_init(&bytes, BYTES_MAX);
	assert_ok(dead_add(&list, 1, 3));
	assert_ok(dead_add(&list, 900000, 1));
	assert_ok(dead_add(&more, 5, 2));
	assert_ok(dead_merge(&list, &more, &all));
	assert_ok(dead_encode(&all, &bytes));
	assert_ok(dead_decode(bytes.ptr, bytes.len, 1000000, &back));
	assert_int_equal(back.n, 6);
	assert_memory_equal(back.ids, ((uint32_t[]){1, 2, 3, 5, 6, 900000}), 24);
	assert_true(dead_has(&back, 6) && dead_has(&back, 900000));
	assert_false(dead_has(&back, 4) || dead_has(&back, 0) || dead_has(&back, 900001));
	try_damage(&bytes, decode_dead, true);
	/* An id that the segment does not have. */
	dead_done(&more);
	assert_int_equal(dead_decode(bytes.ptr, bytes.len, 899999, &more), LIM_E_DAMAGED);
	dead_done(&list);
	dead_done(&all);
	dead_done(&back);
	buf_done(&bytes);
}

/* ---- articles */

static const struct store_article articles[] = {
	{.path = "/a/b/un.txt", .mtime = 1700000000123456789, .size = 10, .hash = 1, .passages = 1,
		.text_bytes = 9},
	{.path = "/a/b/une.txt", .id = "/a/b/une.txt", .mtime = 1600000000000000000, .size = 1,
		.hash = UINT64_MAX, .passages = 70000, .text_bytes = 1ull << 40},
	{.path = "/a/l.jsonl", .id = "x-1", .mtime = 5, .many = true, .passages = 2},
	{.path = "/a/l.jsonl", .id = "x-2", .mtime = UINT64_MAX, .many = true, .passages = 2},
	/* Path and id are how those before begin. */
	{.path = "/a/l", .id = "x", .passages = 1},
	{.id = "urn:é", .passages = 3},
};
#define N_ARTICLES (sizeof articles / sizeof *articles)

static int compare_article(void *ctx, const struct store_article *found, struct lim_error *err)
{
	size_t i = (*(size_t *)ctx)++;
	(void)err;
	assert_true(i < N_ARTICLES);
	const struct store_article *given = &articles[i];
	assert_string_equal(found->id, given->id ? given->id : given->path);
	assert_int_equal(!found->path, !given->path);
	if (given->path)
		assert_string_equal(found->path, given->path);
	assert_true(found->mtime == given->mtime && found->size == given->size &&
		found->hash == (given->hash & STORE_HASH) && found->many == given->many &&
		found->passages == given->passages && found->text_bytes == given->text_bytes);
	return LIM_OK;
}

static int ignore_article(void *ctx, const struct store_article *found, struct lim_error *err)
{
	(void)ctx;
	(void)found;
	(void)err;
	return LIM_OK;
}

/* The directory of the test at hand. */
static const char *segment;

static int decode_articles(const char *ptr, size_t len)
{
	char *path = file_join(segment, "articles");
	assert_ok(file_replace(path, ptr, len, &error));
	free(path);
	return article_read(segment, ignore_article, NULL, NULL);
}

static int stop_at_once(void *ctx, const struct store_article *found, struct lim_error *err)
{
	(void)ctx;
	(void)found;
	(void)err;
	return LIM_E_STOPPED;
}

static void test_articles(void **state)
{
	struct article_list list;
	struct buf bytes;
	size_t seen = 0;
	segment = *state;
	buf_init(&bytes, BYTES_MAX);
	assert_ok(article_list_init(&list, segment));
	for (size_t i = 0; i < N_ARTICLES; i++)
		assert_ok(article_add(&list, &articles[i], &error));
	assert_ok(article_list_finish(&list, &error));
	article_list_done(&list);
	assert_ok(article_read(segment, compare_article, &seen, &error));
	assert_int_equal(seen, N_ARTICLES);
	assert_int_equal(article_read(segment, stop_at_once, NULL, NULL), LIM_E_STOPPED);
	read_bytes(below(state, "articles"), &bytes);
	try_damage(&bytes, decode_articles, true);
	buf_done(&bytes);
}

/* So many that they fill several chunks. */
#define MANY 60000

static void fill_many(char id[32], struct store_article *article, size_t i)
{
	snprintf(id, 32, "%zx", i * 0x9e3779b97f4a7c15);
	*article = (struct store_article){.id = id, .path = i % 1000 < 500 ? "/some" : "/others", .mtime = i * i,
		.size = i, .hash = i, .many = true, .passages = (uint32_t)i + 1, .text_bytes = 2 * i};
}

static int compare_many(void *ctx, const struct store_article *found, struct lim_error *err)
{
	char id[32];
	struct store_article given;
	fill_many(id, &given, (*(size_t *)ctx)++);
	(void)err;
	assert_string_equal(found->id, given.id);
	assert_string_equal(found->path, given.path);
	assert_true(found->mtime == given.mtime && found->passages == given.passages &&
		found->text_bytes == given.text_bytes && found->hash == given.hash);
	return LIM_OK;
}

static void write_many(struct article_list *list)
{
	char id[32];
	struct store_article article;
	assert_ok(article_list_init(list, segment));
	for (size_t i = 0; i < MANY; i++) {
		fill_many(id, &article, i);
		assert_ok(article_add(list, &article, &error));
		assert_true(list->columns[NAMES].len <= ARTICLES_CHUNK);
	}
}

/* A whole chunk may be missing, and all sums be right. */
static void cut_chunk(void **state)
{
	struct buf bytes;
	buf_init(&bytes, (size_t)8 << 20);
	read_bytes(below(state, "articles"), &bytes);
	size_t first = 8, len = 4 + be_get((unsigned char *)bytes.ptr + first, 4) + 8;
	assert_true(first + len < bytes.len - 20);
	memmove(bytes.ptr + first, bytes.ptr + first + len, bytes.len - first - len);
	assert_int_equal(decode_articles(bytes.ptr, bytes.len - len), LIM_E_DAMAGED);
	buf_done(&bytes);
}

static void test_many_articles(void **state)
{
	struct article_list list;
	size_t seen = 0;
	segment = *state;
	write_many(&list);
	assert_true(list.total > 0 && list.total < MANY);
	assert_ok(article_list_finish(&list, &error));
	article_list_done(&list);
	assert_ok(article_read(segment, compare_many, &seen, &error));
	assert_int_equal(seen, MANY);
	cut_chunk(state);
	write_many(&list);
	char *beside = strdup(list.beside);
	assert_int_equal(access(beside, F_OK), 0);
	article_list_done(&list);
	assert_int_equal(access(beside, F_OK), -1);
	free(beside);
}

/* ---- blocks */

static void make_block(struct buf *bytes)
{
	struct block_maker maker;
	struct store_article first = {.path = "/p", .title = "Un", .date = "2021"};
	struct store_article second = {.id = "i", .author = "", .url = "u"};
	struct store_article third = {.path = "/q", .id = "i", .author = "a", .url = "u"};
	struct store_article fourth = {.path = "/q", .id = "index", .author = "b", .url = ""};
	struct store_passage passages[] = {
		{7, 1000, 40, {"Un", 2}, {"sept", 4}},
		{8, 1010, 41, {"Un", 2}, {"huit", 4}},
		{0, 0, 1, {"", 0}, {"z\xc3\xa9ro", 5}},
		{1, 3, 0, {"Deux", 4}, {"", 0}},	/* overlapping, without a line */
		{2, 90, 9, {"", 0}, {"deux", 4}},
		{0, 0, 7, {"Deux", 4}, {"fin", 3}},
		{0, 5, 9, {"Deux", 4}, {"e", 1}},
	};
	block_init(&maker, BYTES_MAX);
	for (size_t i = 0; i < sizeof passages / sizeof *passages; i++)
		assert_ok(block_add(&maker, &passages[i], i < 2 ? &first : i < 5 ? &second :
			i < 6 ? &third : &fourth));
	assert_ok(block_finish(&maker, bytes));
	assert_int_equal(maker.passages, 0);
	block_done(&maker);
}

static bool is(struct lim_slice slice, const char *text)
{
	return slice.len == strlen(text) && memcmp(slice.ptr, text, slice.len) == 0;
}

static void test_block(void **state)
{
	(void)state;
	struct block block;
	struct buf bytes;
	buf_init(&bytes, BYTES_MAX);
	make_block(&bytes);
	assert_ok(block_decode(bytes.ptr, bytes.len, &block));
	assert_int_equal(block.n, 7);
	const struct block_passage *p = block.passages;
	assert_true(p[0].passage.ordinal == 7 && p[0].passage.start == 1000 && p[0].passage.line == 40);
	assert_true(p[1].passage.ordinal == 8 && p[1].passage.start == 1010 && p[1].passage.line == 41);
	assert_true(is(p[0].passage.text, "sept") && is(p[1].passage.heading, "Un"));
	assert_true(p[2].begins_article && p[2].passage.ordinal == 0 && p[2].passage.start == 0);
	assert_true(is(p[2].passage.text, "z\xc3\xa9ro") && p[2].passage.heading.len == 0);
	assert_true(is(p[2].facts[FACT_ID], "i") && is(p[2].facts[FACT_AUTHOR], ""));
	assert_null(p[2].facts[FACT_PATH].ptr);
	assert_true(p[3].passage.start == 3 && p[3].passage.line == 0 && is(p[3].passage.heading, "Deux"));
	assert_true(p[4].passage.ordinal == 2 && p[4].passage.start == 90 && p[4].passage.line == 9);
	assert_true(p[4].passage.heading.len == 0 && is(p[4].passage.text, "deux"));
	assert_true(is(p[5].facts[FACT_PATH], "/q") && is(p[5].facts[FACT_ID], "i"));
	assert_true(is(p[5].facts[FACT_AUTHOR], "a") && is(p[5].facts[FACT_URL], "u"));
	assert_null(p[5].facts[FACT_TITLE].ptr);
	assert_true(p[5].passage.line == 7 && is(p[5].passage.heading, "Deux"));
	assert_true(is(p[6].facts[FACT_PATH], "/q") && is(p[6].facts[FACT_ID], "index"));
	assert_true(is(p[6].facts[FACT_AUTHOR], "b") && is(p[6].facts[FACT_URL], ""));
	assert_true(p[6].passage.line == 9 && p[6].passage.start == 5);
	block_free(&block);
	buf_done(&bytes);
}

static int decode_block(const char *ptr, size_t len)
{
	struct block block = {0};
	int status = block_decode(ptr, len, &block);
	block_free(&block);
	return status;
}

static void test_block_damage(void **state)
{
	(void)state;
	struct buf bytes;
	buf_init(&bytes, BYTES_MAX);
	make_block(&bytes);
	try_damage(&bytes, decode_block, false);
	buf_done(&bytes);
}

/* ---- words */

static struct word make_word(const char *folded, const char *written, uint64_t passages)
{
	struct word word = {.folded_len = strlen(folded), .written_len = strlen(written),
		.passages = passages};
	memcpy(word.folded, folded, word.folded_len);
	memcpy(word.written, written, word.written_len);
	return word;
}

/* In the order of a list. */
static const char *const elements[][2] = {
	{"ele", "ele"}, {"eleganteseleganteselegantes", "eleganteseleganteselegantes"},
	{"elephant", "éléphant"}, {"eleve", "eleve"}, {"eleve", "élève"}, {"eleve", "élevé"},
	{"eleveecoeuree", "élevéecœurée"}, {"eleveff", "éleveﬀ"}, {"elezz", "ele'zz"},
	{"eleœ", "eleœ"},
};
#define N_ELEMENTS (sizeof elements / sizeof *elements)

static void make_list(struct buf *bytes, size_t step)
{
	struct word before, word;
	for (size_t i = 0; i < N_ELEMENTS; i += step) {
		word = make_word(elements[i][0], elements[i][1], 1 + 200 * i);
		assert_ok(wordlist_add(bytes, 3, i > 0 ? &before : NULL, &word));
		before = word;
	}
}

static void expect_words(const struct buf *bytes, unsigned times)
{
	struct wordlist list;
	assert_true(wordlist_open(&list, "ele", 3, bytes->ptr, bytes->len));
	for (size_t i = 0; i < N_ELEMENTS; i++) {
		struct word word = make_word(elements[i][0], elements[i][1], 0);
		assert_int_equal(wordlist_next(&list), LIM_OK);
		assert_int_equal(wordlist_compare(&list.word, &word), 0);
		assert_int_equal(list.word.passages, (1 + 200 * i) * (i % 3 == 0 ? times : 1));
	}
	assert_int_equal(wordlist_next(&list), LIM_DONE);
}

static void test_words(void **state)
{
	(void)state;
	struct buf all, some, merged;
	buf_init(&all, BYTES_MAX);
	buf_init(&some, BYTES_MAX);
	buf_init(&merged, BYTES_MAX);
	make_list(&all, 1);
	make_list(&some, 3);
	expect_words(&all, 1);
	struct lim_slice lists[] = {{some.ptr, some.len}, {all.ptr, all.len}, {some.ptr, some.len}};
	assert_ok(wordlist_merge("ele", 3, lists, 3, &merged));
	expect_words(&merged, 3);
	lists[1].len--;
	buf_reset(&merged);
	assert_int_equal(wordlist_merge("ele", 3, lists, 3, &merged), LIM_E_DAMAGED);
	buf_done(&all);
	buf_done(&some);
	buf_done(&merged);
}

static int decode_words(const char *ptr, size_t len)
{
	struct wordlist list;
	int status;
	assert_true(wordlist_open(&list, "ele", 3, ptr, len));
	while ((status = wordlist_next(&list)) == LIM_OK)
		assert_true(list.word.folded_len <= WORD_MAX && list.word.written_len <= WORD_MAX);
	return status == LIM_DONE ? LIM_OK : status;
}

/* A cut between two words cannot be seen here; everything else must be, or be harmless. */
static void test_words_damage(void **state)
{
	(void)state;
	struct buf bytes;
	buf_init(&bytes, BYTES_MAX);
	make_list(&bytes, 1);
	for (size_t len = 0; len < bytes.len; len++) {
		char *cut = exact(bytes.ptr, len);
		decode_words(cut, len);
		free(cut);
	}
	for (size_t i = 0; i < bytes.len; i++) {
		for (unsigned value = 0; value < 256; value++) {
			char *changed = exact(bytes.ptr, bytes.len);
			changed[i] = (char)value;
			int status = decode_words(changed, bytes.len);
			assert_true(status == LIM_OK || status == LIM_E_DAMAGED);
			free(changed);
		}
	}
	assert_int_equal(wordlist_beginning("\xc3\xa9\xc5\x93" "ab", 6), 5);
	assert_int_equal(wordlist_beginning("ab", 2), 2);
	buf_done(&bytes);
}

/* ---- weights, terms, dates */

static void test_weight(void **state)
{
	(void)state;
	assert_int_equal(weight_of(FIELD_TEXT, 0, 100), 0);
	/* 127 / (1 + 0.9), 127 · 2 / (2 + 0.9) */
	assert_int_equal(weight_of(FIELD_TEXT, 1, 110), 67);
	assert_int_equal(weight_of(FIELD_TEXT, 2, 110), 88);
	assert_true(weight_of(FIELD_TEXT, 1, 60) > weight_of(FIELD_TEXT, 1, 180));
	assert_int_equal(weight_of(FIELD_TITLE, 1, 60), weight_of(FIELD_TITLE, 1, 180));
	assert_int_equal(weight_of(FIELD_TEXT, UINT32_MAX, 1), WEIGHT_MAX);
	assert_int_equal(weight_of(FIELD_TEXT, 1, UINT32_MAX), 1);
}

static void test_terms(void **state)
{
	(void)state;
	char out[16];
	assert_int_equal(term_put(out, FIELD_TEXT, "chat", 4), 4);
	assert_memory_equal(out, "chat", 4);
	assert_int_equal(term_put(out, FIELD_TITLE, "chat", 4), 5);
	assert_memory_equal(out, "Schat", 5);
	assert_int_equal(term_put(out, FIELD_FOLDER, "Xa", 2), 4);
	assert_memory_equal(out, "P:Xa", 4);
}

/* The terms of a place, a blank between them. */
static const char *places_of(const struct store_term *filters, size_t n)
{
	static char all[4 * PLACE_MAX];
	struct place place;
	char *end = all;
	for (size_t next = 0; place_next(&place, filters, n, &next); *end++ = ' ')
		end = mempcpy(end, place.text, place.len);
	*end = '\0';
	return all;
}

static bool answers(const char *term, enum store_field field, const char *name)
{
	char *copy = exact(term, strlen(term));
	bool yes = place_answers(copy, strlen(term), field, name, strlen(name));
	free(copy);
	return yes;
}

#define FILTER(field, text) {{text, sizeof(text) - 1}, field}

static void test_places(void **state)
{
	(void)state;
	const struct store_term all[] = {FILTER(FIELD_TYPE, "text"), FILTER(FIELD_FOLDER, "srv"),
		FILTER(FIELD_AUTHOR, "anne"), FILTER(FIELD_FOLDER, "a/"), FILTER(FIELD_FOLDER, "/"),
		FILTER(FIELD_FOLDER, "b//c"), FILTER(FIELD_EXTENSION, "t:x")};
	assert_string_equal(places_of(all, 7), "/srv/a/b/c//t:x:text ");
	assert_string_equal(places_of(all + 1, 3), "/srv/a ");
	assert_string_equal(places_of(all, 1), "//:text ");
	assert_string_equal(places_of(all + 6, 1), "//t:x: ");
	assert_string_equal(places_of(all + 2, 1), "");
	struct store_term deep[9];
	char name[64];
	memset(name, 'x', sizeof name);
	for (int i = 0; i < 9; i++)
		deep[i] = (struct store_term){{name, sizeof name}, FIELD_FOLDER};
	deep[8] = (struct store_term)FILTER(FIELD_TYPE, "html");
	const char *terms = places_of(deep, 9);
	assert_int_equal(strlen(terms), 8 * 65 + 7 + 3);
	assert_string_equal(strrchr(terms, 'x') + 1, "//:html ");

	const char *place = "/srv/a/b/c//t:x:text";
	static const struct { enum store_field field; const char *name; bool answers; } facts[] = {
		{FIELD_FOLDER, "srv", true}, {FIELD_FOLDER, "c", true}, {FIELD_FOLDER, "a/b", true},
		{FIELD_FOLDER, "sr", false}, {FIELD_FOLDER, "rv", false}, {FIELD_FOLDER, "", false},
		{FIELD_FOLDER, "t:x", false}, {FIELD_FOLDER, "text", false}, {FIELD_FOLDER, "/a", false},
		{FIELD_TYPE, "text", true}, {FIELD_TYPE, "x:text", false}, {FIELD_TYPE, "", false},
		{FIELD_EXTENSION, "t:x", true}, {FIELD_EXTENSION, "t", false}, {FIELD_EXTENSION, "c", false},
	};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		assert_int_equal(answers(place, facts[i].field, facts[i].name), facts[i].answers);
	assert_false(answers("//:text", FIELD_FOLDER, "text"));
	assert_false(answers("//:text", FIELD_EXTENSION, ""));
	assert_true(answers("//:text", FIELD_TYPE, "text"));
	assert_false(answers("/a/text", FIELD_TYPE, "text"));
	assert_false(answers("", FIELD_FOLDER, "a"));
	assert_true(answers("/a", FIELD_FOLDER, "a"));
	assert_true(answers("/aa/a", FIELD_FOLDER, "a"));
}

static void test_dates(void **state)
{
	(void)state;
	static const char *const facts[][2] = {
		{"2021-11-16", "20211116"}, {"2021-11", "202111"}, {"2021", "2021"}, {"", ""},
		{"20211116", "20211116"}, {"2021-11-16T10:00:00Z", "20211116"}, {"2021-1", "2021"},
		{"hier", ""}, {"202", ""}, {"2021-xx", "2021"}, {"16/11/2021", ""},
	};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		char out[DATE_MAX];
		size_t len = date_digits(facts[i][0], out);
		assert_int_equal(len, strlen(facts[i][1]));
		assert_memory_equal(out, facts[i][1], len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dead),
		cmocka_unit_test_setup_teardown(test_articles, make_dir, drop_dir),
		cmocka_unit_test_setup_teardown(test_many_articles, make_dir, drop_dir),
		cmocka_unit_test(test_block),
		cmocka_unit_test(test_block_damage),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_words_damage),
		cmocka_unit_test(test_weight),
		cmocka_unit_test(test_terms),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
