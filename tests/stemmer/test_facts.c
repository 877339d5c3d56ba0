/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every step of the chain against its table of facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stemmer/analyze.h"
#include "stemmer/courtesy.h"
#include "stemmer/sentence.h"
#include "tests/stemmer/facts.h"

#define TEXT_MAX 65536

static struct analyzer *analyzer;

/* How tokens are written down, to be compared with the second column. */
struct picture {
	struct buf *buf;
	const char *text;
};

static void add_separator(struct buf *buf, char separator, const struct token *token)
{
	if (buf->len > 0)
		buf_addc(buf, separator);
	if (token->flags & TOKEN_ALTERNATE)
		buf_addc(buf, '~');
}

static int draw_term(void *ctx, const struct token *token)
{
	struct picture *picture = ctx;
	add_separator(picture->buf, ' ', token);
	return buf_add(picture->buf, token->term.ptr, token->term.len);
}

static int draw_slice(void *ctx, const struct token *token)
{
	struct picture *picture = ctx;
	add_separator(picture->buf, '|', token);
	return buf_add(picture->buf, picture->text + token->start, token->len);
}

static int draw_stop(void *ctx, const struct token *token)
{
	struct picture *picture = ctx;
	bool stop = token->flags & TOKEN_STOP;
	if (token->flags & TOKEN_ALTERNATE)
		return 0;
	add_separator(picture->buf, ' ', token);
	buf_adds(picture->buf, stop ? "(" : "");
	buf_add(picture->buf, token->word.ptr, token->word.len);
	return buf_adds(picture->buf, stop ? ")" : "");
}

static bool check_tokens(struct fact *fact, analyze_callback *draw)
{
	struct buf got, *text = &fact->column[0];
	struct picture picture = {&got, text->ptr};
	buf_init(&got, TEXT_MAX);
	assert_int_equal(analyze(analyzer, text->ptr, text->len, ANALYZE_DOCUMENT, draw, &picture), 0);
	bool equal = fact_equals(fact, &fact->column[1], &got);
	buf_done(&got);
	return equal;
}

static bool check_terms(struct fact *fact)
{
	return check_tokens(fact, draw_term);
}

static bool check_slices(struct fact *fact)
{
	return check_tokens(fact, draw_slice);
}

static bool check_stops(struct fact *fact)
{
	return check_tokens(fact, draw_stop);
}

static bool check_text(struct fact *fact, int (*change)(const char *, size_t, struct buf *))
{
	struct buf got;
	buf_init(&got, TEXT_MAX);
	assert_int_equal(change(fact->column[0].ptr, fact->column[0].len, &got), LIM_OK);
	bool equal = fact_equals(fact, &fact->column[1], &got);
	buf_done(&got);
	return equal;
}

static bool check_normalized(struct fact *fact)
{
	return check_text(fact, analyze_normalize);
}

static bool check_folded(struct fact *fact)
{
	return check_text(fact, analyze_fold);
}

/* All terms of the text, each between blanks; for a query, whether each position has one of them. A reading of
 * several parts that is found stands for all of them, as it does in a search. "less": only what is seldom meant
 * is there. */
static int collect_term(void *ctx, const struct token *token)
{
	buf_addc(ctx, ' ');
	buf_add(ctx, token->term.ptr, token->term.len);
	return buf_addc(ctx, ' ');
}

struct search {
	const char *terms;
	uint32_t found, positions;
	size_t covered;		/* bytes of the query that readings found so far reach over */
	bool here, less;
};

static int search_term(void *ctx, const struct token *token)
{
	struct search *search = ctx;
	char term[TERM_MAX + 3];
	if (!(token->flags & TOKEN_ALTERNATE)) {
		search->positions++;
		search->here = token->start < search->covered;
		search->found += search->here;
	}
	term[0] = ' ';
	memcpy(term + 1, token->term.ptr, token->term.len);
	memcpy(term + 1 + token->term.len, " ", 2);
	if (!search->here && strstr(search->terms, term)) {
		search->here = true;
		search->found++;
		search->less |= token->flags & TOKEN_LESSER;
		search->covered = token->start + token->len;
	}
	return 0;
}

static bool check_found(struct fact *fact)
{
	struct buf terms, got;
	buf_init(&terms, TEXT_MAX);
	buf_init(&got, TEXT_MAX);
	analyze(analyzer, fact->column[0].ptr, fact->column[0].len, ANALYZE_DOCUMENT, collect_term, &terms);
	struct search search = {.terms = terms.ptr};
	analyze(analyzer, fact->column[1].ptr, fact->column[1].len, ANALYZE_QUERY, search_term, &search);
	buf_adds(&got, search.found < search.positions ? "not" : search.less ? "less" : "found");
	bool equal = fact_equals(fact, &fact->column[2], &got);
	buf_done(&terms);
	buf_done(&got);
	return equal;
}

static int find_term(void *ctx, const struct token *token)
{
	struct search *search = ctx;
	search->here = false;
	return search_term(search, token);
}

