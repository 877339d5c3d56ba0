/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Limier in a program: two articles from memory, one question.
 *
 *	cc embed.c $(pkg-config --cflags --libs limier) && ./a.out /tmp/demo.limier "crêpes"
 */
#include <limier.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const struct lim_article articles[] = {
	{.id = "crepes", .title = "Réussir ses crêpes", .date = "2024-02-02",
		.text = "Laissez reposer la pâte une heure.\n\nLa première crêpe est toujours ratée."},
	{.id = "marees", .title = "Lire un annuaire des marées",
		.text = "Le coefficient dit l’ampleur de la marée : de 20 à 120."},
};

/* Hands out the articles, one a call. */
static int next_article(void *ctx, struct lim_article *article)
{
	size_t *i = ctx;
	if (*i == sizeof articles / sizeof *articles)
		return LIM_DONE;
	*article = articles[(*i)++];
	return LIM_OK;
}

static void print_hits(const struct lim_results *results)
{
	for (size_t i = 0; i < results->n_hits; i++) {
		const struct lim_hit *hit = &results->hits[i];
		printf("%zu. %s (%s), bytes %zu-%zu: %s\n", hit->rank, hit->title, hit->id, hit->start,
			hit->end, hit->text);
	}
}

int main(int argc, char **argv)
{
	const char *index = argc > 1 ? argv[1] : "demo.limier";
	const char *query = argc > 2 ? argv[2] : "la pâte à crêpes";
	struct lim_searcher *searcher = NULL;
	struct lim_results *results = NULL;
	struct lim_error err;
	size_t given = 0;
	setlocale(LC_ALL, "");

	int status = lim_index_add_articles(index, next_article, &given, NULL, NULL, &err);
	if (status >= 0)
		status = lim_searcher_open(&index, 1, &searcher, &err);
	if (status >= 0)
		status = lim_search(searcher, query, strlen(query), NULL, &results, &err);
	if (status >= 0)
		print_hits(results);
	else
		fprintf(stderr, "embed: %s\n", err.message);
	lim_results_free(results);
	lim_searcher_close(searcher);
	return status < 0;
}
