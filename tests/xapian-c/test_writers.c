/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The direct writer against Xapian's: databases that must not be told apart but by their size. */
#include "compare.h"

static struct xc_error err;

static const struct xc_builder_options direct = {.writer = XC_WRITER_DIRECT};
static const struct xc_builder_options api = {.writer = XC_WRITER_API};

/* Where everything is slow, under valgrind, fewer documents have to do. */
static uint32_t documents(uint32_t n)
{
	return getenv("LIMIER_SLOW") != NULL && n > 500 ? 500 : n;
}

static struct xc_bytes content(const char *path)
{
	struct xc_bytes all = {0};
	char piece[4096];
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
		assert_int_equal(xc_bytes_append(&all, piece, n), XC_OK);
	fclose(f);
	return all;
}

/* Where in a version file the statistics begin: behind 43 numbers and strings. */
static size_t statistics_at(const struct xc_bytes *file)
{
	size_t at = 14 + 2 + 16;
	while (file->data[at++] & 0x80) /* revision */
		;
	for (int table = 0; table < 6; table++) {
		for (int number = 0; number < 5; number++)
			while (file->data[at++] & 0x80)
				;
		at += 1 + (unsigned char)file->data[at]; /* free list, less than 128 bytes */
	}
	assert_true(at < file->len);
	return at;
}

/* Bounds of lengths and wdf are nowhere else, and xc_check does not look at them. */
static void compare_statistics(const char *a, const char *b)
{
	char path[2][1100];
	snprintf(path[0], sizeof path[0], "%s/iamglass", a);
	snprintf(path[1], sizeof path[1], "%s/iamglass", b);
	struct xc_bytes x = content(path[0]), y = content(path[1]);
	size_t i = statistics_at(&x), j = statistics_at(&y);
	assert_int_equal(x.len - i, y.len - j);
	assert_memory_equal(x.data + i, y.data + j, x.len - i);
	xc_bytes_done(&x);
	xc_bytes_done(&y);
}

static void both(void **state, uint64_t seed, uint32_t n)
{
	char name[32];
	snprintf(name, sizeof name, "direct-%u-%u", (unsigned)seed, n);
	const char *a = in(state, name);
	snprintf(name, sizeof name, "api-%u-%u", (unsigned)seed, n);
	const char *b = in(state, name);
	sample_build(a, seed, n, &direct);
	sample_build(b, seed, n, &api);
	compare_paths(a, b);
	compare_statistics(a, b);
}

static void few(void **state)
{
	static const uint32_t sizes[] = {0, 1, 2, 3, 60, 300};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (uint64_t seed = 0; seed < 4; seed++)
			both(state, seed, sizes[i]);
}

static void three_thousand(void **state)
{
	both(state, 7, documents(3000));
}

static void fifty_thousand(void **state)
{
	both(state, 8, documents(50000));
}

static void same_file(void **state, const char *file, const char *name, const char *other)
{
	char path[2][64];
	snprintf(path[0], sizeof path[0], "%s/%s", name, file);
	snprintf(path[1], sizeof path[1], "%s/%s", other, file);
	struct xc_bytes x = content(in(state, path[0])), y = content(in(state, path[1]));
	assert_int_equal(x.len, y.len);
	assert_memory_equal(x.data, y.data, x.len);
	xc_bytes_done(&x);
	xc_bytes_done(&y);
}

/* Runs on the disk, joined once and twice: not a byte differs. */
static void whatever_the_memory(void **state)
{
	static const struct xc_builder_options tight[] = {
		{.writer = XC_WRITER_DIRECT, .memory_limit = 1},
		{.writer = XC_WRITER_DIRECT, .memory_limit = 100000},
		{.writer = XC_WRITER_DIRECT, .memory_limit = 1000000},
		{.writer = XC_WRITER_DIRECT, .part_documents = 7},
		{.writer = XC_WRITER_DIRECT, .part_documents = 1000},
	};
	sample_build(in(state, "ample"), 9, documents(5000), &direct);
	for (size_t i = 0; i < sizeof tight / sizeof *tight; i++) {
		char name[16];
		snprintf(name, sizeof name, "tight%zu", i);
		sample_build(in(state, name), 9, documents(5000), &tight[i]);
		same_file(state, "postlist.glass", name, "ample");
		same_file(state, "docdata.glass", name, "ample");
		compare_statistics(in(state, name), in(state, "ample"));
	}
	assert_int_equal(count_entries(*state), 6);
}

