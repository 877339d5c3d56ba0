/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for any bytes whatever: spans within the text and in order, slices that are valid
 * terms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "stemmer/analyze.h"
#include "stemmer/sentence.h"

#define TEXT_MAX 512

static struct analyzer *analyzer, *second;

/* xorshift64: the same texts on every machine. */
static uint64_t seed = 88172645463325252u;

static unsigned random_below(unsigned limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % limit;
}

struct checked {
	const char *text;
	size_t len;
	size_t start;		/* of the token before */
	uint32_t positions;
};

/* The first token of a span that is analysed alone. */
struct again {
	size_t count;
	char term[TERM_MAX];
	size_t len;
};

static int keep_first(void *ctx, const struct token *token)
{
	struct again *again = ctx;
	if (again->count++ == 0) {
		memcpy(again->term, token->term.ptr, token->term.len);
		again->len = token->term.len;
	}
	return 0;
}

static void check_slice(struct lim_slice slice)
{
	char text[TERM_MAX];
	struct buf normal;
	assert_in_range(slice.len, 1, TERM_MAX);
	memcpy(text, slice.ptr, slice.len);
	assert_int_equal(utf8_valid(text, slice.len), slice.len);
	for (size_t i = 0; i < slice.len; i++)
		assert_false(text[i] >= 'A' && text[i] <= 'Z');
	buf_init(&normal, 16 * TERM_MAX);
	assert_int_equal(analyze_normalize(text, slice.len, &normal), LIM_OK);
	buf_done(&normal);
}

static int check_token(void *ctx, const struct token *token)
{
	struct checked *checked = ctx;
	bool alternate = token->flags & TOKEN_ALTERNATE;
	check_slice(token->term);
	check_slice(token->word);
	assert_true(token->len > 0);
	assert_true(token->start < checked->len && token->len <= checked->len - token->start);
	assert_true(token->start >= checked->start);
	assert_int_equal(utf8_valid(checked->text + token->start, token->len), token->len);
	checked->start = token->start;
	if (alternate) {
		assert_int_equal(token->position + 1, checked->positions);
		return 0;
	}
	assert_int_equal(token->position, checked->positions++);
	struct again again = {0};
	assert_int_equal(analyze(second, checked->text + token->start, token->len, ANALYZE_SPANS,
		keep_first, &again), LIM_OK);
	if (again.len != token->term.len || memcmp(again.term, token->term.ptr, again.len) != 0)
		fail_msg("[%.*s] in [%.*s] is %.*s, alone %.*s", (int)token->len,
			checked->text + token->start, (int)checked->len, checked->text,
			(int)token->term.len, token->term.ptr, (int)again.len, again.term);
	return 0;
}

static void check_text(const char *text, size_t len)
{
	/* An exact allocation, so that a sanitizer sees every byte read behind it. */
	char *copy = malloc(len ? len : 1);
	struct buf buf;
	memcpy(copy, text, len);
	struct checked checked = {.text = copy, .len = len};
	assert_int_equal(analyze(analyzer, copy, len, ANALYZE_DOCUMENT, check_token, &checked), LIM_OK);
	for (size_t start = 0, end; start < len; start = end) {
		end = sentence_end(copy, len, start);
		assert_in_range(end, start + 1, len);
	}
	buf_init(&buf, 64 * TEXT_MAX);
	assert_int_equal(analyze_normalize(copy, len, &buf), LIM_OK);
	buf_reset(&buf);
	assert_int_equal(analyze_fold(copy, len, &buf), LIM_OK);
	assert_int_equal(utf8_valid(buf.ptr, buf.len), buf.len);
	buf_done(&buf);
	free(copy);
}

static unsigned rounds(void)
{
	return getenv("LIMIER_SLOW") ? 2000 : 20000;
}

static void test_bytes(void **state)
{
	char text[TEXT_MAX];
	(void)state;
	for (unsigned round = 0; round < rounds(); round++) {
		size_t len = random_below(64);
		for (size_t i = 0; i < len; i++)
			text[i] = (char)random_below(256);
		check_text(text, len);
	}
}

static void test_unicode(void **state)
{
	char text[TEXT_MAX];
	static const int32_t limits[] = {0x80, 0x250, 0x3000, 0x10000, 0x110000};
	(void)state;
	for (unsigned round = 0; round < rounds(); round++) {
		size_t len = 0, want = random_below(TEXT_MAX / 4);
		int32_t limit = limits[random_below(5)];
		while (len < want) {
			int32_t c = (int32_t)random_below((unsigned)limit);
			if (c < 0xd800 || c > 0xdfff)
				len += utf8_put(text + len, c);
		}
		check_text(text, len);
	}
}

/* What the rules look at, in any order. */
static void test_pieces(void **state)
{
	static const char *const pieces[] = {
		"a", "l", "d", "qu", "jusqu", "aujourd", "hui", "grand", "mère", "O", "N", "t", "il", "'",
		"’", "ʼ", "´", "-", "‐", "\u2011", ".", "..", "…", "!", "?", ",", ":", "@", "_", "+", "#",
		" ", " ", " ", "\u00a0", "\u202f", "\n", "\n\n", "1", "12", "000", "20", "h", "30", "e", "ème",
		"kg", "n", "°", "est", "dés", "suis", "danseuse", "étudient", "noyaux", "XIX", "covid",
		"parlons", "allâmes", "№", "É", "e\u0301", "\u0301", "\u00ad", "\u200b", "œ", "ß", "²", "₂", "ᵉ", "«",
		"»", "(", ")", "[", "]", "M", "etc", "J", "C", "av", "Le", "IV", "日本", "ﷺ", "\xff", "\xe2\x80",
	};
	char text[TEXT_MAX];
	(void)state;
	for (unsigned round = 0; round < 2 * rounds(); round++) {
		size_t len = 0, count = random_below(24);
		for (size_t i = 0; i < count; i++) {
			const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		check_text(text, len);
	}
}

/* Runs and chunks longer than any ceiling. */
static void test_long(void **state)
{
	static const char *const units[] = {
		"a", "é", "e\u0301", "9", "a-", "a'", "l'", "o'bri", "1.", "a.", "100 ", "\u00ad", "\u0301",
		"ﷺ", "ab@c.", ".", "?", " ", "\n", "[1]", "日",
	};
	size_t size = 200000;
	char *text = malloc(size + 16);
	(void)state;
	for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
		size_t len = 0;
		while (len < size) {
			memcpy(text + len, units[u], strlen(units[u]));
			len += strlen(units[u]);
		}
		struct checked checked = {.text = text, .len = len};
		assert_int_equal(analyze(analyzer, text, len, ANALYZE_DOCUMENT, check_token, &checked), 0);
		for (size_t start = 0, end; start < len; start = end) {
			end = sentence_end(text, len, start);
			assert_in_range(end, start + 1, len);
		}
	}
	free(text);
}

static int set_up(void **state)
{
	(void)state;
	return analyzer_new(&analyzer, NULL) || analyzer_new(&second, NULL);
}

static int tear_down(void **state)
{
	(void)state;
	analyzer_free(analyzer);
	analyzer_free(second);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_unicode),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_long),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
