/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A tree → a query for the store, and beside it all that later stages look for in passages.
 *
 * leaf.c analyses what was typed, units.c weighs the words, plan.c builds the store's query: it is
 * the only file that does.
 */
#ifndef QUERY_PLAN_H
#define QUERY_PLAN_H

#include "base/arena.h"
#include "base/map.h"
#include "query/parse.h"
#include "stemmer/analyze.h"
#include "store/search.h"

#define NO_UNIT 0xff
#define UNITS_MAX 64		/* bits of unit_set */
#define SIMILAR_UNITS 32	/* words that stand for a whole text */
#define PREFIXES_MAX 32		/* bits of view_token.prefixes */
#define CHECKS_MAX 64		/* bits of a verdict */
#define READINGS_MAX 8		/* of a word; bits of element.lesser */
#define RESPELT_MAX 8		/* unknown words of a query that near ones are looked for */
#define ELEMENTS_MAX 4096	/* words of a query that are looked at */

typedef uint64_t unit_set;

/* A stem that passages are searched by, or looked through for. */
struct term {
	struct lim_slice text;
	uint32_t frequency;	/* passages */
	uint32_t stamp;		/* the last leaf that has put it into the query */
	uint8_t unit;		/* what it counts for, or NO_UNIT */
	bool shown;		/* highlighted wherever it stands */
};

/* A word as it was typed. */
struct form {
	struct lim_slice word;		/* normalised */
	struct lim_slice folded;
	bool accented;
};

#define FORMS_MAX 4

/* What counts as one word of the query, whatever number of stems it stands for (other readings, the
 * words behind a wildcard). */
struct unit {
	uint32_t term;			/* the first one */
	uint32_t frequency;
	unsigned count;			/* times in the query */
	double idf, title_idf;		/* ln(N / n); 0: in no passage, in no title */
	double boost;			/* 1 + ln(count): a word said twice does not count twice */
	double certainty;		/* factor of boost: 1, or less for another spelling or courtesy */
	struct form forms[FORMS_MAX];	/* none: all forms are as good */
	unsigned n_forms;
};

/* Units that follow one another in the query. */
struct unit_pair {
	uint8_t first, second;
};

/* One token of a leaf. */
struct element {
	uint32_t position;		/* in the leaf */
	size_t start, len;		/* bytes of the query */
	uint32_t *terms;		/* readings; of a wildcard, n_plain come first */
	uint8_t lesser;			/* a bit for each of the first terms: it is seldom meant */
	uint32_t n_own;			/* terms from here on are of the same family only; 0: none is */
	uint32_t n_terms, n_plain;	/* n_plain: terms that need no look at the text */
	uint32_t word;			/* this exact form (plan->words), or MAP_NONE */
	uint32_t wide;			/* a reading that covers the elements before wide_end, */
	size_t wide_end;		/* as weekend does in week-end; or MAP_NONE */
	unsigned prefix;		/* 1-based number of the wildcard, 0: none */
	struct lim_slice form;		/* as typed, normalised */
	struct lim_slice letters;	/* squeezed (glance.h): no text without them fits; empty: any may */
	struct lim_slice fixed;		/* another spelling, which is searched instead or as well */
	unsigned cost;			/* how far it is (spelling.h) */
	bool doubtful;			/* the word as typed is searched too */
	bool stop;
	bool courtesy;			/* said to the reader, not of the subject */
	bool dropped;			/* a stop word that is not searched for */
};

struct leaf {
	struct element *elements;
	uint32_t n;
	struct leaf *next_shown;
};

struct wildcard {
	struct lim_slice prefix;	/* folded */
};

struct check;

/* Everything lives in the arena of the query, but for the store's query. */
struct plan {
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena *arena;
	struct notes *notes;
	const char *text;		/* the query; struct element.start counts from here */
	size_t len;
	struct node *root;		/* NULL: nothing to search for */
	bool similar;			/* the query is a text that others are to be like */
	const char *without;		/* id of an article that is left out, or NULL */

	struct map *term_map, *words;	/* of the searcher: stems, exact forms → numbers */
	struct term *terms;		/* as numbered by term_map */
	uint32_t terms_cap;
	struct wildcard wildcards[PREFIXES_MAX];
	unsigned n_wildcards;
	uint32_t elements;		/* looked at so far */
	unsigned respelt;		/* words for which near ones were looked for */
	uint32_t leaves;		/* stamped so far */

	struct unit units[UNITS_MAX];
	unsigned n_units;
	double mass;			/* Σ idf × boost of all units */
	struct unit_pair pairs[UNITS_MAX];
	unsigned n_pairs;
	struct leaf *shown;		/* leaves that are highlighted where all of them stands */

	struct verifier *verifier;
	struct check *checks[CHECKS_MAX];
	unsigned n_checks;
	uint64_t later;			/* a bit for each check that is left to the second stage */
	bool exact_total;		/* leave none to it */
	bool needed;			/* what is being built has to match, or nothing does */
	bool no_memory;
	struct store_query *query;	/* belongs to the plan */
};

/* The number of a stem; MAP_NONE: no memory. */
uint32_t plan_term(struct plan *plan, struct lim_slice text);

/* A copy in the arena; empty, and no_memory set, where there is none. */
struct lim_slice plan_keep(struct plan *plan, const char *ptr, size_t len);

/* Gives each leaf of a tree its elements (none, where there is no word) and numbers the stems. */
int leaves_analyze(struct plan *plan, struct node *root, struct lim_error *err);

/* How many units a query may have. */
static inline unsigned units_max(const struct plan *plan)
{
	return plan->similar ? SIMILAR_UNITS : UNITS_MAX;
}

/* What a unit adds to a passage of full weight. */
static inline double unit_weight(const struct plan *plan, unsigned unit)
{
	return plan->units[unit].idf * plan->units[unit].boost;
}

/* Whether the number-th reading of an element is seldom meant. */
static inline bool element_is_lesser(const struct element *e, uint32_t number)
{
	return number < READINGS_MAX && (e->lesser >> number & 1);
}

/* Whether a node is something typed, rather than what joins others. */
static inline bool node_is_leaf(const struct node *node)
{
	return node->kind <= NODE_DATES;
}

/* Whether a leaf has words that others may stand for: of the same family, of another spelling. */
static inline bool node_is_loose(const struct node *node)
{
	return node->kind == NODE_WORDS && !node->sign && !node->bound && !node->exact &&
	       node->field == IN_TEXT;
}

/* The fields whose words are stems of the vocabulary. */
static inline bool field_is_text(enum query_field field)
{
	return field == IN_TEXT || field == IN_TITLE;
}

/* Marks the courtesy among plain words (courtesy.c). After leaves_analyze. */
void courtesy_mark(struct plan *plan, struct node *root);

/* Adds to plain words the stems of their families (family.c). After leaves_analyze. */
int family_join(struct plan *plan, struct node *root, struct lim_error *err);

/* What the number-th reading of an element gives to a passage of full weight. After units_weigh. */
double reading_weight(const struct plan *plan, const struct element *e, uint32_t number);

/* Decides on stop words, takes what is left without a word out of plan->root, weighs the rest. */
int units_weigh(struct plan *plan, struct lim_error *err);

/*
 * The whole: *plan comes with reader, analyzer, arena, notes, text, both maps and verifier set, the
 * rest zero. The store's query matches nothing where the tree is empty; plan_done frees it. LIM_OK,
 * LIM_E_MEMORY, or what the store reports.
 */
int plan_make(struct plan *plan, struct node *root, struct lim_error *err);
void plan_done(struct plan *plan);

#endif
