/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A contract with a version: keys keep their meaning and their order, new ones come last. */
#include <stdio.h>

#include "cli/json.h"
#include "query/render_answer.h"

#define FORMAT_VERSION 1

static json_t *span_json(size_t start, size_t len)
{
	json_t *pair = json_array();

	json_array_append_new(pair, cli_json_count(start));
	json_array_append_new(pair, cli_json_count(len));
	return pair;
}

static json_t *passage_json(const struct lim_hit *hit)
{
	json_t *passage = json_object();

	json_object_set_new(passage, "ordinal", cli_json_count(hit->ordinal));
	json_object_set_new(passage, "start", cli_json_count(hit->start));
	json_object_set_new(passage, "end", cli_json_count(hit->end));
	json_object_set_new(passage, "line", cli_json_count_or_null(hit->line));
	return passage;
}

static json_t *highlights_json(const struct lim_hit *hit)
{
	json_t *highlights = json_array();

	for (size_t i = 0; i < hit->n_highlights; i++)
		json_array_append_new(highlights,
			span_json(hit->highlights[i].start, hit->highlights[i].len));
	return highlights;
}

static json_t *features_json(const struct lim_hit *hit)
{
	json_t *features = json_array();

	for (size_t i = 0; i < hit->n_features; i++) {
		json_t *feature = json_object();

		json_object_set_new(feature, "name", cli_json_text(hit->features[i].name));
		json_object_set_new(feature, "value", cli_json_real(hit->features[i].value));
		json_object_set_new(feature, "weight", cli_json_real(hit->features[i].weight));
		json_array_append_new(features, feature);
	}
	return features;
}

static json_t *snippet_json(const struct lim_hit *hit)
{
	size_t start = hit->snippet.start < hit->text_len ? hit->snippet.start : hit->text_len;
	size_t rest = hit->text_len - start;
	size_t len = hit->snippet.len < rest ? hit->snippet.len : rest;

	return hit->text ? cli_json_bytes(hit->text + start, len) : json_null();
}

static json_t *also_json(const struct lim_hit *hit)
{
	json_t *also = json_array();

	for (size_t i = 0; i < hit->n_also; i++) {
		json_t *copy = json_object();

		json_object_set_new(copy, "id", cli_json_text(hit->also[i].id));
		json_object_set_new(copy, "path", cli_json_text(hit->also[i].path));
		json_object_set_new(copy, "ordinal", cli_json_count(hit->also[i].ordinal));
		json_array_append_new(also, copy);
	}
	return also;
}

static json_t *hit_json(const struct answer *answer, const struct lim_hit *hit)
{
	json_t *object = json_object();

	json_object_set_new(object, "rank", cli_json_count(hit->rank));
	json_object_set_new(object, "score", cli_json_real(hit->score));
	json_object_set_new(object, "id", cli_json_text(hit->id));
	json_object_set_new(object, "path", cli_json_text(hit->path));
	json_object_set_new(object, "title", cli_json_text(hit->title));
	json_object_set_new(object, "author", cli_json_text(hit->author));
	json_object_set_new(object, "date", cli_json_text(hit->date));
	json_object_set_new(object, "passage", passage_json(hit));
	json_object_set_new(object, "heading", cli_json_text(hit->heading));
	json_object_set_new(object, "text",
		hit->text ? cli_json_bytes(hit->text, hit->text_len) : json_null());
	json_object_set_new(object, "snippet", snippet_json(hit));
	json_object_set_new(object, "highlights", highlights_json(hit));
	json_object_set_new(object, "url", cli_json_text(hit->url));
	json_object_set_new(object, "also", also_json(hit));
	if (answer->explain)
		json_object_set_new(object, "features", features_json(hit));
	return object;
}

static json_t *warnings_json(const struct lim_results *results)
{
	json_t *warnings = json_array();

	for (size_t i = 0; i < results->n_warnings; i++)
		json_array_append_new(warnings, cli_json_text(results->warnings[i]));
	return warnings;
}

static json_t *explanation_json(const struct lim_results *results)
{
	json_t *object = json_object(), *stages = json_array();

	for (size_t i = 0; i < results->n_explanations; i++) {
		json_t *stage = json_object();

		json_object_set_new(stage, "stage", cli_json_text(results->explanations[i].stage));
		json_object_set_new(stage, "text", cli_json_text(results->explanations[i].text));
		json_array_append_new(stages, stage);
	}
	json_object_set_new(object, "stages", stages);
	return object;
}

/* Microseconds are as fine as it gets. */
static json_t *duration_json(double ms)
{
	return cli_json_real((double)(uint64_t)(ms * 1000 + 0.5) / 1000);
}

/* What comes before the hits. */
static json_t *head_json(const struct answer *answer)
{
	const struct lim_results *results = answer->results;
	json_t *object = json_object();

	json_object_set_new(object, "format_version", cli_json_count(FORMAT_VERSION));
	if (answer->batch)
		json_object_set_new(object, "qid", cli_json_text(answer->qid));
	json_object_set_new(object, "query", cli_json_bytes(answer->query, answer->query_len));
	json_object_set_new(object, "total", cli_json_count(results->total));
	json_object_set_new(object, "took_ms", duration_json(results->took_ms));
	json_object_set_new(object, "warnings", warnings_json(results));
	json_object_set_new(object, "suggestion", cli_json_text(results->suggestion));
	return object;
}

/*
 * The hits are printed one by one: with a thousand of them, a tree of all would be the larger part.
 */
void render_json(const struct answer *answer)
{
	cli_json_print(answer->out, head_json(answer), 1);
	fputs(",\"hits\":[", answer->out);
	for (size_t i = 0; i < answer->results->n_hits; i++) {
		if (i)
			putc(',', answer->out);
		cli_json_print(answer->out, hit_json(answer, &answer->results->hits[i]), 0);
	}
	fprintf(answer->out, "],\"total_estimated\":%s", answer->results->total_estimated ? "true" : "false");
	if (answer->explain) {
		fputs(",\"explain\":", answer->out);
		cli_json_print(answer->out, explanation_json(answer->results), 0);
	}
	fputs("}\n", answer->out);
}

void render_jsonl(const struct answer *answer)
{
	for (size_t i = 0; i < answer->results->n_hits; i++) {
		json_t *hit = hit_json(answer, &answer->results->hits[i]);

		if (answer->batch)
			json_object_set_new(hit, "qid", cli_json_text(answer->qid));
		cli_json_print(answer->out, hit, 0);
		putc('\n', answer->out);
	}
}
