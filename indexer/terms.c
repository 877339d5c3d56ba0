/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"
#include "stemmer/link.h"

struct stem {
	uint32_t epoch;		/* when it was last seen, */
	uint32_t slot;		/* and where among the terms of then */
	uint32_t title;		/* its number as a term of a title + 1; 0: not known */
};

/* A word with a term, as one place of the analyzer's memory gives it: several may be the same. */
struct pair {
	uint32_t epoch;		/* when it was last seen, */
	uint32_t count;		/* and how often then */
	uint32_t word, stem;
	uint32_t hash;		/* of the stem, for signatures */
};

/* A word with a term that the analyzer does not remember: a long one, a number. */
struct rare {
	uint32_t word, stem;
};

struct title_term {
	uint32_t stem, title, frequency;
};

/* When there are so many, the analyzer forgets their numbers, and they begin anew. */
#define PAIRS_MAX ((size_t)1 << 18)

#define FOLD_MAX ((size_t)1 << 16)
#define TITLE_MAX ((size_t)1 << 16)

int terms_init(struct terms *terms, struct lim_error *err)
{
	*terms = (struct terms){0};
	buf_init(&terms->fold, FOLD_MAX);
	buf_init(&terms->title, TITLE_MAX);
	return analyzer_new(&terms->analyzer, err);
}

void terms_done(struct terms *terms)
{
	analyzer_free(terms->analyzer);
	buf_done(&terms->fold);
	buf_done(&terms->title);
	signature_done(&terms->signature);
	free(terms->stems);
	free(terms->pairs);
	free(terms->seen);
	free(terms->rare);
	free(terms->title_terms);
	free(terms->title_words);
	free(terms->out_terms);
	free(terms->out_words);
	*terms = (struct terms){0};
}

static void forget_pairs(struct terms *terms)
{
	terms->n_pairs = 0;
	analyzer_clear_memos(terms->analyzer);
}

void terms_segment(struct terms *terms, struct lexicon *lexicon, struct vocabulary *vocabulary)
{
	terms->lexicon = lexicon;
	terms->vocabulary = vocabulary;
	terms->n_stems = 0;
	terms->title_read = false;
	forget_pairs(terms);
}

/* ---------------------------------------------------------------- numbers of terms and words */

/* Whether a normalised word is its own folded form. */
static bool is_folded(struct lim_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80 || s.ptr[i] == '\'')
			return false;
	return true;
}

static int new_word(struct terms *terms, struct lim_slice word, uint32_t *number)
{
	struct lim_slice folded = word;
	if (!is_folded(word)) {
		buf_reset(&terms->fold);
		int status = analyze_fold(word.ptr, word.len, &terms->fold);
		if (status != LIM_OK)
			return status;
		folded = (struct lim_slice){terms->fold.ptr, terms->fold.len};
	}
	return vocabulary_number(terms->vocabulary, word, folded, number);
}

static int number_word(struct terms *terms, struct lim_slice word, uint32_t *number)
{
	*number = vocabulary_find(terms->vocabulary, word);
	return *number != VOCABULARY_NONE ? LIM_OK : new_word(terms, word, number);
}

static int number_stem(struct terms *terms, struct lim_slice term, uint32_t *number)
{
	int status = lexicon_number(terms->lexicon, FIELD_TEXT, term, number);
	while (status == LIM_OK && terms->n_stems <= *number) {
		status = GROW(terms->stems, terms->stems_cap, terms->n_stems);
		if (status == LIM_OK)
			terms->stems[terms->n_stems++] = (struct stem){0};
	}
	return status;
}

static int number_token(struct terms *terms, const struct token *token, uint32_t *word, uint32_t *stem)
{
	int status = number_word(terms, token->word, word);
	return status == LIM_OK ? number_stem(terms, token->term, stem) : status;
}

static uint32_t hash_term(struct lim_slice term)
{
	return signature_term(term.ptr, term.len, is_link(term));
}

/* The number of the pair that the analyzer has a memo of. */
static int number_pair(struct terms *terms, const struct token *token, uint32_t *pair)
{
	*pair = *token->memo - 1;
	if (*token->memo != 0)
		return LIM_OK;
	struct pair new = {.hash = hash_term(token->term)};
	int status = number_token(terms, token, &new.word, &new.stem);
	if (status == LIM_OK)
		status = GROW(terms->pairs, terms->pairs_cap, terms->n_pairs);
	if (status != LIM_OK)
		return status;
	*pair = (uint32_t)terms->n_pairs++;
	terms->pairs[*pair] = new;
	*token->memo = *pair + 1;
	return LIM_OK;
}

