/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/reading.h"

#include <string.h>

#include "base/utf8.h"
#include "stemmer/analyze.h"
#include "stemmer/compound.h"
#include "stemmer/elide.h"
#include "stemmer/fold.h"
#include "stemmer/form.h"
#include "stemmer/glyph.h"
#include "stemmer/normalize.h"
#include "stemmer/numeral.h"
#include "stemmer/roman.h"
#include "stemmer/stop.h"
#include "stemmer/suffix.h"
#include "stemmer/words.h"

void reading_reset(struct reading *reading, const char *chunk)
{
	reading->count = reading->used = 0;
	reading->status = LIM_OK;
	reading->chunk = chunk;
}

static uint16_t add_bytes(struct reading *reading, struct lim_slice slice)
{
	size_t at = reading->used;
	memcpy(reading->bytes + at, slice.ptr, slice.len);
	reading->used += slice.len;
	return (uint16_t)at;
}

void reading_add(struct reading *reading, const char *raw, size_t len, struct lim_slice word,
	struct lim_slice term, unsigned flags)
{
	if (term.len == 0 || word.len == 0 || reading->count == READING_TOKENS)
		return;
	if (glyph_is_digit(*term.ptr))
		flags |= TOKEN_NUMBER;
	bool same = term.len == word.len && memcmp(term.ptr, word.ptr, word.len) == 0;
	struct reading_token *token = &reading->tokens[reading->count++];
	token->start = (uint32_t)(raw - reading->chunk);
	token->len = (uint32_t)len;
	token->word = add_bytes(reading, word);
	token->term = same ? token->word : add_bytes(reading, term);
	token->word_len = (uint8_t)word.len;
	token->term_len = (uint8_t)term.len;
	token->flags = (uint8_t)flags;
	token->memo = 0;
}

/* What the token says beside flags, which speak of what is in front of it: an elided l' or d' is an
 * article too (l'est). */
static unsigned stop_flags(struct lim_slice word, const char *raw, size_t len, unsigned flags)
{
	if (flags & (TOKEN_ALTERNATE | READING_CONTENT))
		return 0;
	switch (stop_kind(word.ptr, word.len, raw, len)) {
	case STOP_ALWAYS:
		return TOKEN_STOP;
	case STOP_ARTICLE:
		return TOKEN_STOP | READING_ARTICLE;
	case STOP_HOMOGRAPH:
		return flags & READING_ARTICLE ? 0 : TOKEN_STOP | READING_HOMOGRAPH;
	default:
		return 0;
	}
}

/* prud'homme is prudhomme: a term has no apostrophe. Returns the bytes left. */
static size_t drop_apostrophes(char *word, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if (word[i] != '\'')
			word[n++] = word[i];
	return n;
}

/* Adds the word with the stem of another, or its own. */
static void add_stem(struct reading *reading, const char *raw, size_t len, struct lim_slice word,
	struct lim_slice like, unsigned flags)
{
	char bare[TERM_MAX], folded[TERM_MAX];
	memcpy(bare, like.ptr, like.len);
	size_t n = suffix_past(bare, drop_apostrophes(bare, like.len));
	n = fold_word(bare, n, folded);
	struct lim_slice term = stem_word(reading->stem, folded, suffix_prepare(folded, n));
	if (!term.ptr)
		reading->status = LIM_E_MEMORY;
	term = suffix_finish(term);
	term.len = utf8_cut(term.ptr, term.len, TERM_MAX);
	reading_add(reading, raw, len, word, term, flags);
}

