/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/lex.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"

#define NEAR_DEFAULT 10
#define NEAR_MAX 1000

static const struct {
	const char *name;
	enum query_field field;
} fields[] = {
	{"title", IN_TITLE}, {"titre", IN_TITLE},
	{"author", IN_AUTHOR}, {"auteur", IN_AUTHOR},
	{"date", IN_DATE}, {"type", IN_TYPE},
	{"folder", IN_FOLDER}, {"dossier", IN_FOLDER},
	{"ext", IN_EXTENSION}, {"extension", IN_EXTENSION},
};

static const struct {
	const char *name;
	enum lexeme_kind kind;
} operators[] = {
	{"ET", LEX_AND}, {"AND", LEX_AND},
	{"OU", LEX_OR}, {"OR", LEX_OR},
	{"SAUF", LEX_NOT}, {"NOT", LEX_NOT},
	{"NEAR", LEX_NEAR}, {"PRES", LEX_NEAR}, {"PRÈS", LEX_NEAR}, {"PROCHE", LEX_NEAR},
};

static const struct {
	const char *open, *close;
} quotes[QUOTE_KINDS] = {{"\"", "\""}, {"«", "»"}, {"“", "”"}};

#define COUNT(table) (sizeof(table) / sizeof *(table))

const char *lex_field_name(enum query_field field)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		if (fields[i].field == field)
			return fields[i].name;
	return "text";
}

void lex_init(struct lex *lex, const char *text, size_t len, struct notes *notes)
{
	*lex = (struct lex){.at = text, .end = text + len, .notes = notes, .at_item = true};
}

static bool starts_with(const struct lex *lex, const char *at, const char *string)
{
	size_t len = strlen(string);
	return (size_t)(lex->end - at) >= len && memcmp(at, string, len) == 0;
}

/* Bytes of the blank at a place, 0: none. */
static size_t blank_at(const struct lex *lex, const char *at)
{
	static const char *const wide[] = {
		"\u00a0", "\u2002", "\u2003", "\u2009", "\u200a", "\u202f", "\u3000"};
	if (*at == ' ')
		return 1;
	if ((unsigned char)*at < 0x80)
		return 0;
	for (size_t i = 0; i < COUNT(wide); i++)
		if (starts_with(lex, at, wide[i]))
			return strlen(wide[i]);
	return 0;
}

/* Bytes of the quote at a place, 0: none. */
static size_t quote_at(const struct lex *lex, const char *at)
{
	for (size_t i = 0; i < QUOTE_KINDS; i++) {
		if (starts_with(lex, at, quotes[i].open))
			return strlen(quotes[i].open);
		if (starts_with(lex, at, quotes[i].close))
			return strlen(quotes[i].close);
	}
	return 0;
}

static bool word_ends(const struct lex *lex, const char *at)
{
	return at == lex->end || *at == '(' || *at == ')' || blank_at(lex, at) || quote_at(lex, at);
}

/* A phrase, where the quote at this place opens one that is closed. */
static bool take_phrase(struct lex *lex, struct lexeme *lexeme)
{
	for (size_t i = 0; i < QUOTE_KINDS; i++) {
		if (!starts_with(lex, lex->at, quotes[i].open) || lex->unclosed[i])
			continue;
		const char *from = lex->at + strlen(quotes[i].open);
		size_t close_len = strlen(quotes[i].close);
		const char *to =
			memmem(from, (size_t)(lex->end - from), quotes[i].close, close_len);
		if (!to) {
			/* Remembered, so that a thousand quotes do not search a thousand times. */
			lex->unclosed[i] = true;
			notes_add(lex->notes,
				_("the quotation mark %s is not closed and is ignored"),
				quotes[i].open);
			return false;
		}
		*lexeme = (struct lexeme){LEX_PHRASE, {from, (size_t)(to - from)}, 0};
		lex->at = to + close_len;
		lex->at_item = true;
		return true;
	}
	return false;
}

/* A known field name and its colon. Looks no further than the longest name, as fields may follow on
 * fields. */
static bool take_field(struct lex *lex, struct lexeme *lexeme)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		size_t len = strlen(fields[i].name);
		if ((size_t)(lex->end - lex->at) <= len || lex->at[len] != ':' ||
			strncasecmp(fields[i].name, lex->at, len) != 0)
			continue;
		*lexeme = (struct lexeme){LEX_FIELD, {lex->at, len}, fields[i].field};
		lex->at += len + 1;
		return true;
	}
	return false;
}

