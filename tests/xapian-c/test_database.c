/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading: what was built is found again, in one database and in several as one. */
#include "support.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct xc_error err;

static void bytes_grow_and_may_overlap(void **state)
{
	struct xc_bytes b = {0};
	(void)state;
	assert_int_equal(xc_bytes_set(&b, "", 0), XC_OK);
	assert_string_equal(b.data, "");
	assert_int_equal(xc_bytes_set(&b, "ab\0c", 4), XC_OK);
	for (int i = 0; i < 10; i++)
		assert_int_equal(xc_bytes_append(&b, b.data, b.len), XC_OK);
	assert_int_equal(b.len, 4096);
	assert_memory_equal(b.data + 4092, "ab\0c", 5);
	assert_int_equal(xc_bytes_set(&b, b.data + 1, 2), XC_OK);
	assert_int_equal(b.len, 2);
	assert_memory_equal(b.data, "b\0", 3);
	assert_int_equal(xc_bytes_append(&b, "x", SIZE_MAX), XC_E_MEMORY);
	assert_int_equal(b.len, 2);
	xc_bytes_done(&b);
	assert_null(b.data);
	xc_bytes_done(&b);
}

static void names_and_versions(void **state)
{
	(void)state;
	assert_string_equal(xc_version(), XC_VERSION);
	assert_true(strchr(xc_xapian_version(), '.') != NULL);
	for (int status = XC_E_INTERNAL; status <= XC_NONE; status++)
		assert_string_not_equal(xc_status_name(status), xc_status_name(99));
}

static void nothing_is_an_empty_database(void **state)
{
	struct xc_database *db;
	struct xc_stats stats;
	struct xc_results *results;
	struct xc_bytes out = {0};
	struct xc_query *q = term("all");
	size_t shard;
	uint32_t local;
	(void)state;
	expect(XC_OK, xc_database_open(NULL, 0, &db, &err));
	assert_int_equal(xc_database_shards(db), 0);
	expect(XC_OK, xc_database_stats(db, XC_ALL, &stats, &err));
	assert_int_equal(stats.documents, 0);
	assert_int_equal(stats.last_docid, 0);
	expect(XC_E_ARGUMENT, xc_database_stats(db, 0, &stats, &err));
	expect(XC_NONE, xc_database_metadata(db, XC_ALL, "k", 1, &out, &err));
	expect(XC_NONE, xc_database_term_freq(db, XC_ALL, "all", 3, NULL, NULL, &err));
	expect(XC_OK, xc_search(db, q, NULL, &results, &err));
	assert_int_equal(results->n, 0);
	assert_int_equal(results->upper, 0);
	xc_results_free(results);
	xc_docid_split(db, 5, &shard, &local);
	assert_int_equal(local, 0);
	assert_int_equal(xc_docid_join(db, 0, 1), 0);
	xc_query_free(q);
	xc_bytes_done(&out);
	xc_database_close(db);
	xc_database_close(NULL);
}

static void check_text(const struct xc_bytes *b, const char *text)
{
	assert_int_equal(b->len, strlen(text));
	assert_string_equal(b->data, text);
}

static void one_database(void **state)
{
	const char *path = in(state, "db");
	struct xc_bytes out = {0};
	struct xc_stats stats;
	uint32_t n;
	uint64_t occurrences;
	build_numbered(path, 1, 200);
	struct xc_database *db = open_one(path);
	expect(XC_OK, xc_database_stats(db, 0, &stats, &err));
	assert_int_equal(stats.documents, 200);
	assert_int_equal(stats.last_docid, 200);
	/* Per document: "all", its number, 1 … 5 for its word, and "even" in every other. */
	assert_int_equal(stats.total_length, 200 * 2 + 40 * (1 + 2 + 3 + 4 + 5) + 100);
	assert_true(stats.average_length == (double)stats.total_length / 200);
	assert_int_equal(strlen(stats.uuid), 36);
	expect(XC_OK, xc_database_data(db, XC_ALL, 17, &out, &err));
	check_text(&out, "document 17");
	expect(XC_OK, xc_database_value(db, 0, 17, 1, &out, &err));
	check_text(&out, "000017");
	expect(XC_OK, xc_database_value(db, 0, 18, 1, &out, &err));
	check_text(&out, "");
	expect(XC_OK, xc_database_length(db, 0, 17, &n, &err));
	assert_int_equal(n, 1 + 3 + 1);
	expect(XC_OK, xc_database_term_freq(db, 0, "w17", 3, &n, &occurrences, &err));
	assert_int_equal(n, 2);
	assert_int_equal(occurrences, 6);
	expect(XC_NONE, xc_database_term_freq(db, 0, "w", 1, &n, &occurrences, &err));
	assert_int_equal(n + occurrences, 0);
	expect(XC_E_NOT_FOUND, xc_database_data(db, 0, 201, &out, &err));
	expect(XC_E_NOT_FOUND, xc_database_length(db, 0, 201, &n, &err));
	expect(XC_E_ARGUMENT, xc_database_data(db, 0, 0, &out, &err));
	expect(XC_E_ARGUMENT, xc_database_data(db, 1, 1, &out, &err));
	xc_bytes_done(&out);
	xc_database_close(db);
}

