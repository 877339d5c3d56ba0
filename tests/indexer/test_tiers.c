/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Merging: few segments, and little written again. */
#include <math.h>

#include "indexer/tiers.h"
#include "store/manifest.h"
#include "tests/indexer/helper.h"

/* Syncing is what a thousand small runs would spend their time with. */
__attribute__((visibility("default"))) int fsync(int fd)
{
	(void)fd;
	return 0;
}

/* ---- the rule alone */

struct model {
	uint64_t sizes[SEGMENTS_MAX + 1];
	size_t n;
	uint64_t added, written;
	double largest_share;	/* of what there is, that one run has written */
};

static void model_add(struct model *m, uint64_t size)
{
	size_t chosen[SEGMENTS_MAX + 1], kept = 0;
	m->sizes[m->n++] = size;
	m->added += size;
	m->written += size;
	size_t joined = tiers_choose(m->sizes, m->n, chosen);
	uint64_t sum = 0;
	for (size_t i = 0, k = 0; i < m->n; i++) {
		if (k < joined && chosen[k] == i)
			sum += m->sizes[chosen[k++]];
		else
			m->sizes[kept++] = m->sizes[i];
	}
	assert_true(joined == 0 || joined > 1);
	if (joined > 0)
		m->sizes[kept++] = sum;
	m->written += sum;
	m->n = kept;
	assert_true(m->n <= SEGMENTS_MAX);
}

static void test_equal(void **state)
{
	(void)state;
	struct model m = {0};
	for (int i = 1; i <= 100000; i++) {
		model_add(&m, 1000);
		assert_true((double)m.written <= (double)m.added * (1 + log2(i)));
	}
}

static void test_unequal(void **state)
{
	(void)state;
	struct model m = {0};
	uint32_t seed = 1;
	for (int i = 1; i <= 20000; i++) {
		seed = seed * 1103515245 + 12345;
		model_add(&m, (uint64_t)1 << (seed >> 27 & 15));
		assert_true((double)m.written <= (double)m.added * (1 + log2((double)m.added)));
	}
}

/* A large segment is not written again because of small ones. */
static void test_large_first(void **state)
{
	(void)state;
	struct model m = {0};
	model_add(&m, 100000000);
	for (int i = 0; i < 10000; i++)
		model_add(&m, 1000);
	assert_true(m.written - m.added < 10000 * 1000 * 13);
	assert_int_equal(m.sizes[0], 100000000);
}

static void test_few(void **state)
{
	uint64_t sizes[SEGMENTS_MAX] = {5, 5, 5, 5, 5, 5, 5, 5};
	size_t chosen[SEGMENTS_MAX];
	(void)state;
	assert_int_equal(tiers_choose(sizes, SEGMENTS_MAX, chosen), 0);
	assert_int_equal(tiers_choose(NULL, 0, NULL), 0);
}

/* Strictly doubling: the two smallest. */
static void test_doubling(void **state)
{
	uint64_t sizes[SEGMENTS_MAX + 1];
	size_t chosen[SEGMENTS_MAX + 1];
	(void)state;
	for (size_t i = 0; i <= SEGMENTS_MAX; i++)
		sizes[i] = (uint64_t)1 << (3 * (SEGMENTS_MAX - i));
	assert_int_equal(tiers_choose(sizes, SEGMENTS_MAX + 1, chosen), 2);
	assert_int_equal(chosen[0], SEGMENTS_MAX - 1);
	assert_int_equal(chosen[1], SEGMENTS_MAX);
}

static void test_purges(void **state)
{
	const uint64_t mb = 1 << 20;
	const struct {
		struct segment_facts facts;
		uint64_t written;
		bool purges;
	} facts[] = {
		{{100, 0, 4 * mb, 0, false}, mb, false}, {{100, 30, 4 * mb, mb, false}, mb, false},
		{{100, 31, 4 * mb, mb, false}, 0, true}, {{100, 31, 400 * mb, 100 * mb, false}, mb, false},
		{{100, 31, 400 * mb, 100 * mb, false}, 80 * mb, true},
		{{100, 50, 400 * mb, 200 * mb, false}, 1, false}, {{100, 51, 400 * mb, 200 * mb, false}, 1, true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		assert_int_equal(tiers_purges(&facts[i].facts, facts[i].written), facts[i].purges);
}

/* ---- a thousand runs of one article each */

struct history {
	uint64_t next;		/* number of the first segment not seen yet */
	uint64_t written;	/* bytes of text in all segments that ever were committed */
	size_t most;		/* segments at once */
};

/* Only what is left of a run can be seen: its own segment is gone when it was joined at once. */
static void look(struct history *history, uint64_t added)
{
	struct manifest manifest = {0};
	bool seen = false;
	assert_int_equal(manifest_read(world.index, &manifest, &world.err), LIM_OK);
	for (size_t i = 0; i < manifest.n; i++) {
		const struct manifest_segment *segment = &manifest.segments[i];
		if (segment->number < history->next)
			continue;
		history->written += segment->all.bytes;
		seen |= segment->all.bytes == added;
	}
	history->written += seen ? 0 : added;
	history->next = manifest.next;
	if (manifest.n > history->most)
		history->most = manifest.n;
	manifest_done(&manifest);
}

static void test_thousand(void **state)
{
	const int n = 1000;
	struct history history = {0};
	uint64_t before = 0;
	char name[32], text[200];
	(void)state;
	for (int i = 0; i < n; i++) {
		snprintf(name, sizeof name, "in/%d.txt", i);
		snprintf(text, sizeof text, "La pluie numéro %d tombe sur la ville %d.\n", i, i % 37);
		put(name, text);
		assert_int_equal(add(name), LIM_OK);
		assert_counts("1 0 0 0 0");
		look(&history, world.summary.bytes);
		before += world.summary.bytes;
	}
	struct lim_index_status status = status_of();
	assert_int_equal(status.articles, n);
	assert_int_equal(status.text_bytes, before);
	assert_true(history.most <= SEGMENTS_MAX);
	assert_true((double)history.written < (double)before * log2(n));
	assert_sound();
	assert_int_equal(count_passages(FIELD_TEXT, "plui"), n);
	assert_int_equal(add("in"), LIM_OK);
	snprintf(text, sizeof text, "0 0 0 %d 0", n);
	assert_counts(text);
}

/* Each article is replaced again and again: what is deleted does not pile up. */
static void test_replaced(void **state)
{
	char text[200];
	(void)state;
	for (int i = 0; i < 200; i++) {
		snprintf(text, sizeof text, "in/%d.txt", i % 10);
		char *name = strdup(text);
		snprintf(text, sizeof text, "La pluie numéro %d.\n", i);
		put(name, text);
		assert_int_equal(add(name), LIM_OK);
		free(name);
		struct lim_index_status status = status_of();
		assert_true(status.segments <= SEGMENTS_MAX);
		assert_true(status.deleted <= status.passages);
	}
	assert_int_equal(status_of().articles, 10);
	assert_sound();
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_world, drop_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal), cmocka_unit_test(test_unequal),
		cmocka_unit_test(test_large_first), cmocka_unit_test(test_few),
		cmocka_unit_test(test_doubling), cmocka_unit_test(test_purges),
		T(test_thousand), T(test_replaced),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
