/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <xxhash.h>

#include "store/manifest.h"
#include "tests/store/helper.h"

#define BYTES_MAX ((size_t)1 << 20)

static void make_manifest(struct manifest *manifest)
{
	*manifest = (struct manifest){.analysis = 3, .generation = 9, .next = 1ull << 40};
	for (uint64_t i = 1; i <= 5; i++) {
		struct manifest_segment segment = {i * 1000, {(uint32_t)i * 10, 4, 1ull << 33},
			{3, 2, 77}, i % 2 ? i : 0, i == 4};
		assert_ok(manifest_add(manifest, &segment, &error));
	}
}

static void test_round_trip(void **state)
{
	(void)state;
	struct manifest given, back;
	struct buf text;
	buf_init(&text, BYTES_MAX);
	make_manifest(&given);
	assert_ok(manifest_print(&given, &text));
	assert_ok(manifest_parse(text.ptr, text.len, "m", &back, &error));
	assert_int_equal(back.format, 1);
	assert_true(back.analysis == 3 && back.generation == 9 && back.next == 1ull << 40);
	assert_string_equal(back.by, lim_version());
	assert_int_equal(back.n, 5);
	for (size_t i = 0; i < 5; i++) {
		const struct manifest_segment *got = &back.segments[i], *was = &given.segments[i];
		assert_memory_equal(&got->all, &was->all, sizeof got->all);
		assert_memory_equal(&got->dead, &was->dead, sizeof got->dead);
		assert_true(got->number == was->number && got->dead_generation == was->dead_generation);
		assert_int_equal(got->packed, was->packed);
	}
	assert_ptr_equal(manifest_find(&back, 3000), &back.segments[2]);
	assert_null(manifest_find(&back, 3001));
	manifest_done(&given);
	manifest_done(&back);
	buf_done(&text);
}

static int parse(const char *text, size_t len)
{
	struct manifest manifest;
	char *copy = malloc(len + 1);
	assert_non_null(copy);
	memcpy(copy, text, len);
	int status = manifest_parse(copy, len, "m", &manifest, &error);
	if (status == LIM_OK)
		manifest_done(&manifest);
	free(copy);
	return status;
}

static void test_damage(void **state)
{
	(void)state;
	struct manifest manifest;
	struct buf text;
	buf_init(&text, BYTES_MAX);
	make_manifest(&manifest);
	assert_ok(manifest_print(&manifest, &text));
	for (size_t len = 0; len < text.len; len++)
		assert_status(LIM_E_DAMAGED, parse(text.ptr, len));
	for (size_t i = 0; i < text.len; i++) {
		char kept = text.ptr[i];
		text.ptr[i] = (char)(kept ^ 1);
		assert_status(LIM_E_DAMAGED, parse(text.ptr, text.len));
		text.ptr[i] = '\0';
		assert_status(LIM_E_DAMAGED, parse(text.ptr, text.len));
		text.ptr[i] = kept;
	}
	assert_non_null(strstr(error.message, "index the files again"));
	manifest_done(&manifest);
	buf_done(&text);
}

/* Parses lines with a right checksum under them. */
static int parse_lines(const char *lines)
{
	char text[2000];
	size_t len = strlen(lines);
	snprintf(text, sizeof text, "%s# limier end %016llx\n", lines,
		(unsigned long long)XXH3_64bits(lines, len));
	return parse(text, strlen(text));
}

#define SEGMENT(number, all, dead) "# limier segment " number " passages " all " articles 1 bytes 5 " \
	"dead 1 passages " dead " articles 0 bytes 0 packed 1\n"

static void test_content(void **state)
{
	(void)state;
	assert_ok(parse_lines("# limier format 1\n# limier next 9\n# limier future 5\n"
		SEGMENT("3", "5", "4") "auto seg-3\n"));
	assert_status(LIM_E_VERSION, parse_lines("# limier format 2\nanything\n"));
	assert_non_null(strstr(error.message, "upgrade"));
	assert_status(LIM_E_DAMAGED, parse_lines("auto somewhere\n"));
	assert_status(LIM_E_DAMAGED, parse_lines("# limier format 1\nglass seg-1\n"));
	/* No "auto" line, another one, a number that is not free, more dead than alive. */
	assert_status(LIM_E_DAMAGED, parse_lines("# limier format 1\n# limier next 9\n"
		SEGMENT("3", "5", "4")));
	assert_status(LIM_E_DAMAGED, parse_lines("# limier format 1\n# limier next 9\n"
		SEGMENT("3", "5", "4") "auto seg-4\n"));
	assert_status(LIM_E_DAMAGED, parse_lines("# limier format 1\n# limier next 3\n"
		SEGMENT("3", "5", "4") "auto seg-3\n"));
	assert_status(LIM_E_DAMAGED, parse_lines("# limier format 1\n# limier next 9\n"
		SEGMENT("3", "5", "6") "auto seg-3\n"));
	assert_status(LIM_E_DAMAGED, parse_lines("# limier format 1\n# limier next 9\n"
		"# limier segment 3 passages 5 articles 1 bytes 5 dead 1 passages 4 articles 0 bytes 0 "
		"packed 2\nauto seg-3\n"));
}

static void touch(const char *path)
{
	write_bytes(path, "x", 1);
}

static void test_sweep(void **state)
{
	struct manifest manifest;
	static const char *const ours[] = {"seg-7", "seg-1000.tmp-abcdef", "dead-1000-2", "dead-4-4",
		"XAPIANDB.new", "dead-1000-3.new"};
	static const char *const kept[] = {"seg-1000", "dead-1000-1", "seg-", "seg-x", "seg-12a", "notes",
		"dead-1000", "seg-99999"};
	make_manifest(&manifest);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		touch(below(state, ours[i]));
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		touch(below(state, kept[i]));
	manifest_sweep(*state, &manifest, 99999);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		assert_int_equal(access(below(state, ours[i]), F_OK), -1);
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		assert_int_equal(access(below(state, kept[i]), F_OK), 0);
	manifest_done(&manifest);
}

static void test_missing(void **state)
{
	struct manifest manifest;
	assert_status(LIM_E_NOT_FOUND, manifest_read(*state, &manifest, &error));
	assert_status(LIM_E_NOT_FOUND, manifest_read(below(state, "no"), &manifest, &error));
	assert_non_null(strstr(error.message, "limier-index"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_content),
		cmocka_unit_test_setup_teardown(test_sweep, make_dir, drop_dir),
		cmocka_unit_test_setup_teardown(test_missing, make_dir, drop_dir),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
