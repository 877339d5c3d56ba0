/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/compound.h"

#include <string.h>

#include "stemmer/analyze.h"
#include "stemmer/elide.h"
#include "stemmer/fold.h"
#include "stemmer/glyph.h"
#include "stemmer/normalize.h"
#include "stemmer/table.h"

static bool is_hyphen(const char *text, size_t len)
{
	return len > 0 && (*text == '-' || (len >= 3 && (memcmp(text, "\u2010", 3) == 0 ||
							memcmp(text, "\u2011", 3) == 0)));
}

/* Bytes in front of the first joiner, and its own; len and 0 without. SYNC: joiner_length */
static size_t find_joiner(const char *text, size_t len, size_t *bytes)
{
	for (size_t i = 0; i < len; i++) {
		bool hyphen = is_hyphen(text + i, len - i);
		if (!hyphen && text[i] != '.' && text[i] != '@' && text[i] != '_')
			continue;
		*bytes = hyphen && text[i] != '-' ? 3 : 1;
		if (text[i] == '.' && i + 1 < len && text[i + 1] == '-')
			*bytes = 2;
		return i;
	}
	*bytes = 0;
	return len;
}

/* Single letters with points between them, at least two: O.N.U., U.S.A, J.-C. */
static bool is_acronym(const char *text, size_t len)
{
	size_t letters = 0;
	for (size_t i = 0; i < len; letters++) {
		enum glyph kind;
		i += glyph_at(text, len, i, &kind);
		if (kind != GLYPH_LETTER)
			return false;
		while (i < len && glyph_at(text, len, i, &kind) > 0 && kind == GLYPH_MARK)
			i += glyph_at(text, len, i, &kind);
		if (i == len)
			return letters > 0;
		if (text[i++] != '.')
			return false;
		if (i < len && text[i] == '-')
			i++;
	}
	return letters > 1;
}

static size_t drop_char(char *word, size_t len, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if (word[i] != c)
			word[n++] = word[i];
	return n;
}

/* A normalised compound with its hyphens ASCII. */
static size_t normalize_compound(const char *raw, size_t len, char *out)
{
	size_t n = 0, all = normalize_word(raw, len, out);
	for (size_t i = 0; i < all; i++) {
		bool hyphen = is_hyphen(out + i, all - i);
		i += hyphen && out[i] != '-' ? 2 : 0;
		out[n++] = hyphen ? '-' : out[i];
	}
	return n;
}

static bool add_acronym(struct reading *reading, const char *chunk, size_t len)
{
	size_t skip = 0;
	char normal[TERM_MAX];
	if (elide_word(chunk, len, &skip) != ELIDE_OFF)
		skip = 0;
	const char *raw = chunk + skip;
	len -= skip;
	if (!is_acronym(raw, len))
		return false;
	size_t n = drop_char(normal, normalize_compound(raw, len, normal), '.');
	struct lim_slice word = {normal, drop_char(normal, n, '-')};
	reading_add_word(reading, raw, len, &word, READING_CONTENT);
	return true;
}

