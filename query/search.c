/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way of a query: clean, parse, plan, first stage, second stage, collapse, answer. Each is a
 * room of its own; here is only the order. */
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "query/collapse.h"
#include "query/explain.h"
#include "query/results.h"
#include "query/searcher.h"
#include "query/similar.h"
#include "query/suggest.h"

#define QUERY_MAX ((size_t)4 << 20)	/* bytes */
#define POOL_DEFAULT 50			/* with 100, three sets are answered no better */
/* Of the passages that might have a phrase but are too light to be read, so many are counted as one is. */
#define LIGHT_EACH 4
#define MORE 8	/* times as many are fetched where these leave too few */
#define COPIES_BEHIND 5			/* passages looked at behind the last hit: copies lie close */
#define PER_ARTICLE 4			/* passages fetched for each article wanted */
#define COUNT_EXACTLY 10000		/* matches; beyond, the total is an estimate */
#define COUNT_CHEAPLY 5000		/* postings: reading all of them is not noticed */
#define TREE_SHOWN ((size_t)64 << 10)

struct ask {
	struct lim_searcher *searcher;
	struct lim_search_options options;
	struct arena *arena;
	struct lim_error *err;
	struct notes notes;
	bool similar;			/* the query is a text that passages are to be like, */
	const char *without;		/* those of this article excepted */
	char *text;			/* cleaned */
	size_t len;
	struct plan plan;
	const char *tree;		/* with explain */
	struct store_matches matches;
	struct ranking ranking;
	struct ranked **kept;		/* answers up to the last one wanted */
	size_t n_kept, wanted;
};

/* Valid UTF-8 without control characters, so that whatever quotes the query may be shown. */
static int clean(struct ask *ask, const char *query, size_t len)
{
	struct buf buf;
	if (len > QUERY_MAX) {
		notes_add(&ask->notes, _("the query is cut after %zu bytes"), QUERY_MAX);
		len = utf8_cut(query, len, QUERY_MAX);
	}
	buf_init(&buf, 3 * QUERY_MAX);
	int status = utf8_repair(&buf, query, len, NULL);
	bool control = false;
	for (size_t i = 0; i < buf.len; i++) {
		unsigned char c = (unsigned char)buf.ptr[i];
		bool c1 = c == 0xc2 && (unsigned char)buf.ptr[i + 1] < 0xa0;
		if (c >= 0x20 && c != 0x7f && !c1)
			continue;
		control |= c1 || (c != '\t' && c != '\n' && c != '\r');
		buf.ptr[i] = ' ';
		if (c1)
			buf.ptr[i + 1] = ' ';
	}
	if (control)
		notes_add(&ask->notes, _("control characters in the query are ignored"));
	ask->text = status == LIM_OK ? arena_dup(ask->arena, buf.ptr, buf.len) : NULL;
	ask->len = buf.len;
	buf_done(&buf);
	return ask->text ? LIM_OK : error_memory(ask->err);
}

static int keep_tree(struct ask *ask, const struct node *root)
{
	struct buf buf;
	buf_init(&buf, TREE_SHOWN);
	explain_tree(root, &buf);
	ask->tree = arena_dup(ask->arena, buf.ptr, utf8_cut(buf.ptr, buf.len, buf.len));
	buf_done(&buf);
	return ask->tree ? LIM_OK : error_memory(ask->err);
}

/* The whole text as plain words. */
static int take_as_words(struct ask *ask, struct node **root)
{
	*root = arena_alloc(ask->arena, sizeof **root);
	if (!*root)
		return LIM_E_MEMORY;
	(*root)->kind = NODE_WORDS;
	(*root)->text = (struct lim_slice){ask->text, ask->len};
	return LIM_OK;
}

/* From the query's text to the plan. */
static int prepare(struct ask *ask, const char *query, size_t len)
{
	struct lim_searcher *s = ask->searcher;
	struct node *root;
	arena_reset(ask->arena);
	map_reset(&s->terms);
	map_reset(&s->words);
	notes_init(&ask->notes, ask->arena);
	int status = clean(ask, query, len);
	if (status != LIM_OK)
		return status;
	ask->plan = (struct plan){.reader = s->reader, .analyzer = s->analyzer, .arena = ask->arena,
		.notes = &ask->notes, .text = ask->text, .len = ask->len,
		.term_map = &s->terms, .words = &s->words,
		.verifier = &s->verifier, .exact_total = ask->plan.exact_total};
	s->viewer.plan = &ask->plan;
	verifier_begin(&s->verifier, &ask->plan);
	ask->plan.similar = ask->similar;
	ask->plan.without = ask->without;
	if (ask->similar)
		status = take_as_words(ask, &root);
	else
		status = parse_query(ask->text, ask->len, ask->arena, &ask->notes, &root);
	if (status != LIM_OK)
		return error_memory(ask->err);
	if (ask->options.explain)
		status = keep_tree(ask, root);
	return status == LIM_OK ? plan_make(&ask->plan, root, ask->err) : status;
}

