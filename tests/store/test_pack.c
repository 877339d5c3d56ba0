/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks packed and unpacked: with dictionaries and without, and whatever their bytes are changed to. */
#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/file.h"
#include "store/pack.h"
#include "store/unpack.h"
#include "tests/store/helper.h"

#define MAX ((size_t)64 << 20)

/* Several dictionaries within a few hundred kilobytes. */
static const struct packing how = {.level = 3, .block = 2000, .sample = 600 << 10, .dictionary = 16 << 10,
	.again = 700 << 10};

struct kept {
	struct buf bytes;		/* of all frames */
	size_t ends[4096];
	uint32_t firsts[4096];
	size_t n, passages;
};

static int keep(void *ctx, uint32_t first, size_t passages, struct lim_slice packed)
{
	struct kept *kept = ctx;
	assert_true(kept->n < sizeof kept->ends / sizeof *kept->ends);
	buf_add(&kept->bytes, packed.ptr, packed.len);
	kept->firsts[kept->n] = first;
	kept->ends[kept->n++] = kept->bytes.len;
	kept->passages += passages;
	return LIM_OK;
}

/* Words that come again, in an order that does not. */
static void make_text(unsigned i, char *text, size_t size)
{
	static const char *const words[] = {"la convention ", "collective ", "du personnel ", "article ",
		"des employeurs ", "est applicable ", "aux salaires ", "minimaux "};
	size_t len = 0;
	for (unsigned x = i * 2654435761u; len + 16 < size; x = x * 1664525u + 1013904223u)
		len += (size_t)snprintf(text + len, size - len, "%s", words[x >> 29]);
}

static void add_passage(struct packer *packer, struct block_maker *maker, unsigned i)
{
	char text[500];
	make_text(i, text, sizeof text);
	struct store_passage passage = {.text = {text, strlen(text)}};
	struct store_article article = {.path = "/p"};
	assert_ok(block_add(maker, &passage, &article));
	if (packer_is_full(packer, maker)) {
		assert_ok(packer_add(packer, maker, i + 2 - (unsigned)maker->passages));
		assert_int_equal(maker->passages, 0);
	}
}

static void end_passages(struct packer *packer, struct block_maker *maker, unsigned n)
{
	if (maker->passages > 0)
		assert_ok(packer_add(packer, maker, n + 1 - (unsigned)maker->passages));
	assert_ok(packer_flush(packer));
	block_done(maker);
}

static void begin_passages(struct trainer *trainer, struct packer *packer, struct block_maker *maker,
	struct kept *kept)
{
	*kept = (struct kept){0};
	buf_init(&kept->bytes, MAX);
	packer_init(packer, trainer, MAX, keep, kept);
	block_init(maker, MAX);
}

static void pack_passages(struct trainer *trainer, struct packer *packer, struct kept *kept, unsigned n)
{
	struct block_maker maker;
	trainer_init(trainer, &how);
	begin_passages(trainer, packer, &maker, kept);
	for (unsigned i = 0; i < n; i++)
		add_passage(packer, &maker, i);
	end_passages(packer, &maker, n);
	assert_int_equal(kept->passages, n);
}

static struct lim_slice frame(const struct kept *kept, size_t i)
{
	size_t start = i > 0 ? kept->ends[i - 1] : 0;
	return (struct lim_slice){kept->bytes.ptr + start, kept->ends[i] - start};
}

static void expect_passages(struct unpacker *unpacker, const struct kept *kept)
{
	char text[500];
	struct buf bytes;
	unsigned passage = 0;
	buf_init(&bytes, MAX);
	for (size_t i = 0; i < kept->n; i++) {
		struct block block;
		struct lim_slice packed = frame(kept, i);
		assert_int_equal(kept->firsts[i], passage + 1);
		assert_ok(unpack(unpacker, packed.ptr, packed.len, &bytes));
		assert_ok(block_decode(bytes.ptr, bytes.len, &block));
		for (size_t k = 0; k < block.n; k++, passage++) {
			make_text(passage, text, sizeof text);
			assert_int_equal(block.passages[k].passage.text.len, strlen(text));
			assert_memory_equal(block.passages[k].passage.text.ptr, text, strlen(text));
		}
		block_free(&block);
	}
	assert_int_equal(passage, kept->passages);
	buf_done(&bytes);
}

