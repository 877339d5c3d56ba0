/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Our own reader of document data against Xapian's, which is what XC_ALL asks. */
#include "sample.h"

#include <fcntl.h>
#include <unistd.h>

static struct xc_error err;

/* How often the table of data is open in this process: once by each reader. */
static int count_open(void)
{
	int n = 0;
	for (int fd = 0; fd < 256; fd++) {
		char name[32], path[1024];
		snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
		ssize_t len = readlink(name, path, sizeof path);
		n += len > 14 && memcmp(path + len - 14, "/docdata.glass", 14) == 0;
	}
	return n;
}

static void check_last(const struct xc_database *db, uint32_t docid, uint32_t expected,
	const struct xc_bytes *data)
{
	struct xc_bytes got = {0};
	uint32_t found = 0;
	expect(expected > 0 ? XC_OK : XC_NONE,
		xc_database_last_data(db, 0, docid, &found, &got, &err));
	assert_int_equal(found, expected);
	assert_int_equal(got.len, data->len);
	assert_memory_equal(got.data ? got.data : "", data->data ? data->data : "", got.len);
	xc_bytes_done(&got);
	found = 0;
	expect(expected > 0 ? XC_OK : XC_NONE,
		xc_database_last_data(db, 0, docid, &found, NULL, &err));
	assert_int_equal(found, expected);
}

static void check_all(const char *path)
{
	struct xc_database *db = open_one(path);
	struct xc_bytes own = {0}, theirs = {0}, last = {0};
	struct xc_stats stats;
	uint32_t found = 0;
	expect(XC_OK, xc_database_stats(db, 0, &stats, &err));
	for (uint32_t i = 1; i <= stats.last_docid; i++) {
		expect(XC_OK, xc_database_data(db, XC_ALL, i, &theirs, &err));
		expect(XC_OK, xc_database_data(db, 0, i, &own, &err));
		assert_int_equal(own.len, theirs.len);
		assert_memory_equal(own.data, theirs.data, own.len);
		if (theirs.len > 0) {
			found = i;
			expect(XC_OK, xc_bytes_set(&last, theirs.data, theirs.len));
		}
		check_last(db, i, found, &last);
	}
	check_last(db, UINT32_MAX, found, &last);
	if (found > 0)
		assert_int_equal(count_open(), 2);
	xc_bytes_done(&own);
	xc_bytes_done(&theirs);
	xc_bytes_done(&last);
	xc_database_close(db);
}

static void as_xapian_reads(void **state)
{
	static const uint32_t sizes[] = {0, 1, 2, 60, 3000};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (enum xc_writer writer = XC_WRITER_DIRECT; writer <= XC_WRITER_API; writer++) {
			char name[32];
			struct xc_builder_options options = {.writer = writer};
			uint32_t n = sizes[i] > 60 && getenv("LIMIER_SLOW") ? 300 : sizes[i];
			snprintf(name, sizeof name, "db-%zu-%d", i, writer);
			sample_build(in(state, name), 3 + i, n, &options);
			check_all(in(state, name));
		}
}

/* Data far apart: few of the documents have any, the ids need more bytes. */
static void far_apart(void **state)
{
	struct xc_builder *b;
	const uint32_t n = getenv("LIMIER_SLOW") ? 2000 : 70000;
	expect(XC_OK, xc_builder_new(in(state, "db"), NULL, &b, &err));
	for (uint32_t i = 1; i <= n; i++) {
		char data[32];
		struct xc_document doc = {.data = data};
		if (i % 331 == 0 || i % 1000 < 3)
			doc.data_len = (size_t)snprintf(data, sizeof data, "the data of %u", i);
		expect(XC_OK, xc_builder_add(b, &doc, NULL, &err));
	}
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
	check_all(in(state, "db"));
}

static void set_byte(const char *path, off_t at, unsigned char byte)
{
	int fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

/* Whatever a byte is changed to: an answer or an error, and nothing read or written beside. */
static void damaged(void **state)
{
	const char *path = in(state, "db"), *file = in(state, "db/docdata.glass");
	const struct xc_builder_options options = {.writer = XC_WRITER_DIRECT};
	struct chance c = {5};
	struct xc_bytes out = {0};
	uint32_t faults = 0, found;
	const uint32_t n = getenv("LIMIER_SLOW") ? 100 : 400;
	sample_build(path, 4, n, &options);
	for (int round = 0; round < 300; round++) {
		unsigned char was;
		int fd = open(file, O_RDONLY);
		off_t size = lseek(fd, 0, SEEK_END), block = 8192 * (off_t)pick(&c, (uint32_t)size / 8192);
		/* The revision is left alone: that of a writer sends the reader to Xapian. */
		off_t at = block + 4 + pick(&c, round % 2 ? 8188 : 60);
		assert_int_equal(pread(fd, &was, 1, at), 1);
		close(fd);
		set_byte(file, at, (unsigned char)pick(&c, 256));
		struct xc_database *db = open_one(path);
		for (uint32_t i = 1; i <= n; i += 7) {
			int status = xc_database_last_data(db, 0, i, &found, &out, &err);
			assert_true(status == XC_OK || status == XC_NONE || status == XC_E_DAMAGED ||
				status == XC_E_IO);
			faults += status < 0;
		}
		xc_database_close(db);
		set_byte(file, at, was);
	}
	assert_true(faults > 0);
	check_all(path);
	assert_int_equal(truncate(file, 8192), 0);
	struct xc_database *db;
	if (xc_database_open(&path, 1, &db, &err) == XC_OK) {
		for (uint32_t i = 1; i <= n; i++)
			assert_true(xc_database_last_data(db, 0, i, &found, &out, &err) < 0);
		xc_database_close(db);
	}
	xc_bytes_done(&out);
}

/* Blocks of a later revision are a writer's: Xapian is asked, which has read the block before. */
static void changed_meanwhile(void **state)
{
	struct xc_bytes out = {0};
	const char *file = in(state, "db/docdata.glass");
	build_numbered(in(state, "db"), 1, 50);
	struct xc_database *db = open_one(in(state, "db"));
	set_byte(file, 3, 9);
	expect(XC_OK, xc_database_data(db, 0, 7, &out, &err));
	assert_string_equal(out.data, "document 7");
	xc_bytes_done(&out);
	xc_database_close(db);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, folder_setup, folder_teardown)
	const struct CMUnitTest tests[] = {
		IN_FOLDER(as_xapian_reads),
		IN_FOLDER(far_apart),
		IN_FOLDER(damaged),
		IN_FOLDER(changed_meanwhile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
