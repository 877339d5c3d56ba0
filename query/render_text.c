/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For eyes. Whatever comes from a document is made safe for a terminal, in a pipe too: it may end
 * there.
 */
#include <stdio.h>
#include <string.h>

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/number.h"
#include "cli/safe.h"
#include "cli/wrap.h"
#include "query/render_answer.h"

#define WIDEST 100	/* columns of running text that are still easy to read */
#define INDENT 4

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define MATCH "\033[1;31m"
#define PLAIN "\033[0m"

static void style(struct cli_wrap *wrap, const struct answer *answer, const char *sequence)
{
	if (answer->color)
		cli_wrap_escape(wrap, sequence);
}

static void add(struct cli_wrap *wrap, const char *text)
{
	cli_wrap_add(wrap, text, strlen(text));
}

static void begin(struct cli_wrap *wrap, const struct answer *answer, unsigned indent,
	unsigned column)
{
	unsigned width = answer->width < WIDEST ? answer->width : WIDEST;

	cli_wrap_begin(wrap, answer->out, indent, width, column);
}

/* The title, or what the article is called among its neighbours. */
static const char *name_of(const struct lim_hit *hit)
{
	const char *slash = hit->path ? strrchr(hit->path, '/') : NULL;

	return hit->title ? hit->title : slash ? slash + 1 : hit->id;
}

static void print_title(const struct answer *answer, const struct lim_hit *hit)
{
	const char *title = name_of(hit);
	struct cli_wrap wrap;
	char rank[32];
	int len = snprintf(rank, sizeof(rank), "%zu.", hit->rank);

	fputs(rank, answer->out);
	if (len >= INDENT)
		len = fprintf(answer->out, " ") + len;
	begin(&wrap, answer, INDENT, (unsigned)len);
	style(&wrap, answer, BOLD);
	add(&wrap, title ? title : "");
	style(&wrap, answer, PLAIN);
	cli_wrap_end(&wrap);
}

static void print_source(const struct answer *answer, const struct lim_hit *hit)
{
	const char *facts[] = {hit->author, hit->date, hit->url};
	const char *path = hit->path ? hit->path : hit->id;
	struct cli_wrap wrap;
	char line[32];

	begin(&wrap, answer, INDENT, 0);
	style(&wrap, answer, DIM);
	if (path)
		cli_wrap_keep(&wrap, path, strlen(path));
	if (hit->line) {
		snprintf(line, sizeof(line), ":%zu", hit->line);
		add(&wrap, line);
	}
	if (hit->id && path && strcmp(hit->id, path) != 0 && *hit->id != '/') {
		add(&wrap, " · ");
		cli_wrap_keep(&wrap, hit->id, strlen(hit->id));
	}
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		if (!facts[i])
			continue;
		add(&wrap, " · ");
		add(&wrap, facts[i]);
	}
	style(&wrap, answer, PLAIN);
	cli_wrap_end(&wrap);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The snippet without blanks at its ends, all of the text where there is none. */
static struct lim_span snippet_of(const struct lim_hit *hit)
{
	size_t start = hit->snippet.start, end = hit->text_len;

	if (start >= end || hit->snippet.len == 0)
		start = 0;
	else if (hit->snippet.len < end - start)
		end = start + hit->snippet.len;
	while (start < end && is_blank(hit->text[start]))
		start++;
	while (end > start && is_blank(hit->text[end - 1]))
		end--;
	return (struct lim_span){start, end - start};
}

/* Whether anything but blanks is left of text. */
static bool has_words(const char *text, size_t len)
{
	while (len && is_blank(*text)) {
		text++;
		len--;
	}
	return len > 0;
}

static void add_highlighted(struct cli_wrap *wrap, const struct answer *answer,
	const struct lim_hit *hit, size_t at, size_t end)
{
	for (size_t i = 0; i < hit->n_highlights && at < end; i++) {
		size_t from = hit->highlights[i].start, to = from + hit->highlights[i].len;

		if (from < at)
			from = at;
		if (to > end)
			to = end;
		if (from >= to)
			continue;
		cli_wrap_add(wrap, hit->text + at, from - at);
		style(wrap, answer, MATCH);
		cli_wrap_add(wrap, hit->text + from, to - from);
		style(wrap, answer, PLAIN);
		at = to;
	}
	cli_wrap_add(wrap, hit->text + at, end - at);
}

static void print_snippet(const struct answer *answer, const struct lim_hit *hit)
{
	struct lim_span snippet = snippet_of(hit);
	size_t end = snippet.start + snippet.len;
	struct cli_wrap wrap;

	begin(&wrap, answer, INDENT, 0);
	if (has_words(hit->text, snippet.start))
		add(&wrap, "… ");
	add_highlighted(&wrap, answer, hit, snippet.start, end);
	if (has_words(hit->text + end, hit->text_len - end))
		add(&wrap, " …");
	cli_wrap_end(&wrap);
}

