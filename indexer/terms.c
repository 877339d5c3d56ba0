/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"

struct term_info {
	struct lim_slice term;
	uint32_t epoch;		/* when it was last seen, */
	uint32_t slot;		/* and where among the terms of then */
	uint32_t memo, title_memo;	/* the segment's */
	uint32_t hash;		/* signature_term */
};

struct word_info {
	struct lim_slice word, folded;
	uint32_t epoch;
	uint32_t stem;		/* its term, most of the time */
	uint32_t memo;		/* the segment's */
};

/* A word with a term, as one place of the analyzer's memory gives it: several may be the same. */
struct pair {
	uint32_t epoch;		/* when it was last seen, */
	uint32_t count;		/* and how often then */
	uint32_t word, stem;
	uint32_t hash;		/* of the stem */
};

/* A word with a term that the analyzer does not remember: a long one, a number. */
struct rare {
	uint32_t word, stem;
};

struct title_term {
	uint32_t stem, frequency;
};

/* Numbers after which the tables begin anew: most tokens are found long before. */
#define TABLE_MAX 65536

/* Bytes; more than TABLE_MAX words and those of one passage can have. */
#define KEYS_MAX ((size_t)64 << 20)
#define TITLE_MAX ((size_t)1 << 16)

int terms_init(struct terms *terms, struct lim_error *err)
{
	*terms = (struct terms){0};
	map_init(&terms->stems, KEYS_MAX);
	map_init(&terms->words, KEYS_MAX);
	arena_init(&terms->folded, KEYS_MAX);
	buf_init(&terms->fold, KEYS_MAX);
	buf_init(&terms->title, TITLE_MAX);
	return analyzer_new(&terms->analyzer, err);
}