struct walk {
	unsigned seen, stop_at;
	uint64_t sum;
	char last[64];
};

static int on_term(void *ctx, const char *text, size_t len, uint32_t documents)
{
	struct walk *w = ctx;
	char now[64];
	snprintf(now, sizeof now, "%.*s", (int)len, text);
	assert_true(strcmp(w->last, now) < 0);
	strcpy(w->last, now);
	w->sum += documents;
	return ++w->seen == w->stop_at;
}

static int on_posting(void *ctx, uint32_t docid, uint32_t wdf)
{
	struct walk *w = ctx;
	w->sum += docid * 1000 + wdf;
	return ++w->seen == w->stop_at;
}

static int on_value(void *ctx, uint32_t docid, const char *value, size_t len)
{
	struct walk *w = ctx;
	char number[16];
	assert_int_equal(len, snprintf(number, sizeof number, "%06u", docid));
	assert_memory_equal(value, number, len);
	w->sum += docid;
	return ++w->seen == w->stop_at;
}

static void walks(void **state)
{
	const char *path = in(state, "db");
	build_numbered(path, 1, 200);
	struct xc_database *db = open_one(path);
	struct walk w = {0};
	expect(XC_OK, xc_database_each_term(db, 0, "w1", 2, on_term, &w, &err));
	assert_int_equal(w.seen, 11);
	assert_int_equal(w.sum, 22);
	assert_string_equal(w.last, "w19");
	w = (struct walk){.stop_at = 3};
	expect(XC_STOPPED, xc_database_each_term(db, XC_ALL, NULL, 0, on_term, &w, &err));
	assert_int_equal(w.seen, 3);
	w = (struct walk){0};
	expect(XC_OK, xc_database_each_posting(db, 0, "w17", 3, on_posting, &w, &err));
	assert_int_equal(w.sum, 17003 + 117003);
	w = (struct walk){0};
	expect(XC_OK, xc_database_each_posting(db, 0, "", 0, on_posting, &w, &err));
	assert_int_equal(w.seen, 200);
	assert_int_equal(w.sum, 200 * 201 / 2 * 1000 + 200);
	w = (struct walk){0};
	expect(XC_OK, xc_database_each_posting(db, 0, "no", 2, on_posting, &w, &err));
	assert_int_equal(w.seen, 0);
	w = (struct walk){0};
	expect(XC_OK, xc_database_each_value(db, 0, 1, on_value, &w, &err));
	assert_int_equal(w.seen, 100);
	assert_int_equal(w.sum, 100 * 100);
	w = (struct walk){.stop_at = 1};
	expect(XC_STOPPED, xc_database_each_value(db, 0, 1, on_value, &w, &err));
	expect(XC_E_ARGUMENT, xc_database_each_value(db, 0, 1, NULL, NULL, &err));
	xc_database_close(db);
}

static void value_reader_goes_forward_and_back(void **state)
{
	static const uint32_t ids[] = {1, 2, 3, 3, 99, 150, 199, 200, 999, 5, 4, 200, 1};
	const char *path = in(state, "db");
	struct xc_value_reader *reader;
	struct xc_slice value;
	build_numbered(path, 1, 200);
	struct xc_database *db = open_one(path);
	expect(XC_OK, xc_value_reader_open(db, 0, 1, &reader, &err));
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		char number[16];
		expect(XC_OK, xc_value_reader_get(reader, ids[i], &value, &err));
		snprintf(number, sizeof number, "%06u", ids[i]);
		assert_int_equal(value.len, ids[i] % 2 && ids[i] <= 200 ? 6 : 0);
		assert_memory_equal(value.data, number, value.len);
	}
	expect(XC_E_ARGUMENT, xc_value_reader_get(reader, 0, &value, &err));
	xc_value_reader_close(reader);
	expect(XC_OK, xc_value_reader_open(db, 0, 77, &reader, &err));
	expect(XC_OK, xc_value_reader_get(reader, 1, &value, &err));
	assert_int_equal(value.len, 0);
	xc_value_reader_close(reader);
	xc_value_reader_close(NULL);
	expect(XC_E_ARGUMENT, xc_value_reader_open(db, 1, 0, &reader, &err));
	assert_null(reader);
	xc_database_close(db);
}

