/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Building: what is accepted, what is refused, and what is left on the disk. */
#include "support.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static struct xc_error err;

/* Every test is made with both. */
static enum xc_writer writer;

static struct xc_builder *begin(const char *path, const struct xc_builder_options *options)
{
	struct xc_builder_options o = options != NULL ? *options : (struct xc_builder_options){0};
	struct xc_builder *b;
	o.writer = writer;
	expect(XC_OK, xc_builder_new(path, &o, &b, &err));
	return b;
}

static void check_sound(const char *path)
{
	size_t faults = 1;
	expect(XC_OK, xc_check(path, NULL, NULL, &faults, &err));
	assert_int_equal(faults, 0);
}

static int on_number(void *ctx, uint32_t docid, const char *value, size_t len)
{
	uint32_t *last = ctx;
	char number[16];
	snprintf(number, sizeof number, "%06u", docid);
	assert_int_equal(len, 6);
	assert_memory_equal(value, number, 6);
	assert_int_equal(docid, *last + 2);
	*last = docid;
	return 0;
}

static void check_numbered(const char *path, unsigned n)
{
	struct xc_database *db = open_one(path);
	struct xc_stats stats;
	struct xc_bytes out = {0};
	uint32_t last = UINT32_MAX, documents; /* odd numbers begin two after -1 */
	expect(XC_OK, xc_database_stats(db, 0, &stats, &err));
	assert_int_equal(stats.documents, n);
	assert_int_equal(stats.last_docid, n);
	expect(XC_OK, xc_database_each_value(db, 0, 1, on_number, &last, &err));
	assert_int_equal(last, (n - 1) | 1);
	expect(XC_OK, xc_database_term_freq(db, 0, "all", 3, &documents, NULL, &err));
	assert_int_equal(documents, n);
	for (unsigned i = 1; i <= n; i += 97) {
		char text[32];
		snprintf(text, sizeof text, "document %u", i);
		expect(XC_OK, xc_database_data(db, 0, i, &out, &err));
		assert_string_equal(out.data, text);
	}
	xc_bytes_done(&out);
	xc_database_close(db);
}

static void five_thousand_in_parts(void **state)
{
	const char *path = in(state, "db");
	struct xc_builder *b = begin(path, NULL);
	add_numbered(b, 1, 5000);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	assert_int_equal(count_entries(*state), 1);
	check_numbered(path, 5000);
	check_sound(path);
}

/* More parts than are joined at once, twice over: the order has to survive the levels. */
static void many_small_parts(void **state)
{
	const struct xc_builder_options tiny = {.part_documents = 1};
	const char *path = in(state, "db");
	struct xc_builder *b = begin(path, &tiny);
	add_numbered(b, 1, 200);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	assert_int_equal(count_entries(*state), 1);
	check_numbered(path, 200);
}

static void memory_limit_ends_a_part(void **state)
{
	const struct xc_builder_options tight = {.memory_limit = 1000};
	const char *path = in(state, "db");
	struct xc_builder *b = begin(path, &tight);
	add_numbered(b, 1, 20);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	check_numbered(path, 20);
}

static void ids_count_from_one(void **state)
{
	const struct xc_document empty = {0};
	struct xc_builder *b = begin(in(state, "db"), NULL);
	for (uint32_t i = 1; i <= 3; i++) {
		uint32_t docid = 0;
		expect(XC_OK, xc_builder_add(b, &empty, &docid, &err));
		assert_int_equal(docid, i);
	}
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	check_sound(in(state, "db"));
}

static void nothing_added(void **state)
{
	const char *path = in(state, "db");
	struct xc_stats stats;
	xc_builder_free(NULL);
	struct xc_builder *b = begin(path, NULL);
	expect(XC_OK, xc_builder_finish(b, &err));
	expect(XC_E_ARGUMENT, xc_builder_finish(b, &err));
	expect(XC_E_ARGUMENT, xc_builder_add(b, &(struct xc_document){0}, NULL, &err));
	xc_builder_free(b);
	check_sound(path);
	struct xc_database *db = open_one(path);
	expect(XC_OK, xc_database_stats(db, 0, &stats, &err));
	assert_int_equal(stats.documents, 0);
	xc_database_close(db);
}