/* Adds a word that the table of forms does not know. */
static void add_regular(struct reading *reading, const char *raw, size_t len, struct lim_slice word,
	unsigned flags)
{
	char other[TERM_MAX];
	bool alternate = flags & TOKEN_ALTERNATE;
	size_t n = alternate ? 0 : suffix_infinitive(word.ptr, word.len, other);
	if (n > 0) {
		add_stem(reading, raw, len, word, (struct lim_slice){other, n}, flags);
		flags = TOKEN_ALTERNATE;
	}
	add_stem(reading, raw, len, word, word, flags);
	n = alternate || n > 0 ? 0 : suffix_masculine(word.ptr, word.len, other);
	if (n > 0)
		add_stem(reading, raw, len, word, (struct lim_slice){other, n}, TOKEN_ALTERNATE);
}

/* Whether the last token's term is one of those before it, from the first on. */
static bool is_repeated(const struct reading *reading, size_t first)
{
	const struct reading_token *last = &reading->tokens[reading->count - 1];
	for (const struct reading_token *t = &reading->tokens[first]; t < last; t++)
		if (t->term_len == last->term_len && memcmp(reading->bytes + t->term,
				reading->bytes + last->term, last->term_len) == 0)
			return true;
	return false;
}

/* Adds the readings of a word that the table of forms knows; an alternate has the first only. */
static void add_form(struct reading *reading, const char *raw, size_t len, struct lim_slice word,
	const char *readings, unsigned flags)
{
	struct form_reading form;
	size_t first = reading->count;
	bool alternate = flags & TOKEN_ALTERNATE;
	while (form_next(&readings, &form)) {
		unsigned rank = form.rank == FORM_LESSER ? TOKEN_LESSER :
				form.rank == FORM_MUTE ? READING_MUTE : 0;
		size_t used = reading->used;
		if (form.kind == FORM_TERM)
			reading_add(reading, raw, len, word, form.slice, flags | rank);
		else
			add_stem(reading, raw, len, word,
				form.kind == FORM_OWN ? word : form.slice, flags | rank);
		if (alternate)
			return;
		if (reading->count > first && is_repeated(reading, first)) {
			reading->count--;
			reading->used = used;
		}
		flags = TOKEN_ALTERNATE;
	}
}

/* Letters in front of the digits that a word ends with, where the two may also be apart: covid19, utf8
 * and L411, but not A4 nor CO2. 0: it is no such word. */
static size_t letters_length(const char *raw, size_t len)
{
	size_t letters = 0, end;
	while (letters < len && ((raw[letters] | 0x20) >= 'a' && (raw[letters] | 0x20) <= 'z'))
		letters++;
	for (end = letters; end < len && glyph_is_digit(raw[end]); end++)
		;
	bool code = letters == 1 && len >= 4 && memchr("LRD", *raw, 3);
	return (letters >= 3 || code) && end == len && len > letters && len <= letters + 4 ? letters : 0;
}

static void add_numbered(struct reading *reading, const char *raw, size_t len, size_t letters)
{
	char normal[TERM_MAX];
	struct lim_slice whole = {normal, normalize_word(raw, len, normal)};
	struct lim_slice number = {raw + letters, len - letters};
	reading_add_word(reading, raw, letters, NULL, 0);
	reading_add(reading, raw, len, whole, whole, TOKEN_ALTERNATE);
	reading_add(reading, number.ptr, number.len, number, number, 0);
}

/* XIXe is 19e, too. */
static void add_arabic(struct reading *reading, const char *raw, size_t len)
{
	char arabic[TERM_MAX];
	struct lim_slice word = {arabic, roman_arabic(raw, len, arabic)};
	reading_add(reading, raw, len, word, word, TOKEN_ALTERNATE);
}