struct four {
	char names[4][1024];
	const char *paths[4];
};

/* Four databases, direct ones where the bits of a number are set. */
static void make_four(struct four *f, void **state, const char *prefix, unsigned direct_ones)
{
	for (unsigned i = 0; i < 4; i++) {
		char name[16];
		snprintf(name, sizeof name, "%s%u", prefix, i);
		snprintf(f->names[i], sizeof f->names[i], "%s", in(state, name));
		f->paths[i] = f->names[i];
		sample_build(f->paths[i], 20 + i, documents(600 * (i + 1)),
			direct_ones >> i & 1 ? &direct : &api);
	}
}

static void join(void **state, const struct four *f, size_t n, enum xc_writer writer, const char *name)
{
	struct xc_compact_options options = {.writer = writer};
	expect(XC_OK, xc_compact(f->paths, n, in(state, name), &options, NULL, NULL, &err));
}

static void joined_by_xapian(void **state)
{
	struct four a, b, c;
	make_four(&a, state, "a", 0);
	make_four(&b, state, "b", 15);
	make_four(&c, state, "c", 5);
	for (size_t n = 1; n <= 4; n += 3) {
		char name[3][16];
		for (int j = 0; j < 3; j++)
			snprintf(name[j], sizeof name[j], "%c-%zu", "ABC"[j], n);
		join(state, &a, n, XC_WRITER_API, name[0]);
		join(state, &b, n, XC_WRITER_API, name[1]);
		join(state, &c, n, XC_WRITER_API, name[2]);
		compare_paths(in(state, name[1]), in(state, name[0]));
		compare_paths(in(state, name[2]), in(state, name[0]));
		compare_statistics(in(state, name[1]), in(state, name[0]));
	}
}

static void joined_directly(void **state)
{
	struct four a, b;
	make_four(&a, state, "a", 15);
	make_four(&b, state, "b", 0);
	for (size_t n = 1; n <= 4; n++) {
		char name[3][16];
		for (int i = 0; i < 3; i++)
			snprintf(name[i], sizeof name[i], "%c-%zu", "ABC"[i], n);
		join(state, &a, n, XC_WRITER_DIRECT, name[0]);
		join(state, &b, n, XC_WRITER_DIRECT, name[1]);
		join(state, &a, n, XC_WRITER_API, name[2]);
		compare_paths(in(state, name[0]), in(state, name[2]));
		compare_paths(in(state, name[1]), in(state, name[2]));
		compare_statistics(in(state, name[0]), in(state, name[2]));
		same_file(state, "postlist.glass", name[0], name[1]);
	}
}

/* Joined in two steps or built at once: not a byte differs. */
static void joined_as_built(void **state)
{
	const char *paths[4] = {in(state, "p0"), in(state, "p1"), in(state, "p2"), in(state, "p3")};
	const unsigned sizes[4] = {1, 0, 900, 2500};
	for (unsigned i = 0, first = 1; i < 4; first += sizes[i++])
		build_numbered(paths[i], first, sizes[i]);
	build_numbered(in(state, "once"), 1, 3401);
	expect(XC_OK, xc_compact(paths, 3, in(state, "some"), NULL, NULL, NULL, &err));
	const char *both[2] = {in(state, "some"), in(state, "p3")};
	expect(XC_OK, xc_compact(both, 2, in(state, "all"), NULL, NULL, NULL, &err));
	same_file(state, "postlist.glass", "all", "once");
	same_file(state, "docdata.glass", "all", "once");
	compare_statistics(in(state, "all"), in(state, "once"));
}