static int join(void *ctx, const char *key, size_t key_len, const char *value, size_t len)
{
	struct xc_bytes *all = ctx;
	xc_bytes_append(all, key, key_len);
	xc_bytes_append(all, "=", 1);
	xc_bytes_append(all, value, len);
	xc_bytes_append(all, ";", 1);
	return 0;
}

static void set(struct xc_builder *b, const char *key, const char *value)
{
	expect(XC_OK,
		xc_builder_set_metadata(b, key, strlen(key), value, strlen(value), &err));
}

static void metadata_without_and_with_documents(void **state)
{
	for (unsigned n = 0; n <= 2500; n += 2500) {
		const char *path = in(state, n == 0 ? "without" : "with");
		struct xc_bytes all = {0};
		struct xc_builder *b = begin(path, NULL);
		set(b, "Wb", "first");
		add_numbered(b, 1, n);
		set(b, "Wa", "1");
		set(b, "Wb", "last");
		set(b, "X", "2");
		expect(XC_OK, xc_builder_finish(b, &err));
		xc_builder_free(b);
		check_sound(path);
		struct xc_database *db = open_one(path);
		expect(XC_OK, xc_database_each_metadata(db, 0, "", 0, join, &all, &err));
		assert_string_equal(all.data, "Wa=1;Wb=last;X=2;");
		all.len = 0;
		expect(XC_OK, xc_database_each_metadata(db, XC_ALL, "W", 1, join, &all, &err));
		assert_string_equal(all.data, "Wa=1;Wb=last;");
		expect(XC_OK, xc_database_metadata(db, XC_ALL, "X", 1, &all, &err));
		assert_string_equal(all.data, "2");
		expect(XC_NONE, xc_database_metadata(db, 0, "Y", 1, &all, &err));
		assert_int_equal(all.len, 0);
		expect(XC_E_ARGUMENT, xc_database_metadata(db, 0, "", 0, &all, &err));
		xc_bytes_done(&all);
		xc_database_close(db);
	}
}

static void big_data_and_metadata(void **state)
{
	const size_t size = 3 << 20;
	const char *path = in(state, "db");
	struct xc_bytes out = {0};
	char *big = malloc(size);
	for (size_t i = 0; i < size; i++)
		big[i] = (char)((i * 2654435761u) >> 13);
	struct xc_builder *b = begin(path, NULL);
	struct xc_document doc = {.data = big, .data_len = size};
	expect(XC_OK, xc_builder_add(b, &doc, NULL, &err));
	expect(XC_OK, xc_builder_set_metadata(b, "big", 3, big, size, &err));
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	struct xc_database *db = open_one(path);
	expect(XC_OK, xc_database_data(db, 0, 1, &out, &err));
	assert_int_equal(out.len, size);
	assert_memory_equal(out.data, big, size);
	expect(XC_OK, xc_database_metadata(db, 0, "big", 3, &out, &err));
	assert_int_equal(out.len, size);
	assert_memory_equal(out.data, big, size);
	xc_bytes_done(&out);
	xc_database_close(db);
	free(big);
}

static int add_term(struct xc_builder *b, const char *text, size_t len)
{
	const struct xc_term t = {text, len, 1, NULL};
	return xc_builder_add(b, &(struct xc_document){.terms = &t, .n_terms = 1}, NULL, &err);
}

static void terms_at_the_limit(void **state)
{
	const char *path = in(state, "db");
	char text[XC_MAX_TERM + 1] = {0};
	uint32_t documents;
	struct xc_builder *b = begin(path, NULL);
	/* 122 zero bytes make 244; one more would not fit. Many documents: keys carry an id. */
	for (int i = 0; i < 3000; i++)
		expect(XC_OK, add_term(b, text, 122));
	expect(XC_E_ARGUMENT, add_term(b, text, 123));
	memset(text, 0xff, sizeof text);
	for (int i = 0; i < 3000; i++)
		expect(XC_OK, add_term(b, text, XC_MAX_TERM));
	expect(XC_E_ARGUMENT, add_term(b, text, XC_MAX_TERM + 1));
	assert_non_null(strstr(err.message, "246"));
	expect(XC_E_ARGUMENT, add_term(b, text, 0));
	expect(XC_E_ARGUMENT, add_term(b, NULL, 1));
	expect(XC_E_ARGUMENT, xc_builder_set_metadata(b, text, XC_MAX_TERM + 1, "x", 1, &err));
	expect(XC_OK, xc_builder_set_metadata(b, text, XC_MAX_TERM, "x", 1, &err));
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	check_sound(path);
	struct xc_database *db = open_one(path);
	expect(XC_OK, xc_database_term_freq(db, 0, text, XC_MAX_TERM, &documents, NULL, &err));
	assert_int_equal(documents, 3000);
	memset(text, 0, sizeof text);
	expect(XC_OK, xc_database_term_freq(db, 0, text, 122, &documents, NULL, &err));
	assert_int_equal(documents, 3000);
	xc_database_close(db);
}

