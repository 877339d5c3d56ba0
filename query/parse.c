/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/parse.h"

#include "base/i18n.h"
#include "query/dates.h"

struct parser {
	struct lex lex;
	struct lexeme next;		/* not yet taken */
	struct arena *arena;
	struct notes *notes;
	enum query_field field;		/* of the group we are in */
	unsigned depth, nodes;
	bool no_memory;
};

static struct node *parse_or(struct parser *p);

static void advance(struct parser *p)
{
	lex_next(&p->lex, &p->next);
}

static struct node *new_node(struct parser *p, enum node_kind kind, struct lim_slice text)
{
	struct node *node = arena_alloc(p->arena, sizeof *node);
	if (!node) {
		p->no_memory = true;
		return NULL;
	}
	node->kind = kind;
	node->field = p->field;
	node->text = text;
	p->nodes++;
	return node;
}

/* Wraps nodes that are linked by next, unless it is one alone that can stand for itself. */
static struct node *wrap(struct parser *p, enum node_kind kind, struct node *children)
{
	if (!children || (!children->next && !children->sign && !children->bound))
		return children;
	struct node *node = new_node(p, children->next ? kind : NODE_ANY, (struct lim_slice){0});
	if (node)
		node->children = children;
	return node;
}

static bool is_operator(enum lexeme_kind kind)
{
	return kind == LEX_AND || kind == LEX_OR || kind == LEX_NOT || kind == LEX_NEAR;
}

static void note_lone(struct parser *p, struct lim_slice text)
{
	notes_add(p->notes, _("“%.*s” has nothing to join and is ignored"),
		notes_cut(text.ptr, text.len), text.ptr);
}

static struct node *parse_group(struct parser *p, enum query_field field)
{
	enum query_field outer = p->field;
	p->field = field;
	p->depth++;
	advance(p);
	struct node *node = parse_or(p);
	p->depth--;
	p->field = outer;
	if (p->next.kind == LEX_CLOSE)
		advance(p);
	else
		notes_add(p->notes, _("a bracket is not closed"));
	return node;
}

static struct node *parse_leaf(struct parser *p, enum query_field field, bool exact)
{
	static const enum node_kind kinds[] = {[LEX_WORD] = NODE_WORDS, [LEX_PREFIX] = NODE_PREFIX,
		[LEX_PHRASE] = NODE_PHRASE};
	struct node *node = new_node(p, kinds[p->next.kind], p->next.text);
	if (!node)
		return NULL;
	node->field = field;
	node->exact = exact;
	advance(p);
	if (field != IN_DATE)
		return node;
	if (parse_dates(node->text, p->arena, &node->from, &node->to)) {
		node->kind = NODE_DATES;
	} else {
		notes_add(p->notes,
			_("“%.*s” is no date such as 2021, 2021-11-16 or 2020..2021: "
			  "searched as words"),
			notes_cut(node->text.ptr, node->text.len), node->text.ptr);
		node->field = IN_TEXT;
	}
	return node;
}

/* [+ -] [field:] [=] word, phrase or group. NULL: nothing there, or an empty group. */
static struct node *parse_item(struct parser *p)
{
	enum node_sign sign = SIGN_NONE;
	enum query_field field = p->field;
	bool bound = false, exact = false;
	struct lim_slice first = p->next.text;
	for (;; advance(p)) {
		if (p->next.kind == LEX_PLUS || p->next.kind == LEX_MINUS) {
			sign = p->next.kind == LEX_PLUS ? SIGN_PLUS : SIGN_MINUS;
		} else if (p->next.kind == LEX_EXACT) {
			exact = true;
		} else if (p->next.kind == LEX_FIELD) {
			field = p->next.value;
			bound = true;
		} else {
			break;
		}
	}
	struct node *node = NULL;
	if (p->next.kind == LEX_OPEN && p->depth < PARSE_DEPTH_MAX) {
		node = parse_group(p, field);
	} else if (p->next.kind >= LEX_WORD && p->next.kind <= LEX_PHRASE) {
		node = parse_leaf(p, field, exact);
	} else if (bound || sign || exact) {
		note_lone(p, first);
	}
	/* A sign of its own, as in +(-x), stays with a group of its own. */
	if (node && (node->sign || node->bound) && (sign || bound))
		node = wrap(p, NODE_ANY, node);
	if (node && sign)
		node->sign = sign;
	if (node && bound && node->field == field)
		node->bound = true;
	return node;
}

/* Plain words up to the next sign, operator or bracket: one stretch, which the analyser sees as it
 * was typed ("1 000 000"). The last one is left out where PRES follows. */
static struct node *parse_words(struct parser *p)
{
	struct node *node = new_node(p, NODE_WORDS, p->next.text);
	if (!node)
		return NULL;
	advance(p);
	while (p->next.kind == LEX_WORD) {
		struct lex here = p->lex;
		struct lexeme word = p->next;
		advance(p);
		if (p->next.kind == LEX_NEAR) {
			p->lex = here;
			p->next = word;
			break;
		}
		node->text.len = (size_t)(word.text.ptr + word.text.len - node->text.ptr);
	}
	return node;
}