/* ---------------------------------------------------------------- title */

static int number_title(struct terms *terms, struct lim_slice term, uint32_t stem, uint32_t *title)
{
	uint32_t *memo = &terms->stems[stem].title;
	int status = LIM_OK;
	*title = *memo - 1;
	if (*memo == 0)
		status = lexicon_number(terms->lexicon, FIELD_TITLE, term, title);
	if (status == LIM_OK)
		*memo = *title + 1;
	return status;
}

/* A term that the title did not have before. */
static int new_title_term(struct terms *terms, struct lim_slice term, uint32_t stem)
{
	struct title_term new = {.stem = stem};
	int status = number_title(terms, term, stem, &new.title);
	if (status == LIM_OK)
		status = GROW(terms->title_terms, terms->title_terms_cap, terms->n_title_terms);
	if (status != LIM_OK)
		return status;
	terms->stems[stem].epoch = terms->epoch;
	terms->stems[stem].slot = (uint32_t)terms->n_title_terms;
	terms->title_terms[terms->n_title_terms++] = new;
	return LIM_OK;
}

static int add_title_token(void *ctx, const struct token *token)
{
	struct terms *terms = ctx;
	uint32_t word, stem;
	int status = number_token(terms, token, &word, &stem);
	if (status == LIM_OK && terms->stems[stem].epoch != terms->epoch)
		status = new_title_term(terms, token->term, stem);
	if (status == LIM_OK)
		status = GROW(terms->title_words, terms->title_words_cap, terms->n_title_words);
	if (status != LIM_OK)
		return status;
	terms->title_terms[terms->stems[stem].slot].frequency++;
	terms->title_words[terms->n_title_words++] = word;
	terms->title_length += !(token->flags & TOKEN_ALTERNATE);
	return LIM_OK;
}

int terms_article(struct terms *terms, const char *title)
{
	size_t len = title ? strlen(title) : 0;
	/* Articles that are parts of a whole have its title. */
	if (terms->title_read && len == terms->title.len &&
	    (len == 0 || memcmp(title, terms->title.ptr, len) == 0))
		return LIM_OK;
	buf_reset(&terms->title);
	if (buf_add(&terms->title, title, len) != LIM_OK)
		return terms->title.status;
	terms->epoch++;
	terms->n_title_terms = terms->n_title_words = 0;
	terms->title_length = 0;
	int status = analyze(terms->analyzer, terms->title.ptr, len, ANALYZE_DOCUMENT,
		add_title_token, terms);
	terms->title_read = status == LIM_OK;
	return status;
}

/* ---------------------------------------------------------------- passage */

static int push_term(struct terms *terms, struct store_posting posting)
{
	int status = GROW(terms->out_terms, terms->terms_cap, terms->n_terms);
	if (status == LIM_OK)
		terms->out_terms[terms->n_terms++] = posting;
	return status;
}

static int add_term(struct terms *terms, uint32_t number, uint32_t frequency)
{
	struct stem *stem = &terms->stems[number];
	if (stem->epoch == terms->epoch) {
		terms->out_terms[stem->slot].frequency += frequency;
		return LIM_OK;
	}
	stem->epoch = terms->epoch;
	stem->slot = (uint32_t)terms->n_terms;
	return push_term(terms, (struct store_posting){number, frequency, FIELD_TEXT});
}

static int add_word(struct terms *terms, uint32_t word)
{
	int status = GROW(terms->out_words, terms->words_cap, terms->n_words);
	if (status == LIM_OK)
		terms->out_words[terms->n_words++] = word;
	return status;
}

static int count_rare(struct terms *terms, const struct token *token, uint32_t *hash)
{
	int status = GROW(terms->rare, terms->rare_cap, terms->n_rare);
	if (status != LIM_OK)
		return status;
	struct rare *rare = &terms->rare[terms->n_rare++];
	*hash = hash_term(token->term);
	return number_token(terms, token, &rare->word, &rare->stem);
}