/* All of the characters of the set? */
static bool consists_of(const char *text, size_t len, const char *set)
{
	for (size_t i = 0; i < len; i++)
		if (!text[i] || !strchr(set, text[i]))
			return false;
	return len > 0;
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* The name of a host or a file, an e-mail address: ASCII, and behind the last point a domain or a
 * suffix, which in "fin.Le" it is not. Or numbers with points: a version, an address, a date. */
static bool is_dotted(const char *raw, size_t len)
{
	const char *point = memrchr(raw, '.', len);
	if (!point || !consists_of(raw, len, LOWER UPPER DIGITS "-_.@"))
		return false;
	size_t last = len - (size_t)(point + 1 - raw);
	if (last >= 2 && last <= 10 && (consists_of(point + 1, last, LOWER) ||
				      consists_of(point + 1, last, UPPER)))
		return true;
	return consists_of(raw, len, DIGITS ".") && memchr(raw, '.', (size_t)(point - raw));
}

static void add_dotted(struct reading *reading, const char *raw, size_t len)
{
	char normal[TERM_MAX];
	struct lim_slice word = {normal, normalize_word(raw, len, normal)};
	reading_add(reading, raw, len, word, word, TOKEN_ALTERNATE);
}

/* donne-moi, celui-là, est-ce: no compound, but for the noun rendez-vous. */
static bool is_clitic(const char *second, size_t second_len, const char *raw, size_t len)
{
	char normal[TERM_MAX];
	size_t n = normalize_word(second, second_len, normal);
	if (!table_find(&table_clitic, normal, n))
		return false;
	n = normalize_compound(raw, len, normal);
	return table_find(&table_whole, normal, n) != ELISION_PAIR;
}

/* Numbers keep their hyphens (2021-1109, 1914-1918), words lose theirs. */
static void add_joined(struct reading *reading, const char *raw, size_t len)
{
	char normal[TERM_MAX];
	struct lim_slice word = {normal, normalize_compound(raw, len, normal)};
	if (!consists_of(normal, word.len, DIGITS "-"))
		word.len = drop_char(normal, word.len, '-');
	reading_add_word(reading, raw, len, &word, TOKEN_ALTERNATE);
}

/* Adds the alternate of raw, where it is known as a whole. */
static void add_whole(struct reading *reading, const char *raw, size_t len)
{
	size_t bytes, more, at = find_joiner(raw, len, &bytes);
	const char *second = raw + at + bytes;
	size_t second_len = len - at - bytes;
	if (is_dotted(raw, len)) {
		add_dotted(reading, raw, len);
		return;
	}
	if (consists_of(raw, len, DIGITS "-")) {
		add_joined(reading, raw, len);
		return;
	}
	if (!is_hyphen(raw + at, len - at) || find_joiner(second, second_len, &more) < second_len)
		return;
	if (elide_find(second, second_len, &more) < second_len)
		return;
	if (!is_clitic(second, second_len, raw, len))
		add_joined(reading, raw, len);
}

/* Moves the last token in front of the token at. The whole comes before other readings of the first
 * part (O'Brien-Smith), so that starts ascend. */
static void move_last(struct reading *reading, size_t at)
{
	struct reading_token last = reading->tokens[reading->count - 1];
	size_t behind = reading->count - 1 - at;
	memmove(reading->tokens + at + 1, reading->tokens + at, behind * sizeof last);
	reading->tokens[at] = last;
}

/* Articles of French codes, L121-1 and L.121-1, are also written L. 121-1: then the letter is a
 * word of its own. Returns its bytes with the point, 0 where the chunk is no such article. */
static size_t code_length(const char *chunk, size_t len)
{
	bool point = len > 1 && chunk[1] == '.';
	size_t at = point ? 2 : 1;
	if (len <= at || !memchr("LRDlrd", *chunk, 6) || !glyph_is_digit(chunk[at]))
		return 0;
	return point || (memchr(chunk, '-', len) && consists_of(chunk + at, len - at, DIGITS "-")) ?
		at : 0;
}

static void add_parts(struct reading *reading, const char *chunk, size_t len)
{
	const char *end = chunk + len;
	size_t bytes, at = find_joiner(chunk, len, &bytes);
	if (at + bytes == len && bytes > 0)
		len = at;
	size_t first = reading->count;
	reading_add_part(reading, chunk, at, 0);
	size_t count = reading->count;
	if (at < len && count > first) {
		const char *raw = reading->chunk + reading->tokens[first].start;
		add_whole(reading, raw, (size_t)(end - raw));
		if (reading->count > count)
			move_last(reading, first + 1);
	}
	for (const char *raw = chunk + at + bytes; raw < end; raw += at + bytes) {
		at = find_joiner(raw, (size_t)(end - raw), &bytes);
		reading_add_part(reading, raw, at, 0);
	}
}

void compound_add(struct reading *reading, const char *chunk, size_t len)
{
	size_t bytes, code = code_length(chunk, len);
	if (find_joiner(chunk, len, &bytes) < len && add_acronym(reading, chunk, len))
		return;
	if (code > 0)
		reading_add_word(reading, chunk, 1, NULL, READING_CONTENT);
	add_parts(reading, chunk + code, len - code);
}

void compound_add_pair(struct reading *reading, const char *raw, size_t len, size_t first_len,
	size_t second)
{
	reading_add_word(reading, raw, first_len, NULL, 0);
	reading_add_word(reading, raw, len, NULL, TOKEN_ALTERNATE);
	reading_add_part(reading, raw + second, len - second, 0);
}