/* Builders that have set aside some, much or nothing of their documents are one database all the same. */
static void builders_as_one(void **state)
{
	const struct xc_builder_options options[] = {{.writer = XC_WRITER_DIRECT},
		{.writer = XC_WRITER_DIRECT, .part_documents = 100},
		{.writer = XC_WRITER_DIRECT}, {.writer = XC_WRITER_DIRECT, .memory_limit = 1}};
	struct xc_builder *builders[4], *once;
	expect(XC_OK, xc_builder_new(in(state, "once"), &options[0], &once, &err));
	add_numbered(once, 1, 2500);
	expect(XC_OK, xc_builder_finish(once, &err));
	xc_builder_free(once);
	for (unsigned i = 0; i < 4; i++) {
		const char *path = in(state, i == 0 ? "all" : i == 1 ? "b" : i == 2 ? "c" : "d");
		static const unsigned first[] = {1, 1001, 2151, 2151}, n[] = {1000, 1150, 0, 350};
		expect(XC_OK, xc_builder_new(path, &options[i], &builders[i], &err));
		add_numbered(builders[i], first[i], n[i]);
	}
	expect(XC_OK, xc_builder_finish_all(builders, 4, NULL, NULL, &err));
	for (unsigned i = 0; i < 4; i++) {
		expect(XC_E_ARGUMENT, xc_builder_finish(builders[i], &err));
		xc_builder_free(builders[i]);
	}
	assert_int_equal(count_entries(*state), 2);
	same_file(state, "postlist.glass", "all", "once");
	same_file(state, "docdata.glass", "all", "once");
	compare_statistics(in(state, "all"), in(state, "once"));
}

/* By Xapian's API each is a database of its own: they stay as they are. */
static void builders_apart(void **state)
{
	struct xc_builder *builders[2], *twice[2];
	expect(XC_OK, xc_builder_new(in(state, "a"), NULL, &builders[0], &err));
	expect(XC_OK, xc_builder_new(in(state, "b"), &api, &builders[1], &err));
	twice[0] = twice[1] = builders[0];
	expect(XC_E_UNSUPPORTED, xc_builder_finish_all(builders, 2, NULL, NULL, &err));
	expect(XC_E_ARGUMENT, xc_builder_finish_all(twice, 2, NULL, NULL, &err));
	expect(XC_E_ARGUMENT, xc_builder_finish_all(builders, 0, NULL, NULL, &err));
	for (unsigned i = 0; i < 2; i++) {
		add_numbered(builders[i], 1, 10);
		expect(XC_OK, xc_builder_finish_all(&builders[i], 1, NULL, NULL, &err));
		xc_builder_free(builders[i]);
	}
	compare_paths(in(state, "a"), in(state, "b"));
}

struct gathered {
	struct xc_bytes bytes;
	uint32_t first;
};

/* Three documents' data as that of the first. */
static int gather_three(void *ctx, uint32_t docid, const char *data, size_t len, struct xc_data *out)
{
	struct gathered *g = ctx;
	if (g->first > 0 && (docid == 0 || docid >= g->first + 3)) {
		expect(XC_OK, xc_data_put(out, g->first, g->bytes.data, g->bytes.len, &err));
		expect(XC_E_ARGUMENT, xc_data_put(out, g->first, "x", 1, &err));
		expect(XC_E_ARGUMENT, xc_data_put(out, UINT32_MAX, "x", 1, &err));
		g->first = 0;
	}
	if (g->first == 0) {
		g->first = docid;
		xc_bytes_set(&g->bytes, "", 0);
	}
	return docid == 0 ? 0 : xc_bytes_append(&g->bytes, data, len);
}

static int stop_at_data(void *ctx, uint32_t docid, const char *data, size_t len, struct xc_data *out)
{
	(void)ctx, (void)data, (void)len, (void)out;
	return docid == 7;
}

static void data_as_asked(void **state)
{
	const char *paths[2] = {in(state, "a"), in(state, "b")};
	struct gathered g = {0};
	struct xc_compact_options options = {.data = gather_three, .data_ctx = &g, .data_as_given = 1};
	struct xc_bytes out = {0};
	uint32_t found;
	build_numbered(paths[0], 1, 5);
	build_numbered(paths[1], 6, 3);
	expect(XC_OK, xc_compact(paths, 2, in(state, "all"), &options, NULL, NULL, &err));
	struct xc_database *db = open_one(in(state, "all"));
	expect(XC_OK, xc_database_data(db, 0, 4, &out, &err));
	assert_string_equal(out.data, "document 4document 5document 6");
	expect(XC_OK, xc_database_last_data(db, 0, 8, &found, &out, &err));
	assert_int_equal(found, 7);
	assert_string_equal(out.data, "document 7document 8");
	xc_database_close(db);
	options = (struct xc_compact_options){.data = stop_at_data};
	expect(XC_STOPPED, xc_compact(paths, 2, in(state, "none"), &options, NULL, NULL, &err));
	assert_false(exists(in(state, "none")));
	xc_bytes_done(&out);
	xc_bytes_done(&g.bytes);
}

