/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases, neighbours, exact forms and loose wildcards: what terms alone cannot decide. A
 * candidate's signature is looked at first; only where that allows a match is the text read, and
 * only where its letters allow one is it analysed.
 */
#ifndef QUERY_VERIFY_H
#define QUERY_VERIFY_H

#include "query/passed.h"
#include "query/plan.h"
#include "query/view.h"

/* Alternatives, one of which has to occur: leaves of one node. */
struct operand {
	const struct leaf **leaves;
	unsigned n;
	struct follow *follows;		/* of each leaf: what it asks of signatures */
};

struct check {
	struct verifier *verifier;
	unsigned bit;			/* in a verdict */
	enum query_field target;	/* IN_TEXT or IN_TITLE */
	bool prepared;			/* follows are made */
	bool later;			/* candidates pass by their signature; see verify_text */
	struct operand *operands;
	unsigned n;
	unsigned distance;		/* of the operands' first tokens, at most */
};

#define VERDICTS 4096	/* a power of two */

/* What is known of one passage. */
struct verdict {
	struct passage_ref ref;
	uint64_t known, kept;	/* a bit for each check */
};

/* Lives with the searcher. */
struct verifier {
	struct plan *plan;
	struct viewer *viewer;
	struct arena arena;		/* the passage that is looked at */
	struct view_tokens tokens;
	struct buf squeezed;
	struct verdict *verdicts;	/* VERDICTS slots, chosen by the passage */
	struct passed passed;		/* the first of the checks that were left for later */
	int status;			/* the first failure: checks cannot report one */
	struct lim_error err;
};

void verifier_init(struct verifier *verifier, struct viewer *viewer);
void verifier_done(struct verifier *verifier);

/* Forgets the last query. */
void verifier_begin(struct verifier *verifier, struct plan *plan);

/* A new check in the plan; NULL: no memory, or CHECKS_MAX are there already (no_memory is not
 * set). The caller sets target, operands, n and distance. */
struct check *check_new(struct plan *plan, unsigned n_operands);

/* For store_query_check; ctx is the check. */
bool check_candidate(void *ctx, const struct candidate *candidate);

/* Whether it is known, since fewer matches were looked at before, that a passage does not pass the checks
 * that were left for later. */
bool verify_is_refused(struct verifier *verifier, struct passage_ref ref);
void verify_refuse(struct verifier *verifier, struct passage_ref ref);

/* Whether a text may answer the checks that were left for later: a look at its letters. */
bool verify_letters(struct verifier *verifier, struct lim_slice text);

/* Those of a set of checks (bits) that it does not answer. tokens: the whole analysed text. */
uint64_t verify_text(const struct plan *plan, uint64_t checks, const struct view_tokens *tokens);

/* Those that a title or heading does not answer either: stems that begin as a wildcard does count
 * wherever they are indexed. */
uint64_t verify_context(const struct plan *plan, uint64_t checks, const struct view_tokens *tokens);

/* The next occurrence of a leaf's elements as consecutive tokens, at *i or behind; *i is moved to
 * its first token, *end is the token behind its last. tokens: the whole analysed text. */
bool leaf_find(const struct leaf *leaf, const struct view_tokens *tokens, uint32_t *i,
	uint32_t *end);

#endif