/* What tokens of the text and of the heading have in common. */
static int count_token(struct terms *terms, const struct token *token, uint32_t *hash)
{
	uint32_t number;
	if (!(token->flags & TOKEN_ALTERNATE))
		terms->length++;
	if (!token->memo)
		return count_rare(terms, token, hash);
	int status = number_pair(terms, token, &number);
	if (status != LIM_OK)
		return status;
	struct pair *pair = &terms->pairs[number];
	if (pair->epoch != terms->epoch) {
		status = GROW(terms->seen, terms->seen_cap, terms->n_seen);
		if (status != LIM_OK)
			return status;
		terms->seen[terms->n_seen++] = number;
		pair->epoch = terms->epoch;
		pair->count = 0;
	}
	pair->count++;
	*hash = pair->hash;
	return LIM_OK;
}

static int add_heading_token(void *ctx, const struct token *token)
{
	uint32_t hash;
	return count_token(ctx, token, &hash);
}

static int add_text_token(void *ctx, const struct token *token)
{
	struct terms *terms = ctx;
	uint32_t hash;
	int status = count_token(terms, token, &hash);
	if (status != LIM_OK)
		return status;
	return signature_add(&terms->signature, (struct signature_token){.term = hash,
		.start = (uint32_t)token->start, .end = (uint32_t)(token->start + token->len),
		.alternate = token->flags & TOKEN_ALTERNATE});
}

/* Stems that are fetched from memory at once. */
#define AHEAD 8

static int add_counted(struct terms *terms)
{
	int status = LIM_OK;
	for (size_t i = 0; i < terms->n_seen && status == LIM_OK; i++) {
		if (i + AHEAD < terms->n_seen)
			__builtin_prefetch(&terms->stems[terms->pairs[terms->seen[i + AHEAD]].stem]);
		const struct pair *pair = &terms->pairs[terms->seen[i]];
		status = add_term(terms, pair->stem, pair->count);
		if (status == LIM_OK)
			status = add_word(terms, pair->word);
	}
	for (size_t i = 0; i < terms->n_rare && status == LIM_OK; i++) {
		status = add_term(terms, terms->rare[i].stem, 1);
		if (status == LIM_OK)
			status = add_word(terms, terms->rare[i].word);
	}
	return status;
}

/* The title's terms stand twice: among those of the text, and as terms of a title. */
static int add_title(struct terms *terms)
{
	int status = LIM_OK;
	for (size_t i = 0; i < terms->n_title_terms && status == LIM_OK; i++) {
		const struct title_term *term = &terms->title_terms[i];
		status = add_term(terms, term->stem, term->frequency);
		if (status == LIM_OK)
			status = push_term(terms, (struct store_posting){term->title, term->frequency,
				FIELD_TITLE});
	}
	for (size_t i = 0; i < terms->n_title_words && status == LIM_OK; i++)
		status = add_word(terms, terms->title_words[i]);
	terms->length += terms->title_length;
	return status;
}

static bool is_said(const struct terms *terms, struct lim_slice heading, struct lim_slice text)
{
	if (heading.len == 0 || memmem(text.ptr, text.len, heading.ptr, heading.len))
		return true;
	return heading.len == terms->title.len &&
		memcmp(heading.ptr, terms->title.ptr, heading.len) == 0;
}

int terms_passage(struct terms *terms, struct lim_slice text, struct lim_slice heading,
	struct segment_terms *result)
{
	if (terms->n_pairs >= PAIRS_MAX)
		forget_pairs(terms);
	terms->epoch++;
	terms->n_terms = terms->n_words = terms->n_seen = terms->n_rare = 0;
	terms->length = 0;
	signature_reset(&terms->signature);
	int status = analyze(terms->analyzer, text.ptr, text.len, ANALYZE_DOCUMENT, add_text_token, terms);
	if (status == LIM_OK && !is_said(terms, heading, text))
		status = analyze(terms->analyzer, heading.ptr, heading.len, ANALYZE_DOCUMENT,
			add_heading_token, terms);
	if (status == LIM_OK)
		status = add_counted(terms);
	if (status == LIM_OK)
		status = add_title(terms);
	*result = (struct segment_terms){.terms = terms->out_terms, .n_terms = terms->n_terms,
		.length = terms->length,
		.words = terms->out_words, .n_words = terms->n_words};
	return status == LIM_OK ? signature_finish(&terms->signature, &result->signature) : status;
}
