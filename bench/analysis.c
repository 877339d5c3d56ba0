/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How fast is the analysis chain alone? Analyses the texts on standard input, a passage a line, and prints
 * {"bytes", "tokens", "cpu"}: what was read, what came of it, CPU seconds of the analysis. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "stemmer/analyze.h"

static int count(void *ctx, const struct token *token)
{
	(void)token;
	++*(size_t *)ctx;
	return LIM_OK;
}

static double cpu_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(void)
{
	struct analyzer *analyzer;
	char *line = NULL;
	size_t cap = 0, bytes = 0, tokens = 0;
	double cpu = 0;
	int status = analyzer_new(&analyzer, NULL);
	for (ssize_t len; status == LIM_OK && (len = getline(&line, &cap, stdin)) > 0; bytes += (size_t)len) {
		double begin = cpu_seconds();
		status = analyze(analyzer, line, (size_t)len, ANALYZE_DOCUMENT, count, &tokens);
		cpu += cpu_seconds() - begin;
	}
	printf("{\"bytes\": %zu, \"tokens\": %zu, \"cpu\": %.6f}\n", bytes, tokens, cpu);
	analyzer_free(analyzer);
	free(line);
	return status == LIM_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