static void several_as_one(void **state)
{
	const char *paths[] = {in(state, "a"), in(state, "b"), in(state, "c")};
	struct xc_database *db;
	struct xc_bytes out = {0};
	struct xc_stats stats, part;
	unsigned total = 0;
	build_numbered(paths[0], 1, 10);
	build_numbered(paths[1], 11, 30);
	build_numbered(paths[2], 41, 20);
	expect(XC_OK, xc_database_open(paths, 3, &db, &err));
	assert_int_equal(xc_database_shards(db), 3);
	expect(XC_OK, xc_database_stats(db, XC_ALL, &stats, &err));
	assert_int_equal(stats.documents, 60);
	assert_string_equal(stats.uuid, "");
	for (size_t s = 0; s < 3; s++) {
		static const unsigned before[] = {0, 10, 40};
		expect(XC_OK, xc_database_stats(db, s, &part, &err));
		total += part.documents;
		for (uint32_t local = 1; local <= part.documents; local++) {
			char text[32];
			size_t shard;
			uint32_t back, docid = xc_docid_join(db, s, local);
			xc_docid_split(db, docid, &shard, &back);
			assert_int_equal(shard, s);
			assert_int_equal(back, local);
			snprintf(text, sizeof text, "document %u", before[s] + local);
			expect(XC_OK, xc_database_data(db, XC_ALL, docid, &out, &err));
			check_text(&out, text);
			expect(XC_OK, xc_database_data(db, s, local, &out, &err));
			check_text(&out, text);
		}
	}
	assert_int_equal(total, 60);
	assert_int_equal(xc_docid_join(db, 3, 1), 0);
	assert_int_equal(xc_docid_join(db, 0, 0), 0);
	assert_int_equal(xc_docid_join(db, 0, UINT32_MAX), 0);
	xc_bytes_done(&out);
	xc_database_close(db);
}

static void open_error(int status, const char *path, const char *words)
{
	struct xc_database *db = (void *)&err;
	expect(status, xc_database_open(&path, 1, &db, &err));
	assert_null(db);
	assert_non_null(strstr(err.message, words));
}

static void overwrite(const char *path, off_t at, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), len);
	close(fd);
}

static void opening_fails_with_a_reason(void **state)
{
	const char *path = in(state, "db");
	const char *iam = in(state, "db/iamglass");
	struct xc_database *db;
	open_error(XC_E_NOT_FOUND, in(state, "none"), "none");
	open_error(XC_E_NOT_FOUND, *state, "");
	expect(XC_E_ARGUMENT, xc_database_open(&path, 1, NULL, &err));
	path = NULL;
	expect(XC_E_ARGUMENT, xc_database_open(&path, 1, &db, &err));
	path = in(state, "db");
	build_numbered(path, 1, 10);
	overwrite(iam, 14, "\x7f\xff", 2); /* the format's date, far ahead */
	open_error(XC_E_VERSION, path, path);
	overwrite(iam, 0, "x", 1);
	open_error(XC_E_DAMAGED, path, path);
	assert_int_equal(truncate(iam, 20), 0);
	open_error(XC_E_DAMAGED, path, path);
	/* Without an error structure nothing is written anywhere. */
	assert_int_equal(xc_database_open(&path, 1, &db, NULL), XC_E_DAMAGED);
}

static void stub_of_several_is_refused(void **state)
{
	const char *stub = in(state, "stub");
	build_numbered(in(state, "a"), 1, 3);
	build_numbered(in(state, "b"), 1, 3);
	FILE *f = fopen(stub, "w");
	fputs("auto a\nauto b\n", f);
	fclose(f);
	open_error(XC_E_ARGUMENT, stub, "one by one");
}

static void damaged_blocks_are_reported(void **state)
{
	const char *path = in(state, "db");
	char rubbish[8192];
	struct xc_bytes out = {0};
	build_numbered(path, 1, 3000);
	struct xc_database *db = open_one(path);
	memset(rubbish, 0xff, sizeof rubbish);
	for (int block = 0; block < 4; block++)
		overwrite(in(state, "db/docdata.glass"), block * 8192, rubbish, sizeof rubbish);
	expect(XC_E_DAMAGED, xc_database_data(db, 0, 5, &out, &err));
	xc_bytes_done(&out);
	xc_database_close(db);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, folder_setup, folder_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_grow_and_may_overlap),
		cmocka_unit_test(names_and_versions),
		cmocka_unit_test(nothing_is_an_empty_database),
		IN_FOLDER(one_database),
		IN_FOLDER(walks),
		IN_FOLDER(value_reader_goes_forward_and_back),
		IN_FOLDER(several_as_one),
		IN_FOLDER(opening_fails_with_a_reason),
		IN_FOLDER(stub_of_several_is_refused),
		IN_FOLDER(damaged_blocks_are_reported),
	};
	return cmocka_run_group_tests_name("xapian-c: reading", tests, NULL, NULL);
}