/* Whether a text is found by a query of one word. */
static bool is_found(struct lim_slice text, struct lim_slice query)
{
	struct buf terms;
	buf_init(&terms, TEXT_MAX);
	analyze(analyzer, text.ptr, text.len, ANALYZE_DOCUMENT, collect_term, &terms);
	struct search search = {.terms = terms.ptr};
	analyze(analyzer, query.ptr, query.len, ANALYZE_QUERY, find_term, &search);
	buf_done(&terms);
	return search.found > 0;
}

/* Each form of the second column, with its accents and without, is found by the infinitive. */
static bool check_conjugated(struct fact *fact)
{
	const struct buf *list = &fact->column[1];
	struct lim_slice infinitive = {fact->column[0].ptr, fact->column[0].len};
	bool right = true;
	struct buf bare;
	buf_init(&bare, TEXT_MAX);
	for (size_t at = 0, len; at < list->len; at += len + 1) {
		len = strcspn(list->ptr + at, " ");
		bool other = list->ptr[at + len - 1] == '!';
		struct lim_slice form = {list->ptr + at, len - other};
		buf_reset(&bare);
		analyze_fold(form.ptr, form.len, &bare);
		bool found = is_found(form, infinitive) &&
			     (other || is_found((struct lim_slice){bare.ptr, bare.len}, infinitive));
		if (!found)
			print_error("%s:%u: %.*s is not found by %s\n", fact->file, fact->line, (int)form.len,
				form.ptr, infinitive.ptr);
		right &= found;
	}
	buf_done(&bare);
	return right;
}

/* The fact's text has a bar at each end of a sentence but the last. */
static bool check_sentences(struct fact *fact)
{
	struct buf text, got;
	buf_init(&text, TEXT_MAX);
	buf_init(&got, TEXT_MAX);
	for (size_t i = 0; i < fact->column[0].len; i++)
		if (fact->column[0].ptr[i] != '|')
			buf_addc(&text, fact->column[0].ptr[i]);
	for (size_t start = 0, end; start < text.len; start = end) {
		end = sentence_end(text.ptr, text.len, start);
		assert_in_range(end, start + 1, text.len);
		buf_add(&got, text.ptr + start, end - start);
		if (text.ptr[end + strspn(text.ptr + end, " \n")] != '\0')
			buf_addc(&got, '|');
	}
	bool equal = fact_equals(fact, &fact->column[0], &got);
	buf_done(&text);
	buf_done(&got);
	return equal;
}

/* The fact's text has brackets around what is courtesy. */
static bool check_courtesy(struct fact *fact)
{
	struct courtesy_span spans[COURTESY_WORDS];
	struct buf text, got;
	buf_init(&text, TEXT_MAX);
	buf_init(&got, TEXT_MAX);
	for (size_t i = 0; i < fact->column[0].len; i++)
		if (!strchr("()", fact->column[0].ptr[i]))
			buf_addc(&text, fact->column[0].ptr[i]);
	size_t n = courtesy_find(text.ptr, text.len, spans), end = 0;
	for (size_t i = 0; i < n; i++) {
		assert_in_range(spans[i].start, end, text.len);
		buf_add(&got, text.ptr + end, spans[i].start - end);
		buf_printf(&got, "(%.*s)", (int)spans[i].len, text.ptr + spans[i].start);
		end = spans[i].start + spans[i].len;
	}
	buf_add(&got, text.ptr + end, text.len - end);
	bool equal = fact_equals(fact, &fact->column[0], &got);
	buf_done(&text);
	buf_done(&got);
	return equal;
}

static void test_normalize(void **state)
{
	(void)state;
	facts_check("normalize", 3, 30, check_normalized);
}

static void test_fold(void **state)
{
	(void)state;
	facts_check("fold", 3, 30, check_folded);
}

static void test_elision(void **state)
{
	(void)state;
	facts_check("elision", 3, 60, check_terms);
}

static void test_stop(void **state)
{
	(void)state;
	facts_check("stop", 3, 50, check_stops);
}

static void test_numbers(void **state)
{
	(void)state;
	facts_check("numbers", 3, 50, check_terms);
}

static void test_words(void **state)
{
	(void)state;
	facts_check("words", 3, 50, check_slices);
}

static void test_analyze(void **state)
{
	(void)state;
	facts_check("analyze", 3, 30, check_terms);
}

static void test_found(void **state)
{
	(void)state;
	facts_check("found", 4, 600, check_found);
}

static void test_conjugations(void **state)
{
	(void)state;
	facts_check("conjugations", 3, 600, check_conjugated);
}

static void test_courtesy(void **state)
{
	(void)state;
	facts_check("courtesy", 2, 30, check_courtesy);
}

static void test_sentences(void **state)
{
	(void)state;
	facts_check("sentences", 2, 300, check_sentences);
}

static int set_up(void **state)
{
	(void)state;
	return analyzer_new(&analyzer, NULL);
}

static int tear_down(void **state)
{
	(void)state;
	analyzer_free(analyzer);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normalize),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_elision),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_analyze),
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_conjugations),
		cmocka_unit_test(test_courtesy),
		cmocka_unit_test(test_sentences),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
