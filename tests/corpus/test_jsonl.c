/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/corpus/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <xxhash.h>

#define MAX ((size_t)1 << 20)

static struct document doc;
static size_t line;

static struct source *open_source(const char *path)
{
	struct source *source;
	assert_int_equal(source_open(path, LIM_FORMAT_AUTO, MAX, &source, &support_error), LIM_OK);
	assert_true(source_is_many(source));
	return source;
}

static struct source *open_string(const char *text)
{
	return open_source(support_write("a.jsonl", text, strlen(text)));
}

static int next(struct source *source)
{
	int status = source_next(source, &doc, &line, &support_error);
	if (status == LIM_OK)
		support_check(&doc);
	return status;
}

static void assert_fails(struct source *source, size_t number, const char *words)
{
	assert_int_equal(next(source), LIM_E_INPUT);
	assert_int_equal(line, number);
	if (!strstr(support_error.message, words))
		fail_msg("\"%s\" does not say \"%s\"", support_error.message, words);
}

static void good_and_bad_lines(void **state)
{
	(void)state;
	struct source *source = open_source(support_data("corpus-samples/articles.jsonl"));
	assert_int_equal(next(source), LIM_OK);
	assert_int_equal(line, 1);
	assert_string_equal(doc.id, "a1");
	assert_string_equal(doc.title, "Le pont neuf");
	assert_string_equal(doc.author, "Ève, Luc");
	assert_string_equal(doc.date, "2021-11-16");
	assert_string_equal(doc.url, "https://exemple.test/a1");
	assert_int_equal(doc.n_blocks, 2);
	assert_string_equal(support_block(&doc, 1), "P1 Second paragraphe.");
	assert_int_equal(next(source), LIM_OK);
	assert_string_equal(doc.id, "42");
	assert_null(doc.title);
	assert_string_equal(doc.date, "1999");
	assert_string_equal(doc.text.ptr, "Une ligne.\nUne autre ligne.\nEt�fin");
	assert_int_equal(doc.n_blocks, 3);
	assert_string_equal(support_block(&doc, 2), "P3 Et�fin");
	assert_fails(source, 4, "\"id\"");
	assert_fails(source, 5, "\"text\"");
	assert_fails(source, 6, "\"id\"");
	assert_fails(source, 7, "object");
	assert_fails(source, 8, "column 28");
	assert_fails(source, 9, "no text");
	assert_fails(source, 10, "\"text\"");
	assert_int_equal(next(source), LIM_OK);
	assert_int_equal(line, 11);
	assert_int_equal(next(source), LIM_DONE);
	assert_int_equal(next(source), LIM_DONE);
	source_close(source);
}

static void the_hash_is_of_the_line(void **state)
{
	(void)state;
	static const char text[] = "{\"id\":1,\"text\":\"a\"}";
	char file[64];
	sprintf(file, "%s\r\n \r\n%s\n", text, text);
	struct source *source = open_string(file);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(next(source), LIM_OK);
		assert_int_equal(doc.hash, XXH3_64bits(text, sizeof text - 1));
	}
	source_close(source);
}

static void other_encodings(void **state)
{
	(void)state;
	struct source *source = open_string("\xef\xbb\xbf{\"id\":1,\"text\":\"\xe9t\xe9\"}\n"
		"{\"id\":2,\"text\":\"été, \xff, été\"}\n");
	assert_int_equal(next(source), LIM_OK);
	assert_string_equal(doc.text.ptr, "été");
	assert_int_equal(next(source), LIM_OK);
	assert_string_equal(doc.text.ptr, "été, �, été");
	source_close(source);

	static const char *const lines = "{\"id\":1,\"text\":\"un\"}\n{\"id\":2,\"text\":\"deux\"}";
	struct buf wide;
	buf_init(&wide, 1000);
	buf_adds(&wide, "\xff\xfe");
	for (const char *c = lines; *c; c++) {
		buf_addc(&wide, *c);
		buf_addc(&wide, '\0');
	}
	source = open_source(support_write("b.jsonl", wide.ptr, wide.len));
	assert_int_equal(next(source), LIM_OK);
	assert_int_equal(next(source), LIM_OK);
	assert_string_equal(doc.text.ptr, "deux");
	assert_int_equal(line, 2);
	assert_int_equal(next(source), LIM_DONE);
	source_close(source);
	buf_done(&wide);
}

