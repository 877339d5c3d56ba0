/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A disk that fills up: an error that says so, the old index as it was, and no rubbish left. */
#include <errno.h>
#include <sched.h>
#include <sys/mount.h>

#include "tests/store/helper.h"

static int unmount(void **state)
{
	umount(*state);
	return drop_dir(state);
}

/* In a mount namespace of this process alone: however it ends, no disk is left behind. */
static bool mount_small(const char *dir, const char *size)
{
	return unshare(CLONE_NEWNS) == 0 && mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 &&
		mount("tmpfs", dir, "tmpfs", 0, size) == 0;
}

/* Writes until it fails; returns the status of what failed. */
static int fill(struct writer *writer)
{
	struct segment *segment;
	struct segment_terms terms = {0};
	char text[5000];
	int status = segment_new(writer, 0, &segment, &error);
	unsigned seed = 1;
	for (int i = 0; status == LIM_OK && i < 5000; i++) {
		char id[16];
		snprintf(id, sizeof id, "/f%d", i);
		for (size_t j = 0; j < sizeof text; j++)
			text[j] = (char)(seed = seed * 1103515245 + 12345, seed >> 16);
		struct store_article article = {.path = id};
		struct store_passage passage = {.text = {text, sizeof text}};
		status = segment_article(segment, &article, NULL, 0, &error);
		if (status == LIM_OK)
			status = segment_add(segment, &passage, &terms, &error);
	}
	if (status == LIM_OK)
		status = segment_finish(segment, &error);
	segment_free(segment);
	return status;
}

static void test_full(void **state)
{
	const char *dir = below(state, "index");
	if (!mount_small(*state, "size=4m")) {
		print_message("cannot mount a small disk here\n");
		skip();
	}
	add_one(dir, "/a", "le chat");
	struct writer *writer = open_writer(dir);
	assert_status(LIM_E_IO, fill(writer));
	assert_non_null(strstr(error.message, strerror(ENOSPC)));
	assert_non_null(strstr(error.message, "make room"));
	writer_close(writer);
	assert_int_equal(count_names(dir, "seg-"), 1);
	assert_int_equal(count_term(dir, "chat"), 1);
	assert_ok(store_check_index(dir, NULL, NULL, &error));
	add_one(dir, "/b", "le chat");
	assert_int_equal(count_term(dir, "chat"), 2);
}

/* The commit itself: no room for the manifest or the list of deletions. */
static void test_full_commit(void **state)
{
	const char *dir = below(state, "index");
	char zeros[4096] = {0};
	if (!mount_small(*state, "size=1m")) {
		print_message("cannot mount a small disk here\n");
		skip();
	}
	add_run(dir, (const char *[]){"/a", "/b"}, 2, "le chat");
	struct writer *writer = open_writer(dir);
	assert_ok(writer_delete(writer, 0, &error));
	FILE *filler = fopen(below(state, "filler"), "w");
	assert_non_null(filler);
	while (fwrite(zeros, sizeof zeros, 1, filler) == 1 && fflush(filler) == 0)
		;
	fclose(filler);
	assert_status(LIM_E_IO, writer_commit(writer, &error));
	assert_non_null(strstr(error.message, "make room"));
	writer_close(writer);
	assert_int_equal(count_term(dir, "chat"), 2);
	unlink(below(state, "filler"));
	delete_run(dir, "/a");
	assert_int_equal(count_term(dir, "chat"), 1);
	assert_int_equal(count_names(dir, "dead-"), 1);
	assert_ok(store_check_index(dir, NULL, NULL, &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_full, make_dir, unmount),
		cmocka_unit_test_setup_teardown(test_full_commit, make_dir, unmount),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