void terms_done(struct terms *terms)
{
	analyzer_free(terms->analyzer);
	map_done(&terms->stems);
	map_done(&terms->words);
	arena_done(&terms->folded);
	buf_done(&terms->fold);
	buf_done(&terms->title);
	signature_done(&terms->signature);
	free(terms->stem_info);
	free(terms->word_info);
	free(terms->pairs);
	free(terms->seen);
	free(terms->rare);
	free(terms->title_terms);
	free(terms->title_words);
	free(terms->out_terms);
	free(terms->out_words);
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

static int fold_word(struct terms *terms, struct lim_slice word, struct lim_slice *folded)
{
	*folded = word;
	if (is_folded(word))
		return LIM_OK;
	buf_reset(&terms->fold);
	int status = analyze_fold(word.ptr, word.len, &terms->fold);
	if (status != LIM_OK)
		return status;
	folded->len = terms->fold.len;
	folded->ptr = arena_dup(&terms->folded, terms->fold.ptr, terms->fold.len);
	return folded->ptr ? LIM_OK : LIM_E_MEMORY;
}

static int number_stem(struct terms *terms, struct lim_slice term, uint32_t *stem)
{
	size_t known = terms->stems.count;
	int status = map_put(&terms->stems, term.ptr, term.len, stem);
	if (status != LIM_OK || *stem < known)
		return status;
	status = GROW(terms->stem_info, terms->stem_cap, known);
	if (status == LIM_OK)
		terms->stem_info[known] = (struct term_info){.term = map_key(&terms->stems, *stem),
			.hash = signature_term(term.ptr, term.len)};
	return status;
}

static int new_word(struct terms *terms, uint32_t word, uint32_t stem)
{
	int status = GROW(terms->word_info, terms->word_cap, word);
	if (status != LIM_OK)
		return status;
	struct word_info *info = &terms->word_info[word];
	*info = (struct word_info){.word = map_key(&terms->words, word), .stem = stem};
	return fold_word(terms, info->word, &info->folded);
}

/* A word nearly always has the term it had before, so one look into a table is enough. */
static int number_token(struct terms *terms, const struct token *token, uint32_t *word, uint32_t *stem)
{
	size_t known = terms->words.count;
	int status = map_put(&terms->words, token->word.ptr, token->word.len, word);
	if (status != LIM_OK)
		return status;
	if (*word < known) {
		*stem = terms->word_info[*word].stem;
		struct lim_slice usual = terms->stem_info[*stem].term;
		if (usual.len == token->term.len &&
		    memcmp(usual.ptr, token->term.ptr, usual.len) == 0)
			return LIM_OK;
	}
	status = number_stem(terms, token->term, stem);
	if (status == LIM_OK && *word >= known)
		status = new_word(terms, *word, *stem);
	return status;
}

/* The number of the pair that the analyzer has a memo of. */
static int number_pair(struct terms *terms, const struct token *token, uint32_t *pair)
{
	*pair = *token->memo - 1;
	if (*token->memo != 0)
		return LIM_OK;
	struct pair new = {0};
	int status = number_token(terms, token, &new.word, &new.stem);
	if (status == LIM_OK)
		status = GROW(terms->pairs, terms->pairs_cap, terms->n_pairs);
	if (status != LIM_OK)
		return status;
	new.hash = terms->stem_info[new.stem].hash;
	*pair = (uint32_t)terms->n_pairs++;
	terms->pairs[*pair] = new;
	*token->memo = *pair + 1;
	return LIM_OK;
}

static void reset_tables(struct terms *terms)
{
	map_reset(&terms->stems);
	map_reset(&terms->words);
	arena_reset(&terms->folded);
	terms->n_pairs = 0;
	analyzer_clear_memos(terms->analyzer);
}

/* ---------------------------------------------------------------- title */

static int add_title_token(void *ctx, const struct token *token)
{
	struct terms *terms = ctx;
	uint32_t word, stem;
	int status = number_token(terms, token, &word, &stem);
	if (status != LIM_OK)
		return status;
	struct term_info *info = &terms->stem_info[stem];
	if (info->epoch != terms->epoch) {
		status = GROW(terms->title_terms, terms->title_terms_cap, terms->n_title_terms);
		if (status != LIM_OK)
			return status;
		info->epoch = terms->epoch;
		info->slot = (uint32_t)terms->n_title_terms++;
		terms->title_terms[info->slot] = (struct title_term){.stem = stem};
	}
	terms->title_terms[info->slot].frequency++;
	if (!(token->flags & TOKEN_ALTERNATE))
		terms->title_length++;
	status = GROW(terms->title_words, terms->title_words_cap, terms->n_title_words);
	if (status == LIM_OK)
		terms->title_words[terms->n_title_words++] = word;
	return status;
}

static int read_title(struct terms *terms)
{
	terms->epoch++;
	terms->n_title_terms = terms->n_title_words = 0;
	terms->title_length = 0;
	return analyze(terms->analyzer, terms->title.ptr, terms->title.len, ANALYZE_DOCUMENT,
		add_title_token, terms);
}

void terms_segment(struct terms *terms)
{
	for (size_t i = 0; i < terms->stems.count; i++)
		terms->stem_info[i].memo = terms->stem_info[i].title_memo = 0;
	for (size_t i = 0; i < terms->words.count; i++)
		terms->word_info[i].memo = 0;
}

static int make_room(struct terms *terms)
{
	if (terms->stems.count < TABLE_MAX && terms->words.count < TABLE_MAX &&
	    terms->n_pairs < TABLE_MAX)
		return LIM_OK;
	reset_tables(terms);
	return read_title(terms);
}

int terms_article(struct terms *terms, const char *title)
{
	buf_reset(&terms->title);
	if (title && buf_adds(&terms->title, title) != LIM_OK)
		return terms->title.status;
	return read_title(terms);
}

/* ---------------------------------------------------------------- passage */

static int add_term(struct terms *terms, uint32_t stem, uint32_t frequency)
{
	struct term_info *info = &terms->stem_info[stem];
	if (info->epoch != terms->epoch) {
		int status = GROW(terms->out_terms, terms->terms_cap, terms->n_terms);
		if (status != LIM_OK)
			return status;
		info->epoch = terms->epoch;
		info->slot = (uint32_t)terms->n_terms++;
		terms->out_terms[info->slot] = (struct store_term){
			.term = info->term, .field = FIELD_TEXT, .memo = &info->memo};
	}
	terms->out_terms[info->slot].frequency += frequency;
	return LIM_OK;
}

static int add_word(struct terms *terms, uint32_t word)
{
	struct word_info *info = &terms->word_info[word];
	if (info->epoch == terms->epoch)
		return LIM_OK;
	int status = GROW(terms->out_words, terms->words_cap, terms->n_words);
	if (status != LIM_OK)
		return status;
	info->epoch = terms->epoch;
	terms->out_words[terms->n_words++] = (struct store_word){
		.word = info->word, .folded = info->folded, .memo = &info->memo};
	return LIM_OK;
}

static int count_rare(struct terms *terms, const struct token *token, uint32_t *hash)
{
	int status = GROW(terms->rare, terms->rare_cap, terms->n_rare);
	if (status != LIM_OK)
		return status;
	struct rare *rare = &terms->rare[terms->n_rare++];
	status = number_token(terms, token, &rare->word, &rare->stem);
	if (status == LIM_OK)
		*hash = terms->stem_info[rare->stem].hash;
	return status;
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

/* After the last token: then the tables do not move any more. */
static int add_counted(struct terms *terms)
{
	int status = LIM_OK;
	for (size_t i = 0; i < terms->n_seen && status == LIM_OK; i++) {
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
	for (size_t i = 0; i < terms->n_title_terms && status == LIM_OK; i++)
		status = add_term(terms, terms->title_terms[i].stem, terms->title_terms[i].frequency);
	for (size_t i = 0; i < terms->n_title_words && status == LIM_OK; i++)
		status = add_word(terms, terms->title_words[i]);
	for (size_t i = 0; i < terms->n_title_terms && status == LIM_OK; i++) {
		struct term_info *info = &terms->stem_info[terms->title_terms[i].stem];
		status = GROW(terms->out_terms, terms->terms_cap, terms->n_terms);
		if (status == LIM_OK)
			terms->out_terms[terms->n_terms++] = (struct store_term){.term = info->term,
				.field = FIELD_TITLE, .frequency = terms->title_terms[i].frequency,
				.memo = &info->title_memo};
	}
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
	int status = make_room(terms);
	if (status != LIM_OK)
		return status;
	terms->epoch++;
	terms->n_terms = terms->n_words = terms->n_seen = terms->n_rare = 0;
	terms->length = 0;
	signature_reset(&terms->signature);
	status = analyze(terms->analyzer, text.ptr, text.len, ANALYZE_DOCUMENT, add_text_token, terms);
	if (status == LIM_OK && !is_said(terms, heading, text))
		status = analyze(terms->analyzer, heading.ptr, heading.len, ANALYZE_DOCUMENT,
			add_heading_token, terms);
	if (status == LIM_OK)
		status = add_counted(terms);
	if (status == LIM_OK)
		status = add_title(terms);
	*result = (struct segment_terms){.terms = terms->out_terms, .n_terms = terms->n_terms,
		.length = terms->length, .signature = signature_finish(&terms->signature),
		.words = terms->out_words, .n_words = terms->n_words};
	return status;
}