/* item { PRES item } */
static struct node *parse_near(struct parser *p)
{
	struct node *first = p->next.kind == LEX_WORD && p->field != IN_DATE ? parse_words(p) :
		parse_item(p);
	if (p->next.kind != LEX_NEAR || !first)
		return first;
	struct node **last = &first->next;
	unsigned distance = 1;
	struct lim_slice operator = p->next.text;
	while (p->next.kind == LEX_NEAR && p->nodes < PARSE_NODES_MAX) {
		operator = p->next.text;
		distance = p->next.value > distance ? p->next.value : distance;
		advance(p);
		*last = p->next.kind >= LEX_WORD && p->next.kind <= LEX_PHRASE ?
			parse_leaf(p, p->field, false) :
			p->next.kind == LEX_END || is_operator(p->next.kind) ? NULL :
			parse_item(p);
		if (*last) {
			(*last)->sign = SIGN_NONE;
			last = &(*last)->next;
		}
	}
	if (!first->next) {
		note_lone(p, operator);
		return first;
	}
	struct node *node = new_node(p, NODE_NEAR, (struct lim_slice){0});
	if (!node)
		return NULL;
	node->children = first;
	node->distance = distance;
	node->sign = first->sign;
	first->sign = SIGN_NONE;
	return node;
}

static bool ends_group(struct parser *p)
{
	while (p->next.kind == LEX_CLOSE && p->depth == 0) {
		notes_add(p->notes, _("a closing bracket has no opening one and is ignored"));
		advance(p);
	}
	return p->next.kind == LEX_END || p->next.kind == LEX_CLOSE;
}

/* From here on all is words: for queries without end. */
static struct node *parse_rest(struct parser *p)
{
	struct node *node = new_node(p, NODE_WORDS, p->next.text);
	if (node)
		node->text.len = (size_t)(p->lex.end - node->text.ptr);
	notes_add(p->notes, _("the query is very long: its end is searched as plain words"));
	p->lex.at = p->lex.end;
	advance(p);
	return node;
}

/* Items side by side. */
static struct node *parse_any(struct parser *p)
{
	struct node *first = NULL, **last = &first;
	while (!p->no_memory && !ends_group(p)) {
		if (p->next.kind == LEX_NEAR) {
			note_lone(p, p->next.text);
			advance(p);
			continue;
		}
		if (is_operator(p->next.kind))
			break;
		if (p->next.kind == LEX_OPEN && p->depth >= PARSE_DEPTH_MAX) {
			notes_add(p->notes, _("brackets are nested too deeply: some are ignored"));
			while (p->next.kind == LEX_OPEN)
				advance(p);
			continue;
		}
		*last = p->nodes < PARSE_NODES_MAX ? parse_near(p) : parse_rest(p);
		if (*last)
			last = &(*last)->next;
	}
	return wrap(p, NODE_ANY, first);
}

/* What NOT x without anything before it means: -x. */
static struct node *negate(struct parser *p, struct node *node)
{
	if (!node)
		return NULL;
	struct node *any = new_node(p, NODE_ANY, (struct lim_slice){0});
	if (!any)
		return NULL;
	if (node->sign || node->bound)
		node = wrap(p, NODE_ANY, node);
	if (!node)
		return NULL;
	node->sign = SIGN_MINUS;
	any->children = node;
	return any;
}

static struct node *join_not(struct parser *p, struct node *left, struct node *right)
{
	if (!left || !right)
		return left ? left : negate(p, right);
	struct node *node = new_node(p, NODE_NOT, (struct lim_slice){0});
	if (!node)
		return NULL;
	left->next = right;
	right->next = NULL;
	node->children = left;
	return node;
}

/* any { ET any | SAUF any } */
static struct node *parse_and(struct parser *p)
{
	struct node *left = parse_any(p);
	while (p->next.kind == LEX_AND || p->next.kind == LEX_NOT) {
		struct lim_slice operator = p->next.text;
		bool negative = p->next.kind == LEX_NOT;
		advance(p);
		if (!negative && p->next.kind == LEX_NOT) {
			negative = true;
			advance(p);
		}
		struct node *right = parse_any(p);
		if (!right || (!left && !negative))
			note_lone(p, operator);
		if (negative) {
			left = join_not(p, left, right);
		} else if (left && right && left->kind == NODE_AND && !left->sign) {
			struct node *last = left->children;
			while (last->next)
				last = last->next;
			last->next = right;
		} else if (left && right) {
			left->next = right;
			left = wrap(p, NODE_AND, left);
		} else {
			left = left ? left : right;
		}
	}
	return left;
}

/* and { OU and } */
static struct node *parse_or(struct parser *p)
{
	struct node *first = parse_and(p), **last = first ? &first->next : &first;
	while (p->next.kind == LEX_OR) {
		struct lim_slice operator = p->next.text;
		advance(p);
		struct node *right = parse_and(p);
		if (!right || !first)
			note_lone(p, operator);
		if (right) {
			*last = right;
			last = &right->next;
		}
	}
	return wrap(p, NODE_OR, first);
}

int parse_query(const char *text, size_t len, struct arena *arena, struct notes *notes,
	struct node **root)
{
	struct parser p = {.arena = arena, .notes = notes};
	lex_init(&p.lex, text, len, notes);
	advance(&p);
	*root = parse_or(&p);
	return p.no_memory ? LIM_E_MEMORY : LIM_OK;
}
