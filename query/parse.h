/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query → a tree. Nothing is an error: what is not understood becomes words and a note. The
 * language is described in lex.h. */
#ifndef QUERY_PARSE_H
#define QUERY_PARSE_H

#include "base/arena.h"
#include "query/lex.h"

enum node_kind {
	NODE_WORDS,	/* text: one or several words, any of them */
	NODE_PREFIX,	/* text: the beginning of a word */
	NODE_PHRASE,	/* text */
	NODE_DATES,	/* from, to */
	NODE_ANY,	/* children side by side, each with its sign */
	NODE_AND, NODE_OR,
	NODE_NOT,	/* the first child without the second */
	NODE_NEAR	/* children at most distance × (n - 1) tokens apart */
};

enum node_sign { SIGN_NONE, SIGN_PLUS, SIGN_MINUS };

struct node {
	enum node_kind kind;
	enum node_sign sign;
	enum query_field field;
	bool bound;		/* a field was named in front of it */
	bool exact;		/* "=" was */
	unsigned distance;
	struct lim_slice text;	/* of the query */
	const char *from, *to;	/* ISO 8601; NULL: open */
	struct node *children, *next;
	struct leaf *leaf;	/* what the plan makes of it (query/plan.h) */
};

/* Nodes of a tree and brackets within one another: what comes beyond is taken as plain words. */
#define PARSE_NODES_MAX 1000
#define PARSE_DEPTH_MAX 32

/* text: valid UTF-8 without control characters; the tree keeps slices of it, the rest is in the
 * arena. *root is NULL for a query without a word. LIM_OK or LIM_E_MEMORY. */
int parse_query(const char *text, size_t len, struct arena *arena, struct notes *notes,
	struct node **root);

#endif