static void a_long_id_is_refused(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10000);
	buf_adds(&buf, "{\"text\":\"a\",\"id\":\"");
	for (int i = 0; i <= DOCUMENT_FACT_MAX; i++)
		buf_addc(&buf, 'x');
	buf_adds(&buf, "\"}\n");
	struct source *source = open_string(buf.ptr);
	assert_fails(source, 1, "1024");
	source_close(source);
	buf_done(&buf);
}

/* 200 MB in one line, between two good ones. */
static void a_giant_line_is_passed_over_and_not_held(void **state)
{
	(void)state;
	const char *path = support_path("grand.jsonl");
	char *chunk = malloc(MAX);
	FILE *file = fopen(path, "w");
	assert_non_null(chunk);
	assert_non_null(file);
	memset(chunk, 'x', MAX);
	fputs("{\"id\":1,\"text\":\"avant\"}\n{\"id\":2,\"text\":\"", file);
	for (int i = 0; i < 200; i++)
		assert_int_equal(fwrite(chunk, 1, MAX, file), MAX);
	fputs("\"}\n{\"id\":3,\"text\":\"après\"}", file);
	fclose(file);
	free(chunk);
	struct rusage before, after;
	getrusage(RUSAGE_SELF, &before);
	struct source *source = open_source(path);
	assert_int_equal(next(source), LIM_OK);
	assert_int_equal(next(source), LIM_E_LIMIT);
	assert_int_equal(line, 2);
	assert_non_null(strstr(support_error.message, "--max-file"));
	assert_int_equal(next(source), LIM_OK);
	assert_int_equal(line, 3);
	assert_string_equal(doc.text.ptr, "après");
	assert_int_equal(next(source), LIM_DONE);
	source_close(source);
	getrusage(RUSAGE_SELF, &after);
	assert_true(after.ru_maxrss - before.ru_maxrss < 20 << 10);
}

static void the_ceiling_of_a_line_is_exact(void **state)
{
	(void)state;
	static const char text[] =
		"{\"id\":1,\"text\":\"a\"}\n{\"id\":1,\"text\":\"ab\"}\n{\"id\":1,\"text\":\"a\"}";
	struct source *source;
	const char *path = support_write("a.jsonl", text, sizeof text - 1);
	assert_int_equal(source_open(path, LIM_FORMAT_AUTO, 19, &source, NULL), LIM_OK);
	assert_int_equal(next(source), LIM_OK);
	assert_int_equal(next(source), LIM_E_LIMIT);
	assert_int_equal(next(source), LIM_OK);
	assert_int_equal(line, 3);
	assert_int_equal(next(source), LIM_DONE);
	source_close(source);
}

static void a_truncated_gzip_gives_what_it_has(void **state)
{
	(void)state;
	struct buf buf;
	char bytes[1 << 16];
	srand(1);
	buf_init(&buf, MAX);
	for (int i = 0; i < 2000; i++)
		buf_printf(&buf, "{\"id\":%d,\"text\":\"mot %d %d\"}\n", i, rand(), rand());
	FILE *file = fopen(support_write_gzip("a.jsonl.gz", buf.ptr, buf.len), "rb");
	assert_non_null(file);
	size_t len = fread(bytes, 1, sizeof bytes, file), read = 0;
	fclose(file);
	struct source *source = open_source(support_write("b.jsonl.gz", bytes, len / 2));
	int status;
	while ((status = next(source)) == LIM_OK)
		read++;
	assert_int_equal(status, LIM_E_INPUT);
	assert_non_null(strstr(support_error.message, "truncated gzip"));
	assert_true(read > 500 && read < 1500);
	assert_int_equal(line, read + 1);
	assert_int_equal(next(source), LIM_DONE);
	source_close(source);
	buf_done(&buf);
}

static int set_up(void **state)
{
	document_init(&doc, MAX);
	return support_make_dir(state);
}

static int tear_down(void **state)
{
	document_done(&doc);
	return support_remove_dir(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_and_bad_lines),
		cmocka_unit_test(the_hash_is_of_the_line),
		cmocka_unit_test(other_encodings),
		cmocka_unit_test(a_long_id_is_refused),
		cmocka_unit_test(a_giant_line_is_passed_over_and_not_held),
		cmocka_unit_test(the_ceiling_of_a_line_is_exact),
		cmocka_unit_test(a_truncated_gzip_gives_what_it_has),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