/* Whatever a byte is changed to: a database or an error. */
static void joined_damaged(void **state)
{
	char a[1024], b[1024];
	const char *paths[2] = {strcpy(a, in(state, "a")), strcpy(b, in(state, "b"))};
	static const char *const files[] = {"a/postlist.glass", "a/docdata.glass", "a/iamglass"};
	struct chance c = {6};
	unsigned faults = 0;
	sample_build(paths[0], 31, documents(800) / 4, &direct);
	sample_build(paths[1], 32, 20, &direct);
	for (int round = 0; round < 300; round++) {
		char name[16], old;
		const char *path = in(state, files[round % 3]);
		FILE *f = fopen(path, "r+b");
		fseek(f, 0, SEEK_END);
		long size = ftell(f), at = (long)pick(&c, (uint32_t)size);
		fseek(f, at, SEEK_SET);
		assert_int_equal(fread(&old, 1, 1, f), 1);
		fseek(f, at, SEEK_SET);
		fputc((int)pick(&c, 256), f);
		fflush(f);
		snprintf(name, sizeof name, "t%d", round);
		const struct xc_compact_options options = {.writer = XC_WRITER_DIRECT};
		faults += xc_compact(paths, 2, in(state, name), &options, NULL, NULL, &err) < 0;
		fseek(f, at, SEEK_SET);
		fputc(old, f);
		fclose(f);
	}
	assert_true(faults > 30);
	expect(XC_OK, xc_compact(paths, 2, in(state, "t"), NULL, NULL, NULL, &err));
}

static void opened_together(void **state)
{
	static const unsigned direct_ones[] = {15, 6};
	struct xc_database *x, *y;
	struct four f;
	make_four(&f, state, "api", 0);
	expect(XC_OK, xc_database_open(f.paths, 4, &x, &err));
	for (int i = 0; i < 2; i++) {
		make_four(&f, state, i == 0 ? "direct" : "mixed", direct_ones[i]);
		expect(XC_OK, xc_database_open(f.paths, 4, &y, &err));
		compare_content(y, x, XC_ALL);
		compare_answers(y, x, 300);
		xc_database_close(y);
	}
	xc_database_close(x);
}

/* Xapian counts in 32 bits; what would not fit is an error, not a wrong number. */
static void too_many_occurrences(void **state)
{
	const struct xc_term t = {"t", 1, UINT32_MAX, NULL};
	struct xc_builder *b;
	expect(XC_OK, xc_builder_new(in(state, "db"), &direct, &b, &err));
	for (int i = 0; i < 2; i++)
		expect(XC_OK, xc_builder_add(b, &(struct xc_document){.terms = &t, .n_terms = 1},
				NULL, &err));
	expect(XC_E_LIMIT, xc_builder_finish(b, &err));
	xc_builder_free(b);
	assert_int_equal(count_entries(*state), 0);
}

static void unknown_writer(void **state)
{
	const struct xc_builder_options options = {.writer = (enum xc_writer)9};
	struct xc_builder *b;
	expect(XC_E_ARGUMENT, xc_builder_new(in(state, "db"), &options, &b, &err));
	assert_null(b);
	assert_int_equal(count_entries(*state), 0);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, folder_setup, folder_teardown)
	const struct CMUnitTest tests[] = {
		IN_FOLDER(few),
		IN_FOLDER(three_thousand),
		IN_FOLDER(whatever_the_memory),
		IN_FOLDER(joined_by_xapian),
		IN_FOLDER(joined_directly),
		IN_FOLDER(joined_as_built),
		IN_FOLDER(builders_as_one),
		IN_FOLDER(builders_apart),
		IN_FOLDER(data_as_asked),
		IN_FOLDER(joined_damaged),
		IN_FOLDER(opened_together),
		IN_FOLDER(too_many_occurrences),
		IN_FOLDER(unknown_writer),
		IN_FOLDER(fifty_thousand),
	};
	return cmocka_run_group_tests_name("xapian-c: both writers", tests, NULL, NULL);
}