/* The first stage. Failures within checks come to light here. */
static int first_stage(struct ask *ask, const struct store_search_options *options)
{
	struct verifier *verifier = &ask->searcher->verifier;
	store_matches_done(&ask->matches);
	ask->matches = (struct store_matches){0};
	passed_reset(&verifier->passed);
	int status = store_search(
		ask->searcher->reader, ask->plan.query, options, &ask->matches, ask->err);
	if (status == LIM_OK && verifier->status != LIM_OK)
		status = error_set(ask->err, verifier->status, "%s", verifier->err.message);
	return status;
}

/* What has been kept so far. */
struct choice {
	struct collapser collapser;
	struct ranked **owners;		/* by the collapser's numbers: who was kept */
};

static void add_copy(struct ranked *owner, struct ranked *copy)
{
	struct ranked **last = &owner->copies;
	while (*last)
		last = &(*last)->next_copy;
	*last = copy;
}

/* Keeps an item, or lists it under the one that it repeats. */
static int consider(struct ask *ask, struct choice *choice, struct ranked *item)
{
	struct ranking *ranking = &ask->ranking;
	struct ranked_article *article;
	uint32_t same, known = choice->collapser.n;
	bool match;
	int status = ranking_confirm(ranking, item, &match);
	if (status != LIM_OK || !match)
		return status;
	status = ranking_load(ranking, item);
	if (status == LIM_OK)
		status = ranking_load_article(ranking, item, &article);
	if (status != LIM_OK)
		return status;
	if (ask->options.group_articles && article->taken)
		return LIM_OK;
	if (collapser_add(&choice->collapser, &item->tokens, article->facts.title, &same) != LIM_OK)
		return error_memory(ask->err);
	if (same != COLLAPSER_NEW) {
		add_copy(choice->owners[same], item);
	} else if (ask->n_kept < ask->wanted) {
		if (choice->collapser.n > known)
			choice->owners[known] = item;
		article->taken = true;
		ask->kept[ask->n_kept++] = item;
	}
	return LIM_OK;
}

/* Walks down the ranking until enough are kept, and a little farther for copies of the last. */
static int choose(struct ask *ask)
{
	struct ranking *ranking = &ask->ranking;
	struct choice choice;
	int status = LIM_OK;
	ask->n_kept = 0;
	ask->kept = arena_alloc(ask->arena, (ask->wanted + 1) * sizeof *ask->kept);
	choice.owners = arena_alloc(ask->arena, (ask->wanted + 1) * sizeof *choice.owners);
	if (!ask->kept || !choice.owners ||
		collapser_init(&choice.collapser, ask->arena, ask->wanted) != LIM_OK)
		return error_memory(ask->err);
	for (size_t i = 0, farther = COPIES_BEHIND; i < ranking->n && status == LIM_OK; i++) {
		if (ask->n_kept == ask->wanted && (farther-- == 0 || i >= ranking->pool))
			break;
		status = consider(ask, &choice, &ranking->items[i]);
	}
	return status;
}

static int rank_matches(struct ask *ask, size_t pool)
{
	struct lim_searcher *s = ask->searcher;
	bool full = ask->options.rank == LIM_RANK_FULL;
	ranking_done(&ask->ranking);
	ask->ranking = (struct ranking){.plan = &ask->plan,
		.viewer = &s->viewer,
		.arena = ask->arena,
		.article_map = &s->articles,
		.verifier = &s->verifier,
		.err = ask->err};
	int status = ranking_init(&ask->ranking, &ask->matches);
	if (status == LIM_OK)
		status = full ? ranking_settle(&ask->ranking, pool, RANKING_SETTLED) :
			ranking_settle(&ask->ranking, ask->wanted, RANKING_SETTLED_FAST);
	if (status == LIM_OK && full)
		status = rerank(&ask->ranking, pool);
	return status == LIM_OK ? choose(ask) : status;
}

/*
 * How many matches are to be counted. Where only the best of many are wanted, most of the postings of
 * frequent words need not be read; what matches any of some words is well estimated without.
 */
static size_t choose_counted(const struct plan *plan)
{
	uint64_t postings = 0;
	for (unsigned i = 0; i < plan->n_units; i++)
		postings += plan->units[i].frequency;
	bool plain = plan->root && plan->root->kind == NODE_WORDS && !plan->root->sign &&
		!plan->root->bound && !plan->root->exact;
	return plain && postings > COUNT_CHEAPLY ? 0 : COUNT_EXACTLY;
}

/*
 * Both stages. The pool is the same for every page of an answer, so pages fit together; where
 * copies and articles that are there already leave too few, more is fetched.
 */