static void note_unknown_field(struct lex *lex, const char *colon, const char *end)
{
	size_t len = (size_t)(colon - lex->at);
	for (size_t i = 0; i < len; i++)
		if (!((lex->at[i] | 32) >= 'a' && (lex->at[i] | 32) <= 'z'))
			return;
	if (len < 2 || colon + 1 == end || colon[1] == '/')
		return;
	notes_add(lex->notes, _("there is no field “%.*s”: searched as words"),
		notes_cut(lex->at, len), lex->at);
}

/* ET, OU, PRES/5 …, in capitals, as a whole word. */
static bool take_operator(struct lex *lex, const char *end, struct lexeme *lexeme)
{
	size_t len = (size_t)(end - lex->at);
	for (size_t i = 0; i < COUNT(operators); i++) {
		size_t name_len = strlen(operators[i].name);
		if (len < name_len || memcmp(lex->at, operators[i].name, name_len) != 0)
			continue;
		unsigned value = NEAR_DEFAULT;
		if (len > name_len) {
			const char *p = lex->at + name_len;
			if (operators[i].kind != LEX_NEAR || *p++ != '/' || p == end)
				continue;
			for (value = 0; p < end && *p >= '0' && *p <= '9' && value < NEAR_MAX; p++)
				value = 10 * value + (unsigned)(*p - '0');
			if (p < end)
				continue;
		}
		*lexeme = (struct lexeme){operators[i].kind, {lex->at, len}, value};
		lex->at = end;
		return true;
	}
	return false;
}

static void take_word(struct lex *lex, const char *end, struct lexeme *lexeme)
{
	const char *stop = end;
	while (stop > lex->at && stop[-1] == '*')
		stop--;
	size_t len = (size_t)(stop - lex->at);
	bool star = stop < end;
	if (memchr(lex->at, '*', len) || (star && len == 0))
		notes_add(lex->notes, _("a star is understood at the end of a word only"));
	*lexeme = (struct lexeme){star ? LEX_PREFIX : LEX_WORD, {lex->at, len}, 0};
	lex->at = end;
}

/* Signs, fields and brackets; false: a word or a quote stands here. */
static bool take_sign(struct lex *lex, struct lexeme *lexeme)
{
	static const char signs[] = "+-=()";
	static const enum lexeme_kind kinds[] = {
		LEX_PLUS, LEX_MINUS, LEX_EXACT, LEX_OPEN, LEX_CLOSE};
	const char *sign = strchr(signs, *lex->at);
	if (!*lex->at || !sign)
		return false;
	size_t kind = (size_t)(sign - signs);
	if (kind < 3 && !lex->at_item)
		return false;
	*lexeme = (struct lexeme){kinds[kind], {lex->at, 1}, 0};
	lex->at++;
	lex->at_item = true;
	return true;
}

/* A sign before a blank is punctuation: Paris - Lyon, 1 + 1 = 2. */
static bool skip_lone_sign(struct lex *lex)
{
	if (!lex->at_item || !strchr("+-=", *lex->at))
		return false;
	const char *after = lex->at + 1;
	if (after < lex->end && !blank_at(lex, after))
		return false;
	if (*lex->at != '-')
		notes_add(lex->notes, _("“%c” stands alone and is ignored"), *lex->at);
	lex->at = after;
	return true;
}

static void skip_ignored(struct lex *lex)
{
	while (lex->at < lex->end) {
		size_t blank = blank_at(lex, lex->at);
		if (blank > 0) {
			lex->at += blank;
			lex->at_item = true;
		} else if (!skip_lone_sign(lex)) {
			return;
		}
	}
}

static bool take_item(struct lex *lex, struct lexeme *lexeme)
{
	if (take_sign(lex, lexeme) || take_phrase(lex, lexeme))
		return true;
	size_t quote = quote_at(lex, lex->at);
	if (quote > 0) {
		lex->at += quote;
		return false;
	}
	if (take_field(lex, lexeme))
		return true;
	const char *end = lex->at, *colon = NULL;
	for (; !word_ends(lex, end); end++)
		if (*end == ':' && !colon)
			colon = end;
	if (colon)
		note_unknown_field(lex, colon, end);
	lex->at_item = false;
	if (!take_operator(lex, end, lexeme))
		take_word(lex, end, lexeme);
	return lexeme->text.len > 0;
}

void lex_next(struct lex *lex, struct lexeme *lexeme)
{
	do {
		skip_ignored(lex);
		if (lex->at == lex->end) {
			*lexeme = (struct lexeme){LEX_END, {lex->at, 0}, 0};
			return;
		}
	} while (!take_item(lex, lexeme));
}