/* A refused document leaves no trace, and the builder usable. */
static void refusals(void **state)
{
	const char *path = in(state, "db");
	struct xc_builder *b = begin(path, NULL);
	const struct xc_term huge[] = {{"a", 1, UINT32_MAX, NULL}, {"b", 1, 1, NULL}};
	const struct xc_value bad_slot = {UINT32_MAX, "x", 1}, no_value = {0, NULL, 1};
	const struct xc_document docs[] = {
		{.n_terms = 1}, {.n_values = 1}, {.data_len = 1},
		{.values = &bad_slot, .n_values = 1}, {.values = &no_value, .n_values = 1},
	};
	const struct xc_document too_long = {.terms = huge, .n_terms = 2};
	const struct xc_document too_big = {.data = "", .data_len = (100u << 20) + 1};
	uint32_t docid = 77;
	for (size_t i = 0; i < sizeof docs / sizeof *docs; i++)
		expect(XC_E_ARGUMENT, xc_builder_add(b, &docs[i], &docid, &err));
	expect(XC_E_ARGUMENT, xc_builder_add(b, NULL, &docid, &err));
	expect(XC_E_LIMIT, xc_builder_add(b, &too_long, &docid, &err));
	expect(XC_E_LIMIT, xc_builder_add(b, &too_big, &docid, &err));
	expect(XC_E_ARGUMENT, xc_builder_set_metadata(b, "", 0, "x", 1, &err));
	expect(XC_E_ARGUMENT, xc_builder_set_metadata(b, "k", 1, "", 0, &err));
	assert_int_equal(docid, 77);
	expect(XC_OK, xc_builder_add(b, &(struct xc_document){.data = "x", .data_len = 1}, &docid,
			&err));
	assert_int_equal(docid, 1);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
}

static void repeated_terms_add_up_and_last_value_stays(void **state)
{
	const struct xc_term terms[] = {{"b", 1, 2, NULL}, {"a", 1, 0, NULL}, {"b", 1, 3, NULL}};
	const struct xc_value values[] = {{3, "x", 1}, {4, "z", 1}, {3, "y", 1}, {4, "", 0}};
	const struct xc_document doc = {terms, 3, values, 4, NULL, 0};
	const char *path = in(state, "db");
	struct xc_bytes out = {0};
	uint32_t documents;
	uint64_t occurrences;
	struct xc_builder *b = begin(path, NULL);
	expect(XC_OK, xc_builder_add(b, &doc, NULL, &err));
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	struct xc_database *db = open_one(path);
	expect(XC_OK, xc_database_term_freq(db, 0, "b", 1, &documents, &occurrences, &err));
	assert_int_equal(occurrences, 5);
	expect(XC_OK, xc_database_term_freq(db, 0, "a", 1, &documents, &occurrences, &err));
	assert_int_equal(documents, 1);
	assert_int_equal(occurrences, 0);
	expect(XC_OK, xc_database_value(db, 0, 1, 3, &out, &err));
	assert_string_equal(out.data, "y");
	expect(XC_OK, xc_database_value(db, 0, 1, 4, &out, &err));
	assert_int_equal(out.len, 0);
	expect(XC_OK, xc_database_data(db, 0, 1, &out, &err));
	assert_int_equal(out.len, 0);
	xc_bytes_done(&out);
	xc_database_close(db);
}

static void unfinished_leaves_nothing(void **state)
{
	struct xc_builder *b = begin(in(state, "db"), NULL);
	add_numbered(b, 1, 2500);
	set(b, "key", "value");
	assert_false(exists(in(state, "db")));
	xc_builder_free(b);
	assert_int_equal(count_entries(*state), 0);
}