void reading_add_word(struct reading *reading, const char *raw, size_t len,
	const struct lim_slice *word, unsigned flags)
{
	char normal[TERM_MAX];
	struct lim_slice own = {normal, 0};
	size_t letters = word || (flags & TOKEN_ALTERNATE) ? 0 : letters_length(raw, len);
	if (letters > 0) {
		add_numbered(reading, raw, len, letters);
		return;
	}
	if (!word) {
		own.len = roman_ordinal(raw, len, normal);
		if (own.len == 0)
			own.len = normalize_word(raw, len, normal);
		word = &own;
	}
	bool meaning = (flags & READING_CONTENT) || stop_has_meaning(raw, len);
	const char *readings = meaning ? NULL : form_find(word->ptr, word->len);
	flags = (flags & TOKEN_ALTERNATE) | stop_flags(*word, raw, len, flags);
	if (readings)
		add_form(reading, raw, len, *word, readings, flags);
	else
		add_regular(reading, raw, len, *word, flags);
	if (!(flags & TOKEN_ALTERNATE) && len > 0 && memchr("IVXLx", *raw, 5))
		add_arabic(reading, raw, len);
}

/* O'Brien and rock'n'roll: each part that is long enough to be looked for. */
static void add_pieces(struct reading *reading, const char *raw, size_t len)
{
	while (len > 0) {
		size_t bytes, at = elide_find(raw, len, &bytes);
		if (at >= 3)
			reading_add_word(reading, raw, at, NULL, TOKEN_ALTERNATE);
		raw += at + bytes;
		len -= at + bytes;
	}
}

static bool is_article(char c)
{
	return strchr("lLdD", c) != NULL;
}

void reading_add_part(struct reading *reading, const char *raw, size_t len, unsigned flags)
{
	bool digit = len > 0 && glyph_is_digit(*raw);
	size_t bytes, skip = digit ? numeral_read(reading, raw, len, 0) : 0;
	raw += skip;
	len -= skip;
	enum elide_result result;
	while ((result = elide_word(raw, len, &skip)) == ELIDE_OFF) {
		flags = skip <= 4 && is_article(*raw) ? READING_ARTICLE : 0;
		raw += skip;
		len -= skip;
	}
	if (len == 0)
		return;
	switch (result) {
	case ELIDE_PAIR:
		compound_add_pair(reading, raw, len, elide_find(raw, len, &bytes), skip);
		break;
	case ELIDE_NAME:
		reading_add_word(reading, raw, len, NULL, flags);
		add_pieces(reading, raw, len);
		break;
	case ELIDE_NONE:
		reading_add_word(reading, raw, elide_find(raw, len, &bytes), NULL, flags);
		break;
	default:
		reading_add_word(reading, raw, len, NULL, flags);
	}
}

/* How numéro is written in front of a number; it means as little there as an article. */
static bool is_numero(const char *chunk, size_t len)
{
	static const char *const signs[] = {"n°", "N°", "nº", "Nº", "№"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strlen(signs[i]) == len && memcmp(signs[i], chunk, len) == 0)
			return true;
	return false;
}

/* "art." in front of a number, with what may be elided before it: article. */
static void add_article(struct reading *reading, const char *chunk, size_t len)
{
	static const struct lim_slice article = {"article", 7};
	size_t skip = 0;
	if (elide_word(chunk, len - 1, &skip) != ELIDE_OFF)
		skip = 0;
	add_stem(reading, chunk + skip, len - 1 - skip, article, article, 0);
}

/* C++ and C#: what words_length left on a chunk is part of the name. */
static void add_signed(struct reading *reading, const char *chunk, size_t len)
{
	char normal[TERM_MAX];
	struct lim_slice word = {normal, normalize_word(chunk, len, normal)};
	reading_add(reading, chunk, len, word, word, 0);
}

int reading_make(struct reading *reading, const char *chunk, size_t len)
{
	static const struct lim_slice numero = {"numero", 6}, numero_word = {"numéro", 7};
	if (is_numero(chunk, len))
		reading_add(reading, chunk, len, numero_word, numero, TOKEN_STOP);
	else if (chunk[len - 1] == '+' || chunk[len - 1] == '#')
		add_signed(reading, chunk, len);
	else if (words_is_article(chunk, len))
		add_article(reading, chunk, len);
	else
		compound_add(reading, chunk, len);
	return reading->status;
}
