/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries → trees and notes: the facts are lines of tests/data/query-parse.tsv. */

#include "query/explain.h"
#include "query/parse.h"
#include "tests/test.h"

static struct arena arena;

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct node *parse(const char *text, size_t len, struct notes *notes)
{
	struct node *root;
	arena_reset(&arena);
	notes_init(notes, &arena);
	assert_int_equal(parse_query(text, len, &arena, notes, &root), LIM_OK);
	return root;
}

/* query, tree, number of notes, why */
static void table(void **state)
{
	(void)state;
	char line[4096];
	unsigned lines = 0, wrong = 0;
	FILE *file = fopen(TEST_DATA "/query-parse.tsv", "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		char *rest = line, *query = strsep(&rest, "\t"), *tree = strsep(&rest, "\t");
		char *count = strsep(&rest, "\t");
		if (*line == '#' || !count)
			continue;
		struct notes notes;
		struct buf buf;
		buf_init(&buf, 1 << 16);
		explain_tree(parse(query, strlen(query), &notes), &buf);
		if (strcmp(buf.ptr, tree) != 0 || notes.n != (size_t)atoi(count)) {
			print_error("%s\n  wanted %s, %s notes\n  got    %s, %zu notes %s\n", query, tree, count,
				buf.ptr, notes.n, notes.n ? notes.texts[0] : "");
			wrong++;
		}
		lines++;
		buf_done(&buf);
	}
	fclose(file);
	assert_true(lines > 60);
	assert_int_equal(wrong, 0);
}

static unsigned count_nodes(const struct node *node)
{
	unsigned n = 1;
	for (const struct node *child = node->children; child; child = child->next)
		n += count_nodes(child);
	return n;
}

/* A megabyte of each of these is parsed into a tree of bounded size, without an end of time. */
static void endless(void **state)
{
	(void)state;
	static const char *const pieces[] = {"+a ", "(", ")", "\"", "« ", "a ET ", "a OU ", "-", "a PRES ",
		"titre:", "a* ", "=", "\"a\" ", "() ", "NOT ", "(a ", "+(", "a:b ", "*", "a) "};
	const size_t size = 1 << 20;
	char *text = malloc(size + 16);
	assert_non_null(text);
	for (size_t i = 0; i < COUNT(pieces); i++) {
		size_t len = 0, piece = strlen(pieces[i]);
		for (; len + piece <= size; len += piece)
			memcpy(text + len, pieces[i], piece);
		struct notes notes;
		struct node *root = parse(text, len, &notes);
		assert_true(!root || count_nodes(root) < 3 * PARSE_NODES_MAX);
	}
	free(text);
}

/* Pieces of the language in any order never break anything. */
static void random_pieces(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "été", " ", " ", "+", "-", "=", "(", ")", "\"", "«", "»",
		"“", "”", "*", ":", "titre:", "date:", "2020..", "ET ", "OU ", "SAUF ", " PRES/3 ", "/", "'",
		"\u00a0", "C++", "..", "auteur:(", "PRES"};
	unsigned seed = 12345;
	for (unsigned round = 0; round < 20000; round++) {
		char text[512] = "";
		for (unsigned i = 0; i < 20; i++) {
			seed = seed * 1103515245 + 12345;
			strcat(text, pieces[(seed >> 16) % (COUNT(pieces))]);
		}
		struct notes notes;
		struct node *root = parse(text, strlen(text), &notes);
		struct buf buf;
		buf_init(&buf, 1 << 16);
		assert_int_equal(explain_tree(root, &buf), LIM_OK);
		buf_done(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(endless),
		cmocka_unit_test(random_pieces),
	};
	arena_init(&arena, (size_t)64 << 20);
	int failed = cmocka_run_group_tests_name("query/parse", tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
