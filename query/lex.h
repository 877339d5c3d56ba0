/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query language, and its lexemes.
 *
 *	chat noir		passages with any of the words, best first
 *	+chat  -chien		must be there; must not
 *	"chat noir"  « … »  “…”	these words in this order, side by side
 *	chat*			words that begin so (two letters at least)
 *	=chaton  ="…"		this very form: ending and accents count, capitals do not
 *	(chat OU chien) ET noir	groups; ET AND, OU OR, SAUF NOT, in capitals
 *	chat PRES/5 chien	at most 5 words apart, in any order; also PRÈS, PROCHE, NEAR;
 *				without a number 10. Of n words: all within (n - 1) times that
 *	titre:  title:		a word of the title of the article
 *	auteur:  author:	of its author
 *	date:2021  date:2020-05..2021  date:..2019  date:16/11/2021
 *	type:  dossier: folder:  ext: extension:
 *
 * Behind a field stands a word, a phrase or a group. A field always binds: chat titre:chien finds
 * only passages of articles with chien in their title; several values of one field (but for the
 * title) are alternatives. All signs combine: -titre:"chat noir".
 *
 * Words side by side hold together most closely but for PRES, then ET and SAUF, then OU:
 * a b PRES c ET d OU e is ((a (b PRES c)) ET d) OU e.
 *
 * Words are whatever stands between blanks, quotes and brackets; their inside is the analyser's
 * business (l'ukraine, week-end, C++), and so a hyphen within a word excludes nothing.
 */
#ifndef QUERY_LEX_H
#define QUERY_LEX_H

#include <stdbool.h>

#include "limier.h"
#include "query/notes.h"

enum query_field {
	IN_TEXT, IN_TITLE, IN_AUTHOR, IN_DATE, IN_TYPE, IN_FOLDER, IN_EXTENSION,
	N_QUERY_FIELDS
};

enum lexeme_kind {
	LEX_END,
	LEX_WORD,	/* text */
	LEX_PREFIX,	/* text, without its star */
	LEX_PHRASE,	/* text between the quotes */
	LEX_OPEN, LEX_CLOSE,
	LEX_PLUS, LEX_MINUS, LEX_EXACT,
	LEX_FIELD,	/* value: enum query_field */
	LEX_AND, LEX_OR, LEX_NOT,
	LEX_NEAR	/* value: tokens apart */
};

struct lexeme {
	enum lexeme_kind kind;
	struct lim_slice text;	/* of the query, as it stands there */
	unsigned value;
};

#define QUOTE_KINDS 3

struct lex {
	const char *at, *end;
	struct notes *notes;
	bool at_item;			/* a sign may stand here: behind a blank or a sign */
	bool unclosed[QUOTE_KINDS];	/* no closing quote comes any more */
};

/* text: valid UTF-8 without control characters, of which lexemes are slices. */
void lex_init(struct lex *lex, const char *text, size_t len, struct notes *notes);

void lex_next(struct lex *lex, struct lexeme *lexeme);

/* Static name of a field, as explanations show it. */
const char *lex_field_name(enum query_field field);

#endif
