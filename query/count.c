/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many matches there are, where the first stage only knows how many may be some. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "query/rerank.h"

#define SAMPLE 12	/* passages */

static bool was_tried(const struct ranking *ranking, struct passage_ref ref)
{
	for (size_t i = 0; i < ranking->n_tried; i++)
		if (ranking->tried[i].shard == ref.shard && ranking->tried[i].id == ref.id)
			return true;
	return false;
}

static int compare_numbers(const void *a, const void *b)
{
	const struct sampled *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

/* Tries some of what has passed and was not tried yet. */
static int take_sample(struct ranking *ranking)
{
	const struct passed *passed = &ranking->verifier->passed;
	struct sampled left[PASSED_SAMPLE];
	size_t n = 0;
	for (size_t i = 0; i < passed->n_sample; i++)
		if (!was_tried(ranking, passed->sample[i].ref))
			left[n++] = passed->sample[i];
	size_t some = n < SAMPLE ? n : SAMPLE;
	qsort(left, n, sizeof *left, compare_numbers);
	int status = LIM_OK;
	for (size_t i = 0; i < some && status == LIM_OK; i++) {
		struct ranked item = {.match.ref = left[i].ref};
		bool match;
		status = ranking_confirm(ranking, &item, &match);
	}
	return status;
}

/* A form that is looked for in the vocabulary. */
struct counted_form {
	struct lim_slice word;
	uint64_t passages;
};

static int take_form(void *ctx, const struct reader_word *word)
{
	struct counted_form *form = ctx;
	if (word->written.len != form->word.len ||
		memcmp(word->written.ptr, form->word.ptr, form->word.len) != 0)
		return LIM_OK;
	form->passages = word->passages;
	return LIM_DONE;
}

/* In how many passages the exact form stands that is all the query asks for: the vocabulary knows. 0: it does
 * not, or more is asked for. */
static int count_form(struct ranking *ranking, uint64_t *passages)
{
	const struct plan *plan = ranking->plan;
	const struct node *root = plan->root;
	*passages = 0;
	if (!root || !node_is_leaf(root) || !root->exact || root->field != IN_TEXT || root->leaf->n != 1 ||
		root->leaf->elements[0].form.len == 0)
		return LIM_OK;
	struct counted_form form = {.word = root->leaf->elements[0].form};
	struct buf folded;
	buf_init(&folded, (size_t)1 << 10);
	int status = analyze_fold(form.word.ptr, form.word.len, &folded);
	if (status == LIM_OK)
		status = reader_words(plan->reader, folded.ptr, folded.len, take_form, &form, ranking->err);
	buf_done(&folded);
	*passages = form.passages;
	return status < 0 ? status : LIM_OK;
}

/*
 * The share of matches that is exceeded by chance only, three deviations, where so many were tried. The
 * heaviest were, of which more are matches than of the rest; but passages that repeat one another pass
 * together.
 */
static double most_likely(size_t tried, size_t confirmed)
{
	double n = (double)tried, share = (double)confirmed / n;
	return share + 3 * (sqrt(share * (1 - share) / n) + 1 / n);
}

/* The share of matches among those that are left. */
static int estimate_share(struct ranking *ranking, uint64_t left, double *share)
{
	size_t tried = ranking->n_tried, confirmed = ranking->confirmed;
	const struct plan *plan = ranking->plan;
	bool one_check = (plan->later & (plan->later - 1)) == 0;
	if (left > SAMPLE && one_check && passed_share(&ranking->verifier->passed, share)) {
		*share = fmin(*share, most_likely(tried, confirmed));
		return LIM_OK;
	}
	int status = take_sample(ranking);
	tried = ranking->n_tried - tried;
	confirmed = ranking->confirmed - confirmed;
	*share = tried > 0 ? (double)confirmed / (double)tried : 0;
	return status;
}

int ranking_count(struct ranking *ranking, uint64_t *total, bool *estimated)
{
	uint64_t passed = *total, known = 0;
	double share;
	if (ranking->plan->later == 0)
		return LIM_OK;
	*total = ranking->confirmed;
	if (passed <= ranking->n_tried)
		return LIM_OK;
	int status = count_form(ranking, &known);
	if (known >= ranking->confirmed && known > 0 && known <= passed) {
		*total = known;
		*estimated = true;
		return status;
	}
	if (status == LIM_OK)
		status = estimate_share(ranking, passed - ranking->n_tried, &share);
	*total = ranking->confirmed;
	if (status == LIM_OK && passed > ranking->n_tried) {
		*total += (uint64_t)((double)(passed - ranking->n_tried) * share + 0.5);
		*estimated = true;
	}
	return status;
}