static void print_heading(const struct answer *answer, const char *heading)
{
	struct cli_wrap wrap;

	begin(&wrap, answer, INDENT, 0);
	add(&wrap, heading);
	cli_wrap_end(&wrap);
}

static void print_features(const struct answer *answer, const struct lim_hit *hit)
{
	struct cli_wrap wrap;
	char text[128];

	begin(&wrap, answer, INDENT, 0);
	style(&wrap, answer, DIM);
	snprintf(text, sizeof(text), "%s %.4f", _("score"), hit->score);
	add(&wrap, text);
	for (size_t i = 0; i < hit->n_features; i++) {
		const struct lim_feature *feature = &hit->features[i];

		snprintf(text, sizeof(text), "%s%.40s %.4f × %.4f", i ? "; " : ": ", feature->name,
			feature->value, feature->weight);
		add(&wrap, text);
	}
	style(&wrap, answer, PLAIN);
	cli_wrap_end(&wrap);
}

/* Where the same stands. */
static void print_also(const struct answer *answer, const struct lim_hit *hit)
{
	struct cli_wrap wrap;

	begin(&wrap, answer, INDENT, 0);
	style(&wrap, answer, DIM);
	add(&wrap, _("also:"));
	for (size_t i = 0; i < hit->n_also; i++) {
		const char *id = hit->also[i].id;

		add(&wrap, i ? " · " : " ");
		if (id)
			cli_wrap_keep(&wrap, id, strlen(id));
	}
	style(&wrap, answer, PLAIN);
	cli_wrap_end(&wrap);
}

static void print_hit(const struct answer *answer, const struct lim_hit *hit)
{
	print_title(answer, hit);
	print_source(answer, hit);
	if (hit->heading && (!hit->title || strcmp(hit->heading, hit->title) != 0))
		print_heading(answer, hit->heading);
	if (hit->text)
		print_snippet(answer, hit);
	if (hit->n_also)
		print_also(answer, hit);
	if (answer->explain)
		print_features(answer, hit);
	putc('\n', answer->out);
}

static void print_stage(const struct answer *answer, const struct lim_explanation *stage)
{
	const char *line = stage->text;

	fprintf(answer->out, "%s%s%s\n", answer->color ? BOLD : "", stage->stage,
		answer->color ? PLAIN : "");
	for (size_t len; line && *line; line += len + (line[len] == '\n')) {
		len = strcspn(line, "\n");
		fputs("  ", answer->out);
		/* Not wrapped: the lines of a tree keep their shape. */
		cli_print_safe(answer->out, line, len);
		putc('\n', answer->out);
	}
}

static void print_total(const struct answer *answer)
{
	const struct lim_results *results = answer->results;
	char first[CLI_NUMBER_SIZE], last[CLI_NUMBER_SIZE], total[CLI_NUMBER_SIZE];

	if (results->total <= results->n_hits)
		return;
	fprintf(answer->out, "%s", answer->color ? DIM : "");
	fprintf(answer->out, results->total_estimated ? _("%s–%s of about %s passages") :
		P_("%s–%s of %s passage", "%s–%s of %s passages", (unsigned long)results->total),
		cli_number_count(answer->offset + 1, first),
		cli_number_count(answer->offset + results->n_hits, last),
		cli_number_count(results->total, total));
	fprintf(answer->out, "%s\n", answer->color ? PLAIN : "");
}

static void print_question(const struct answer *answer)
{
	struct cli_wrap wrap;

	begin(&wrap, answer, 0, 0);
	style(&wrap, answer, BOLD);
	add(&wrap, "== ");
	add(&wrap, answer->qid);
	add(&wrap, " · ");
	cli_wrap_add(&wrap, answer->query, answer->query_len);
	style(&wrap, answer, PLAIN);
	cli_wrap_end(&wrap);
	putc('\n', answer->out);
}

static void say_nothing_found(const struct answer *answer)
{
	const struct lim_results *results = answer->results;

	if (results->total)
		cli_note("%s", _("nothing more: there are fewer passages than the offset"));
	else if (results->suggestion)
		cli_note(_("nothing found; did you mean: %s"), results->suggestion);
	else
		cli_note("%s", _("nothing found; try fewer or other words, or the beginning of "
			"one: word*"));
}

void render_text(const struct answer *answer)
{
	const struct lim_results *results = answer->results;

	if (answer->batch)
		print_question(answer);
	for (size_t i = 0; answer->explain && i < results->n_explanations; i++)
		print_stage(answer, &results->explanations[i]);
	if (answer->explain && results->n_explanations)
		putc('\n', answer->out);
	for (size_t i = 0; i < results->n_hits; i++)
		print_hit(answer, &results->hits[i]);
	if (results->n_hits > 0)
		print_total(answer);
}

void render_text_notes(const struct answer *answer)
{
	const struct lim_results *results = answer->results;

	if (results->n_hits == 0)
		say_nothing_found(answer);
	else if (results->suggestion)
		cli_note(_("did you mean: %s"), results->suggestion);
}
