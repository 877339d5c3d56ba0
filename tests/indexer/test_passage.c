/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "indexer/passage.h"
#include "tests/test.h"

static struct document doc;
static struct passages passages;

static int begin(void **state)
{
	(void)state;
	document_init(&doc, (size_t)1 << 26);
	passages = (struct passages){0};
	return 0;
}

static int end(void **state)
{
	(void)state;
	document_done(&doc);
	passages_done(&passages);
	return 0;
}

/* n words; a sentence ends after every tenth, or never. */
static void add_words(enum block_kind kind, size_t line, size_t n, size_t sentence)
{
	struct buf text;
	buf_init(&text, (size_t)1 << 24);
	for (size_t i = 1; i <= n; i++) {
		bool last = sentence > 0 && i % sentence == 0;
		buf_printf(&text, "%s%zu%s", i == 1 || (sentence > 0 && i % sentence == 1) ? "Mot" : "mot",
			doc.n_blocks, last ? ". " : " ");
	}
	assert_int_equal(document_add_block(&doc, kind, line, text.ptr, text.len), LIM_OK);
	buf_done(&text);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* What is true of all packings. */
static void assert_properties(void)
{
	const char *text = doc.text.ptr;
	size_t at = 0;
	assert_int_equal(passage_pack(&doc, false, &passages), LIM_OK);
	for (size_t i = 0; i < passages.n; i++) {
		const struct passage *p = &passages.list[i];
		assert_true(p->start >= at && p->start < p->end && p->end <= doc.text.len);
		while (at < p->start)
			assert_true(is_blank(text[at++]));
		assert_false(is_blank(text[p->start]) || is_blank(text[p->end - 1]));
		assert_true(passage_words(text + p->start, p->end - p->start) <= PASSAGE_MAX);
		at = p->end;
	}
	while (at < doc.text.len)
		assert_true(is_blank(text[at++]));
}

/* ---- table */

struct row {
	const char *blocks;	/* "p100" paragraph of sentences, "s200" one sentence, "h3" heading */
	const char *sizes;	/* of the passages, in words */
};

static const struct row rows[] = {
	{"", ""},
	{"p30", "30"},
	{"p100 p100", "100 100"},
	{"p50 p50 p50 p50", "100 100"},
	{"p100 p20", "120"},			/* a short tail joins its predecessor */
	{"p30 p40 p30 p40 p30 p40", "100 110"},
	{"p170 p30", "170 30"},			/* but not where that were too long */
	{"p50 p50 p30 p50 p40", "100 120"},
	{"p40 p170", "100 110"},		/* a paragraph that does not fit is shared out */
	{"h3 p100 h3 p100", "103 103"},		/* a heading begins a passage */
	{"h3 p20 h3 p20 h3 p20 h3 p20", "92"},	/* unless the passage is short */
	{"p100 h5", "105"},
	{"h5", "5"},
	{"h3 h3 h3 p90", "99"},
	{"h40 h40 p50", "130"},
	{"p500", "100 100 100 100 100"},
	{"p240", "100 140"},
	{"s200", "100 100"},			/* a sentence that is too long is cut at a blank */
	{"s190", "100 90"},
	{"s500 p20", "100 100 100 100 120"},
	{"h90 p100", "90 100"},			/* what is as long as that is no heading */
};

static void build(const char *blocks)
{
	char kind;
	size_t n;
	int used;
	for (; sscanf(blocks, " %c%zu%n", &kind, &n, &used) == 2; blocks += used)
		add_words(kind == 'h' ? BLOCK_HEADING : BLOCK_PARAGRAPH, 1, n, kind == 'p' ? 10 : 0);
}

static void test_table(void **state)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char sizes[256] = "";
		size_t len = 0;
		document_reset(&doc);
		build(rows[i].blocks);
		assert_properties();
		for (size_t k = 0; k < passages.n; k++)
			len += (size_t)snprintf(sizes + len, sizeof sizes - len, "%s%zu", k ? " " : "",
				passage_words(doc.text.ptr + passages.list[k].start,
					passages.list[k].end - passages.list[k].start));
		if (strcmp(sizes, rows[i].sizes) != 0)
			fail_msg("%s: %s instead of %s", rows[i].blocks, sizes, rows[i].sizes);
	}
	(void)state;
}

/* ---- properties */

static void test_random(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 2000; round++) {
		document_reset(&doc);
		int n = rand() % 12;
		for (int i = 0; i < n; i++) {
			enum block_kind kind = rand() % 4 ? BLOCK_PARAGRAPH : BLOCK_HEADING;
			size_t words = 1 + (size_t)rand() % (kind == BLOCK_HEADING ? 20 : 300);
			add_words(kind, 1, words, rand() % 3 ? 1 + (size_t)rand() % 40 : 0);
		}
		assert_properties();
		/* No heading ends a passage, but the article's last. */
		for (size_t i = 0; i + 1 < passages.n; i++)
			for (size_t b = 0; b < doc.n_blocks; b++)
				if (doc.blocks[b].start + doc.blocks[b].len == passages.list[i].end)
					assert_true(doc.blocks[b].kind == BLOCK_PARAGRAPH);
	}
}

