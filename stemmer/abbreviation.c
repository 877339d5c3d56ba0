/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/abbreviation.h"

#include <stdint.h>
#include <string.h>

#include "limier.h"
#include "stemmer/analyze.h"
#include "stemmer/elide.h"
#include "stemmer/glyph.h"
#include "stemmer/normalize.h"
#include "stemmer/table.h"
#include "stemmer/words.h"

/* No abbreviation is longer. Bytes. */
#define LOOK_BACK 24

/* Lists are named by letters: "vitamine C. Il" is the end of a sentence, "par J. Il" is not. */
static bool is_listed_by_letter(struct lim_slice word)
{
	static const char *const nouns[] = {
		"annexe", "bâtiment", "catégorie", "classe", "groupe", "hépatite", "langage", "lettre",
		"niveau", "plan", "point", "section", "serie", "série", "type",
		"variante", "vitamine", "zone",
	};
	char normal[TERM_MAX];
	size_t n = normalize_word(word.ptr, word.len, normal);
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
		if (strlen(nouns[i]) == n && memcmp(nouns[i], normal, n) == 0)
			return true;
	return false;
}

/* The first byte of the character that ends before end. */
static size_t step_back(const char *text, size_t start, size_t end)
{
	size_t at = end - 1;
	while (at > start && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static bool is_blank_at(const char *text, size_t len, size_t at)
{
	size_t bytes;
	return glyph_is_blank(glyph_char(text, len, at, &bytes));
}

/* The blank-free run that ends before end, not reaching over start, its opening marks and an
 * elision in front of it taken off: the "art" of "(l'art." */
static struct lim_slice word_before(const char *text, size_t start, size_t end)
{
	size_t from = end, at;
	while (from > start && end - from < LOOK_BACK) {
		at = step_back(text, start, from);
		if (is_blank_at(text, end, at))
			break;
		from = at;
	}
	struct lim_slice word = {text + from, end - from};
	while (word.len > 0) {
		enum glyph kind;
		size_t skip, bytes = glyph_at(word.ptr, word.len, 0, &kind);
		if (!glyph_is_word(kind) && memcmp(word.ptr, "§", 2) != 0)
			skip = bytes;
		else if (elide_word(word.ptr, word.len, &skip) != ELIDE_OFF)
			break;
		word.ptr += skip;
		word.len -= skip;
	}
	return word;
}

static int find_kind(struct lim_slice word)
{
	char normal[TERM_MAX];
	int kind = table_find(&table_abbreviation, word.ptr, word.len);
	return kind ? kind :
		table_find(&table_abbreviation, normal, normalize_word(word.ptr, word.len, normal));
}

/* The word at the byte as a slice of the text; an elided article is a word of its own here. */
static struct lim_slice word_at(const char *text, size_t len, size_t at)
{
	return (struct lim_slice){text + at, words_run(text, len, at)};
}

/* A word that begins sentences rather than names, in capitals: Le, Cette, L' … */
static bool begins_sentence(struct lim_slice word)
{
	char normal[TERM_MAX];
	return word.len > 0 &&
	       table_find(&table_stop, normal, normalize_word(word.ptr, word.len, normal)) != 0;
}

static bool is_roman(struct lim_slice word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!word.ptr[i] || !strchr("IVXLCDM", word.ptr[i]))
			return false;
	return word.len > 0;
}

/* Does a sentence begin at the byte? Not with a number, a Roman one, the L. of art. L. 121. But
 * with a title (M. Dupont), and D' or L' are no numbers. */
static bool is_capital_word(const char *text, size_t len, size_t at)
{
	size_t bytes;
	enum glyph behind = GLYPH_OTHER;
	if (!glyph_is_upper(glyph_char(text, len, at, &bytes)))
		return false;
	struct lim_slice word = word_at(text, len, at);
	if (at + word.len < len)
		glyph_at(text, len, at + word.len, &behind);
	bool point = at + word.len < len && text[at + word.len] == '.';
	if (point && find_kind(word) == ABBREVIATION_INSIDE)
		return true;
	return !(point && word.len == 1) && !(is_roman(word) && behind != GLYPH_APOSTROPHE);
}

/* Capitals with points or hyphens between them: J, J.-P, O.N.U. Returns how many, 0 for any other
 * word. */
static size_t count_initials(struct lim_slice word)
{
	size_t count = 0;
	for (size_t i = 0; i < word.len;) {
		size_t bytes;
		if (!glyph_is_upper(glyph_char(word.ptr, word.len, i, &bytes)))
			return 0;
		i += bytes;
		count++;
		if (i < word.len && word.ptr[i] != '.' && word.ptr[i] != '-')
			return 0;
		while (i < word.len && (word.ptr[i] == '.' || word.ptr[i] == '-'))
			i++;
	}
	return count;
}

static bool is_jesus_christ(struct lim_slice word, struct lim_slice before)
{
	static const char *const words[] = {"av.", "apr.", "ap.", "avant", "après"};
	if (word.len != 4 || memcmp(word.ptr, "J.-C", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == before.len && memcmp(words[i], before.ptr, before.len) == 0)
			return true;
	return false;
}

/* Le Goff, de Gaulle, L'Herbier: with a capital they may be names. */
static bool is_particle(struct lim_slice word)
{
	static const char *const particles[] = {"D", "De", "Des", "Du", "L", "La", "Le", "Les"};
	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
		if (strlen(particles[i]) == word.len &&
		    memcmp(particles[i], word.ptr, word.len) == 0)
			return true;
	return false;
}

static bool is_title(struct lim_slice word)
{
	if (word.len < 2 || word.ptr[word.len - 1] != '.')
		return false;
	word.len--;
	return find_kind(word) == ABBREVIATION_INSIDE;
}

/* Malcolm X. Il …, M. X. Elle …, le monde B. Il …: no initial, for no name is behind it. */
static bool is_last_letter(struct lim_slice before, struct lim_slice after)
{
	if (!is_title(before) && (before.len < 3 || memchr(before.ptr, '.', before.len)))
		return false;
	return begins_sentence(after) && !is_particle(after);
}

/* 100 °C, 3 F: a unit. */
static bool is_unit(const char *text, size_t start, size_t from, struct lim_slice before)
{
	if (from >= start + 2 && memcmp(text + from - 2, "°", 2) == 0)
		return true;
	return before.len > 0 && glyph_is_digit(before.ptr[before.len - 1]);
}

/* Initials go on with a name; an acronym (two letters or more, no hyphen) may end a sentence if
 * what follows is no name. */
static bool initials_end(struct lim_slice word, size_t count, struct lim_slice before,
	struct lim_slice after)
{
	if (is_jesus_christ(word, before) || is_listed_by_letter(before))
		return true;
	if (count == 1)
		return is_last_letter(before, after);
	return !memchr(word.ptr, '-', word.len) && begins_sentence(after);
}

bool abbreviation_ends(const char *text, size_t len, size_t start, size_t point, size_t next)
{
	struct lim_slice word = word_before(text, start, point);
	size_t from = (size_t)(word.ptr - text), letter = from;
	while (from > start && is_blank_at(text, from, step_back(text, start, from)))
		from = step_back(text, start, from);
	struct lim_slice before = word_before(text, start, from);
	size_t initials = count_initials(word);
	if (initials == 1 && is_unit(text, start, letter, before))
		return begins_sentence(word_at(text, len, next));
	int kind = word.len > 0 ? find_kind(word) : 0;
	if (kind == ABBREVIATION_INSIDE && !(initials == 1 && is_listed_by_letter(before)))
		return false;
	if (initials > 0)
		return initials_end(word, initials, before, word_at(text, len, next));
	return kind == 0 || is_capital_word(text, len, next);
}