static void places_that_cannot_be(void **state)
{
	struct xc_builder *b;
	build_numbered(in(state, "db"), 1, 1);
	expect(XC_E_ARGUMENT, xc_builder_new(in(state, "db"), NULL, &b, &err));
	assert_null(b);
	assert_non_null(strstr(err.message, in(state, "db")));
	expect(XC_E_NOT_FOUND, xc_builder_new(in(state, "none/db"), NULL, &b, &err));
	expect(XC_E_ARGUMENT, xc_builder_new("", NULL, &b, &err));
	expect(XC_E_ARGUMENT, xc_builder_new(NULL, NULL, &b, &err));
	b = begin(in(state, "slash/"), NULL);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	assert_true(exists(in(state, "slash/iamglass")));
	/* Somebody else was there first. */
	b = begin(in(state, "late"), NULL);
	build_numbered(in(state, "late"), 1, 5);
	expect(XC_E_IO, xc_builder_finish(b, &err));
	xc_builder_free(b);
	assert_int_equal(count_entries(*state), 3);
}

static void make_noise(char *to, size_t len)
{
	static unsigned long x = 1;
	for (size_t i = 0; i < len; i++)
		to[i] = (char)((x = x * 6364136223846793005u + 1) >> 56);
}

/* Adds what does not compress, data or else terms, until something fails. */
static int fill(struct xc_builder *b, int data)
{
	static char noise[65536];
	static struct xc_term terms[sizeof noise / 128];
	struct xc_document doc = {.data = noise, .data_len = sizeof noise};
	int status = XC_OK;
	if (!data)
		doc = (struct xc_document){.terms = terms, .n_terms = sizeof terms / sizeof *terms};
	for (int i = 0; i < 100 && status == XC_OK; i++) {
		make_noise(noise, sizeof noise);
		for (size_t j = 0; j < sizeof noise / 128; j++)
			terms[j] = (struct xc_term){noise + 128 * j, 100, 1, NULL};
		status = xc_builder_add(b, &doc, NULL, &err);
	}
	return status == XC_OK ? xc_builder_finish(b, &err) : status;
}

static void fill_disk(const char *disk, const char *path, size_t memory_limit, int data)
{
	struct xc_builder_options options = {.memory_limit = memory_limit, .writer = writer};
	struct xc_builder *b;
	int status = xc_builder_new(path, &options, &b, &err);
	if (status == XC_OK)
		status = fill(b, data);
	xc_builder_free(b);
	expect(XC_E_IO, status);
	assert_non_null(strstr(err.message, "No space left on device"));
	assert_int_equal(count_entries(disk), 0);
}

/* While data is written, terms set aside, or all of it written at the end. */
static void full_disk(void **state)
{
	const char *disk = in(state, "disk"), *path = in(state, "disk/db");
	assert_int_equal(mkdir(disk, 0700), 0);
	if (mount("none", disk, "tmpfs", 0, "size=1m") != 0) {
		print_message("skipped: a small file system can only be mounted by root\n");
		skip();
	}
	fill_disk(disk, path, 0, 1);
	fill_disk(disk, path, 100000, 0);
	fill_disk(disk, path, 0, 0);
}

/* The folder is removed with all in it, but not while it is mounted. */
static int unmount(void **state)
{
	umount(in(state, "disk"));
	return folder_teardown(state);
}

static int direct_setup(void **state)
{
	writer = XC_WRITER_DIRECT;
	return folder_setup(state);
}

static int api_setup(void **state)
{
	writer = XC_WRITER_API;
	return folder_setup(state);
}

int main(void)
{
/* Both writers have to pass the same tests. */
#define BOTH_WITH(f, teardown) \
	{#f ", direct", f, direct_setup, teardown, NULL}, {#f ", API", f, api_setup, teardown, NULL}
#define BOTH(f) BOTH_WITH(f, folder_teardown)
	const struct CMUnitTest tests[] = {
		BOTH(five_thousand_in_parts),
		BOTH(many_small_parts),
		BOTH(memory_limit_ends_a_part),
		BOTH(ids_count_from_one),
		BOTH(nothing_added),
		BOTH(metadata_without_and_with_documents),
		BOTH(big_data_and_metadata),
		BOTH(terms_at_the_limit),
		BOTH(refusals),
		BOTH(repeated_terms_add_up_and_last_value_stays),
		BOTH(unfinished_leaves_nothing),
		BOTH(places_that_cannot_be),
		BOTH_WITH(full_disk, unmount),
	};
	return cmocka_run_group_tests_name("xapian-c: building", tests, NULL, NULL);
}