/* By a file, as in a segment. */
static int know(struct unpacker *unpacker, const struct dictionary_list *list)
{
	struct lim_error err;
	char dir[] = "/tmp/limier-pack-XXXXXX";
	assert_non_null(mkdtemp(dir));
	assert_ok(dictionary_write(list, dir, &err));
	int status = unpacker_learn(unpacker, dir, &err);
	/* It goes on being read. */
	assert_ok(file_remove(dir, &err));
	return status;
}

static void a_short_text_has_no_dictionary(void **state)
{
	(void)state;
	static struct kept kept;
	struct trainer trainer;
	struct packer packer;
	struct unpacker unpacker;
	pack_passages(&trainer, &packer, &kept, 20);
	assert_int_equal(packer.dictionaries.n, 0);
	unpacker_init(&unpacker);
	expect_passages(&unpacker, &kept);
	unpacker_done(&unpacker);
	packer_done(&packer);
	trainer_done(&trainer);
	buf_done(&kept.bytes);
}

static void a_long_one_has_some(void **state)
{
	(void)state;
	static struct kept kept;
	struct trainer trainer;
	struct packer packer;
	struct unpacker unpacker;
	struct buf bytes;
	pack_passages(&trainer, &packer, &kept, 4000);
	buf_init(&bytes, MAX);
	unpacker_init(&unpacker);
	struct lim_slice packed = frame(&kept, 0);
	assert_int_equal(unpack(&unpacker, packed.ptr, packed.len, &bytes), LIM_E_NOT_FOUND);
	assert_ok(know(&unpacker, &packer.dictionaries));
	expect_passages(&unpacker, &kept);
	assert_true(unpacker.n >= 2);
	/* Known twice is known once. */
	size_t n = unpacker.known.n;
	assert_ok(know(&unpacker, &packer.dictionaries));
	assert_int_equal(unpacker.known.n, n);
	unpacker_done(&unpacker);
	packer_done(&packer);
	trainer_done(&trainer);
	buf_done(&bytes);
	buf_done(&kept.bytes);
}

/* How many dictionaries two lists have together. */
static size_t count_dictionaries(const struct packer *a, const struct packer *b)
{
	struct unpacker unpacker;
	unpacker_init(&unpacker);
	assert_ok(know(&unpacker, &a->dictionaries));
	assert_ok(know(&unpacker, &b->dictionaries));
	size_t n = unpacker.known.n;
	unpacker_done(&unpacker);
	return n;
}

static void two_learn_from_one_another(void **state)
{
	(void)state;
	static struct kept kept[2];
	struct trainer trainer;
	struct packer packers[2];
	struct block_maker makers[2];
	struct unpacker unpacker;
	trainer_init(&trainer, &how);
	for (int k = 0; k < 2; k++)
		begin_passages(&trainer, &packers[k], &makers[k], &kept[k]);
	for (unsigned i = 0; i < 4000; i++)
		for (int k = 0; k < 2; k++)
			add_passage(&packers[k], &makers[k], i);
	for (int k = 0; k < 2; k++)
		end_passages(&packers[k], &makers[k], 4000);
	/* Of 4 MB: one after each 700 KB and the time that a sample takes. */
	assert_in_range(count_dictionaries(&packers[0], &packers[1]), 2, 5);
	for (int k = 0; k < 2; k++) {
		unpacker_init(&unpacker);
		assert_ok(know(&unpacker, &packers[k].dictionaries));
		expect_passages(&unpacker, &kept[k]);
		unpacker_done(&unpacker);
		packer_done(&packers[k]);
		buf_done(&kept[k].bytes);
	}
	trainer_done(&trainer);
}

/* Another takes over from one that leaves while it collects a sample. */
static void one_may_leave(void **state)
{
	(void)state;
	struct trainer trainer;
	static struct kept kept;
	struct packer leaving;
	struct block_maker maker;
	trainer_init(&trainer, &how);
	begin_passages(&trainer, &leaving, &maker, &kept);
	assert_int_equal(trainer_wanted(&trainer, &leaving), how.sample);
	assert_int_equal(trainer_wanted(&trainer, &maker), 2 * how.sample);
	packer_done(&leaving);
	assert_int_equal(trainer_wanted(&trainer, &maker), how.sample);
	trainer_done(&trainer);
	block_done(&maker);
	buf_done(&kept.bytes);
}

