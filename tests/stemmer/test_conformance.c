/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where neither folding nor a table nor a rule of ours changes anything our terms are libstemmer's stems, over the
 * official French vocabulary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <libstemmer.h>

#include "stemmer/analyze.h"
#include "stemmer/form.h"
#include "stemmer/roman.h"
#include "stemmer/suffix.h"

#ifndef SNOWBALL_VOCABULARY
#define SNOWBALL_VOCABULARY "/usr/share/snowball/data/french/voc.txt"
#endif

struct answer {
	size_t count;
	char term[TERM_MAX];
	size_t len;
};

static int keep(void *ctx, const struct token *token)
{
	struct answer *answer = ctx;
	answer->count++;
	memcpy(answer->term, token->term.ptr, token->term.len);
	answer->len = token->term.len;
	return 0;
}

static bool has_rule(const char *word, size_t len)
{
	char changed[256], other[256];
	memcpy(changed, word, len);
	return form_find(word, len) || suffix_prepare(changed, len) != len || memcmp(changed, word, len) != 0 ||
	       suffix_masculine(word, len, other) > 0 || suffix_infinitive(word, len, other) > 0 ||
	       roman_arabic(word, len, other) > 0 ||
	       (len > 2 && memcmp(word + len - 2, "ii", 2) == 0);
}

static bool is_plain(const char *word, size_t len)
{
	struct buf folded;
	buf_init(&folded, 1024);
	bool plain = strcspn(word, "-'0123456789") == len &&
		     analyze_fold(word, len, &folded) == LIM_OK && folded.len == len &&
		     memcmp(folded.ptr, word, len) == 0;
	buf_done(&folded);
	return plain;
}

static void test_vocabulary(void **state)
{
	char word[256];
	struct analyzer *analyzer;
	size_t compared = 0, wrong = 0;
	(void)state;
	FILE *file = fopen(SNOWBALL_VOCABULARY, "r");
	assert_non_null(file);
	struct sb_stemmer *stemmer = sb_stemmer_new("french", "UTF_8");
	assert_non_null(stemmer);
	assert_int_equal(analyzer_new(&analyzer, NULL), LIM_OK);
	while (fgets(word, sizeof word, file)) {
		size_t len = strcspn(word, "\r\n");
		word[len] = '\0';
		if (len == 0 || !is_plain(word, len) || has_rule(word, len))
			continue;
		const sb_symbol *stem = sb_stemmer_stem(stemmer, (sb_symbol *)word, (int)len);
		struct lim_slice whole = {(const char *)stem, (size_t)sb_stemmer_length(stemmer)};
		size_t stem_len = suffix_finish(whole).len;
		struct answer answer = {0};
		if (stem_len > TERM_MAX)
			continue;
		assert_int_equal(analyze(analyzer, word, len, ANALYZE_DOCUMENT, keep, &answer), LIM_OK);
		compared++;
		if (answer.count == 1 && answer.len == stem_len &&
		    memcmp(answer.term, stem, stem_len) == 0)
			continue;
		wrong++;
		print_error("%s: Snowball says %.*s, we %.*s in %zu tokens\n", word, (int)stem_len,
			(const char *)stem, (int)answer.len, answer.term, answer.count);
	}
	fclose(file);
	analyzer_free(analyzer);
	sb_stemmer_delete(stemmer);
	assert_int_equal(wrong, 0);
	assert_true(compared > 10000);
}

int main(void)
{
	/* cmocka 1.1.5 calls a skipped test "not ok". */
	if (access(SNOWBALL_VOCABULARY, R_OK) != 0) {
		puts("1..0 # SKIP " SNOWBALL_VOCABULARY " is not there: install snowball-data");
		return 0;
	}
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_vocabulary)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