static int find(struct ask *ask)
{
	size_t pool = ask->options.pool ? ask->options.pool : POOL_DEFAULT;
	uint64_t all = reader_documents(ask->searcher->reader);
	ask->wanted = ask->options.offset > all ? all : ask->options.offset;
	ask->wanted += ask->options.count > all ? all : ask->options.count;
	struct store_search_options options = {.check_at_least = choose_counted(&ask->plan),
		.light_each = ask->plan.later ? LIGHT_EACH : 1, .more = ask->plan.later == 0};
	options.count = ask->options.group_articles ? PER_ARTICLE * ask->wanted :
		ask->wanted + ask->wanted / 2 + 1;
	if (options.count < pool && ask->options.rank == LIM_RANK_FULL)
		options.count = pool;
	size_t known = ask->options.rank == LIM_RANK_FULL ? RANKING_KNOWN : RANKING_KNOWN_FAST;
	if (options.count < known && ask->plan.later)
		options.count = known;
	for (;;) {
		int status = first_stage(ask, &options);
		if (status == LIM_OK)
			status = rank_matches(ask, pool);
		if (status != LIM_OK || ask->n_kept == ask->wanted ||
			ask->matches.n < options.count)
			return status;
		options.count *= MORE;
	}
}

static int suggest(struct ask *ask, struct answer *answer)
{
	struct buf buf;
	buf_init(&buf, QUERY_MAX);
	int status = suggest_query(&ask->plan, &buf, ask->err);
	if (status == LIM_OK && buf.len > 0)
		status = answer_suggest(answer, buf.ptr, buf.len);
	buf_done(&buf);
	return status;
}

static int fill(struct ask *ask, struct answer *answer)
{
	size_t offset = ask->options.offset;
	int status = LIM_OK;
	if (ask->n_kept > offset && answer_reserve(answer, ask->n_kept - offset) != LIM_OK)
		return error_memory(ask->err);
	for (size_t i = offset; i < ask->n_kept && status == LIM_OK; i++)
		status = answer_add(
			answer, &ask->ranking, ask->kept[i], i + 1, ask->options.explain);
	if (status != LIM_OK)
		return status;
	answer->results.total = ask->matches.total;
	answer->results.total_estimated = ask->matches.estimated;
	status = ranking_count(&ask->ranking, &answer->results.total,
		&answer->results.total_estimated);
	if (status == LIM_OK && (answer->results.total == 0 || ask->plan.respelt > 0))
		status = suggest(ask, answer);
	if (status == LIM_OK && ask->options.explain)
		status = explain_answer(
			answer, ask->tree, &ask->plan, &ask->matches, ask->ranking.pool);
	if (status == LIM_OK)
		status = answer_add_notes(answer, &ask->notes);
	return status == LIM_E_MEMORY ? error_memory(ask->err) : status;
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void ask_init(struct ask *ask, struct lim_searcher *searcher, struct lim_error *err)
{
	*ask = (struct ask){.searcher = searcher, .arena = &searcher->arena, .err = err};
}

static void ask_done(struct ask *ask)
{
	store_matches_done(&ask->matches);
	ranking_done(&ask->ranking);
	plan_done(&ask->plan);
	arena_reset(ask->arena);
}

static int answer_ask(struct ask *ask, const char *query, size_t len,
	const struct lim_search_options *options, struct lim_results **results)
{
	static const struct lim_search_options defaults = LIM_SEARCH_OPTIONS_DEFAULT;
	double start = now_ms();
	*results = NULL;
	ask->options = options ? *options : defaults;
	struct answer *answer = answer_new();
	int status = answer ? LIM_OK : error_memory(ask->err);
	if (status == LIM_OK)
		status = prepare(ask, query ? query : "", len);
	if (status == LIM_OK)
		status = find(ask);
	if (status == LIM_OK)
		status = fill(ask, answer);
	ask_done(ask);
	if (status != LIM_OK) {
		lim_results_free(answer ? &answer->results : NULL);
		return status;
	}
	answer->results.took_ms = now_ms() - start;
	*results = &answer->results;
	return LIM_OK;
}

LIM_API int lim_search(struct lim_searcher *searcher, const char *query, size_t len,
	const struct lim_search_options *options, struct lim_results **results,
	struct lim_error *err)
{
	struct ask ask;
	ask_init(&ask, searcher, err);
	return answer_ask(&ask, query, len, options, results);
}

LIM_API int lim_search_similar(struct lim_searcher *searcher, const char *id, const char *text,
	size_t len, const struct lim_search_options *options, struct lim_results **results,
	struct lim_error *err)
{
	struct ask ask;
	struct buf stored;
	int status = LIM_OK;
	*results = NULL;
	buf_init(&stored, QUERY_MAX);
	if (!text)
		status = article_text(searcher, id ? id : "", &stored, err);
	ask_init(&ask, searcher, err);
	ask.similar = true;
	ask.without = id;
	if (status == LIM_OK)
		status = answer_ask(&ask, text ? text : stored.ptr, text ? len : stored.len, options,
			results);
	buf_done(&stored);
	return status;
}

LIM_API int lim_count(struct lim_searcher *searcher, const char *query, size_t len, uint64_t *count,
	struct lim_error *err)
{
	struct ask ask;
	ask_init(&ask, searcher, err);
	struct store_search_options options = {
		.check_at_least = reader_documents(searcher->reader)};
	ask.plan.exact_total = true;
	int status = prepare(&ask, query ? query : "", len);
	if (status == LIM_OK)
		status = first_stage(&ask, &options);
	if (status == LIM_OK)
		*count = ask.matches.total;
	ask_done(&ask);
	return status;
}