/* Whatever byte is changed or missing: an error, or a text. */
static void damage_is_borne(void **state)
{
	(void)state;
	static struct kept kept;
	struct trainer trainer;
	struct packer packer;
	struct unpacker unpacker;
	struct buf out, bytes;
	pack_passages(&trainer, &packer, &kept, 1600);
	buf_init(&out, 1 << 20);
	buf_init(&bytes, MAX);
	unpacker_init(&unpacker);
	assert_ok(know(&unpacker, &packer.dictionaries));
	struct lim_slice packed = frame(&kept, kept.n / 2);
	for (size_t i = 0; i < packed.len; i++) {
		buf_reset(&bytes);
		buf_add(&bytes, packed.ptr, packed.len);
		assert_int_not_equal(unpack(&unpacker, bytes.ptr, i, &out), LIM_OK);
		for (int bit = 0; bit < 8; bit++) {
			bytes.ptr[i] = (char)(packed.ptr[i] ^ 1 << bit);
			unpack(&unpacker, bytes.ptr, bytes.len, &out);
		}
	}
	unpacker_done(&unpacker);
	packer_done(&packer);
	trainer_done(&trainer);
	buf_done(&out);
	buf_done(&bytes);
	buf_done(&kept.bytes);
}

/* All that a file says it has, added up. LIM_E_DAMAGED: one of them is none. */
static int get_all(const char *dir, uint64_t *sum)
{
	struct lim_error err;
	struct dictionary_list list;
	struct buf out;
	dictionary_list_init(&list);
	buf_init(&out, MAX);
	int status = dictionary_open(&list, dir, &err);
	*sum = 0;
	for (size_t i = 0; i < list.n && status == LIM_OK; i++) {
		status = dictionary_get(&list, list.items[i].id, &out);
		*sum = XXH3_64bits_withSeed(out.ptr, out.len, *sum);
	}
	buf_done(&out);
	dictionary_list_done(&list);
	return status;
}

static void damaged_dictionaries_are_refused(void **state)
{
	(void)state;
	static struct kept kept;
	struct trainer trainer;
	struct packer packer;
	struct lim_error err;
	struct buf bytes;
	char dir[] = "/tmp/limier-pack-XXXXXX";
	assert_non_null(mkdtemp(dir));
	pack_passages(&trainer, &packer, &kept, 1600);
	char *path = file_join(dir, "dictionaries");
	buf_init(&bytes, MAX);
	assert_ok(dictionary_write(&packer.dictionaries, dir, &err));
	assert_ok(file_read(path, &bytes, &err));
	uint64_t sum, got;
	assert_ok(get_all(dir, &sum));
	for (size_t i = 0; i < bytes.len; i += i < 64 ? 1 : 7) {
		int fd = open(path, O_WRONLY | O_TRUNC);
		assert_ok(file_write_all(fd, bytes.ptr, i, path, &err));
		assert_int_equal(get_all(dir, &got), LIM_E_DAMAGED);
		bytes.ptr[i] ^= 1;
		assert_int_equal(pwrite(fd, bytes.ptr, bytes.len, 0), bytes.len);
		/* A few bits of a frame mean nothing. */
		int status = get_all(dir, &got);
		assert_true(status == LIM_E_DAMAGED || (status == LIM_OK && got == sum));
		bytes.ptr[i] ^= 1;
		close(fd);
	}
	assert_ok(file_remove(dir, &err));
	free(path);
	packer_done(&packer);
	trainer_done(&trainer);
	buf_done(&bytes);
	buf_done(&kept.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_short_text_has_no_dictionary),
		cmocka_unit_test(a_long_one_has_some),
		cmocka_unit_test(two_learn_from_one_another),
		cmocka_unit_test(one_may_leave),
		cmocka_unit_test(damage_is_borne),
		cmocka_unit_test(damaged_dictionaries_are_refused),
	};
	return cmocka_run_group_tests_name("store: packing", tests, NULL, NULL);
}