static void test_sentence_ends(void **state)
{
	(void)state;
	add_words(BLOCK_PARAGRAPH, 1, 2000, 7);
	assert_properties();
	for (size_t i = 0; i < passages.n; i++)
		if (i + 1 < passages.n)
			assert_int_equal(doc.text.ptr[passages.list[i].end - 1], '.');
}

/* Only what sentences do not allow is short. */
static void test_lower_bound(void **state)
{
	(void)state;
	for (size_t n = 60; n < 1500; n += 37) {
		document_reset(&doc);
		add_words(BLOCK_PARAGRAPH, 1, n, 10);
		assert_properties();
		for (size_t i = 0; i < passages.n; i++)
			assert_true(passage_words(doc.text.ptr + passages.list[i].start,
				passages.list[i].end - passages.list[i].start) >= PASSAGE_MIN);
	}
}

static void test_headings(void **state)
{
	(void)state;
	add_words(BLOCK_PARAGRAPH, 1, 100, 10);
	document_add_block(&doc, BLOCK_HEADING, 3, "Grand", 5);
	document_add_block(&doc, BLOCK_HEADING, 5, "Petit", 5);
	add_words(BLOCK_PARAGRAPH, 7, 250, 10);
	assert_properties();
	assert_int_equal(passages.n, 3);
	assert_int_equal(passages.list[0].heading, 0);
	for (size_t i = 1; i < 3; i++) {
		struct lim_slice heading = passage_heading(&doc, &passages.list[i]);
		assert_int_equal(heading.len, 5);
		assert_memory_equal(heading.ptr, "Petit", 5);
	}
	assert_int_equal(passages.list[1].line, 3);
	assert_memory_equal(doc.text.ptr + passages.list[1].start, "Grand", 5);
}

static void test_lines(void **state)
{
	struct buf text;
	(void)state;
	buf_init(&text, 1 << 20);
	for (int i = 0; i < 40; i++)
		buf_adds(&text, "Une ligne de dix mots qui finit par un point.\n");
	document_add_block(&doc, BLOCK_PARAGRAPH, 12, text.ptr, text.len);
	buf_done(&text);
	assert_properties();
	assert_true(passages.n == 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(passages.list[i].line, 12 + 10 * i);
	assert_int_equal(passage_pack(&doc, true, &passages), LIM_OK);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(passages.list[i].line, 12);
	doc.blocks[0].line = 0;
	assert_int_equal(passage_pack(&doc, false, &passages), LIM_OK);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(passages.list[i].line, 0);
}

/* ---- long lines */

static void pack_line(char *line, size_t len)
{
	document_reset(&doc);
	assert_int_equal(document_add_block(&doc, BLOCK_PARAGRAPH, 1, line, len), LIM_OK);
	assert_int_equal(passage_pack(&doc, false, &passages), LIM_OK);
	assert_true(passages.n > len / 8000);
}

/* 5 MB without a blank, without a sentence, and with both: quadratic time would be minutes. */
static void test_long_line(void **state)
{
	size_t len = 5 << 20;
	char *line = malloc(len);
	(void)state;
	assert_non_null(line);
	memset(line, 'a', len);
	pack_line(line, len);
	for (size_t i = 5; i < len; i += 6)
		line[i] = ' ';
	pack_line(line, len);
	for (size_t i = 4; i < len; i += 60)
		line[i] = '.';
	pack_line(line, len);
	assert_properties();
	for (size_t i = 0; i + 1 < len; i += 2)
		memcpy(line + i, "\xc3\xa9", 2);
	pack_line(line, len);
	for (size_t i = 0; i < passages.n; i++)
		assert_int_equal((unsigned char)line[passages.list[i].start], 0xc3);
	free(line);
}

static void test_no_break_blanks(void **state)
{
	struct buf text;
	(void)state;
	buf_init(&text, 1 << 20);
	for (int i = 0; i < 400; i++)
		buf_adds(&text, "mot\xc2\xa0 ");
	document_add_block(&doc, BLOCK_PARAGRAPH, 1, text.ptr, text.len);
	buf_done(&text);
	assert_int_equal(passage_pack(&doc, false, &passages), LIM_OK);
	assert_int_equal(passages.n, 4);
	for (size_t i = 0; i < passages.n; i++)
		assert_int_equal(doc.text.ptr[passages.list[i].end - 1], 't');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_table, begin, end),
		cmocka_unit_test_setup_teardown(test_random, begin, end),
		cmocka_unit_test_setup_teardown(test_sentence_ends, begin, end),
		cmocka_unit_test_setup_teardown(test_lower_bound, begin, end),
		cmocka_unit_test_setup_teardown(test_headings, begin, end),
		cmocka_unit_test_setup_teardown(test_lines, begin, end),
		cmocka_unit_test_setup_teardown(test_long_line, begin, end),
		cmocka_unit_test_setup_teardown(test_no_break_blanks, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
