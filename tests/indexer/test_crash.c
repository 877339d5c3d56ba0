/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs that are killed, and runs on a disk that fails, at moments spread over the whole of them. An index goes
 * through hundreds of runs (add, remove, optimize, rebuild, with the merging that comes of them); each is
 * first done on a copy, which counts its moments and shows what it comes to. Then it is stopped at one
 * of these: the index must be sound, and as before or as after; the next run completes and sweeps.
 *
 * LIMIER_SEED=N repeats what was printed as the seed N. One worker, so that the moments are the same.
 */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "indexer/tiers.h"
#include "store/manifest.h"
#include "store/reader.h"
#include "tests/indexer/fault.h"
#include "tests/indexer/helper.h"

/* Xapian's compaction leaves its cursors behind when a disk is full. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libxapian.so";
}

#define FILES 24
#define NAMES 4		/* removed at once, at most */

static uint64_t seed;
static unsigned version;	/* no two texts are alike */

/* SplitMix64 (G. Steele and others, 2014). */
static unsigned chance(unsigned n)
{
	uint64_t z = seed += 0x9e3779b97f4a7c15;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (unsigned)((z ^ z >> 31) % n);
}

/* ---- what the index holds: text and place of all passages, read as a query reads them */

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *line_of(struct reader *reader, struct arena *arena, struct passage_ref ref)
{
	struct store_passage passage;
	struct store_article article;
	char *line = NULL;
	assert_int_equal(reader_passage(reader, ref, arena, &passage, &world.err), LIM_OK);
	assert_int_equal(reader_article(reader, ref, passage.ordinal, arena, &article, &world.err), LIM_OK);
	assert_true(asprintf(&line, "%s#%u %.*s\n", article.id, passage.ordinal, (int)passage.text.len,
		passage.text.ptr) > 0);
	return line;
}

static char *snapshot(void)
{
	const char *dir = world.index;
	struct store_search_options options = {.count = 10000};
	struct store_matches matches;
	struct reader *reader;
	struct arena arena;
	struct buf out;
	arena_init(&arena, (size_t)1 << 30);
	buf_init(&out, (size_t)1 << 30);
	if (reader_open(&dir, 1, 0, &reader, &world.err) != LIM_OK)
		fail_msg("cannot open: %s", world.err.message);
	struct store_query *query = store_query_all();
	assert_int_equal(store_search(reader, query, &options, &matches, &world.err), LIM_OK);
	char **lines = calloc(matches.n + 1, sizeof *lines);
	for (size_t i = 0; i < matches.n; i++)
		lines[i] = line_of(reader, &arena, matches.matches[i].ref);
	qsort(lines, matches.n, sizeof *lines, compare_lines);
	buf_adds(&out, "\n");
	for (size_t i = 0; i < matches.n; i++) {
		buf_adds(&out, lines[i]);
		free(lines[i]);
	}
	free(lines);
	store_matches_done(&matches);
	store_query_free(query);
	reader_close(reader);
	arena_done(&arena);
	return buf_detach(&out);
}

/* ---- what must not be there */

static bool is_in_manifest(const struct manifest *manifest, const char *name)
{
	uint64_t number, generation;
	int end = 0;
	if (strcmp(name, "XAPIANDB") == 0 || strcmp(name, "lock") == 0)
		return true;
	if (sscanf(name, "seg-%" SCNu64 "%n", &number, &end) == 1 && !name[end])
		return manifest_find(manifest, number);
	if (sscanf(name, "dead-%" SCNu64 "-%" SCNu64 "%n", &number, &generation, &end) != 2 || name[end])
		return false;
	const struct manifest_segment *segment = manifest_find(manifest, number);
	return segment && segment->dead_generation == generation;
}

static void assert_swept(void)
{
	struct manifest manifest = {0};
	DIR *stream = opendir(world.index);
	assert_int_equal(manifest_read(world.index, &manifest, &world.err), LIM_OK);
	for (struct dirent *entry; (entry = readdir(stream));)
		if (entry->d_name[0] != '.' && !is_in_manifest(&manifest, entry->d_name))
			fail_msg("%s was not swept", entry->d_name);
	assert_true(manifest.n <= SEGMENTS_MAX);
	closedir(stream);
	manifest_done(&manifest);
}

/* ---- runs */

struct operation {
	enum kind { ADD, REMOVE, OPTIMIZE, REBUILD } kind;
	char names[NAMES][32];
	size_t n;
};

static const char *const verbs[] = {"add", "remove", "optimize", "rebuild"};

static void change_file(void)
{
	char name[32];
	struct buf text;
	unsigned number = chance(FILES), paragraphs = 1 + chance(20);
	snprintf(name, sizeof name, "in/%u/%u.%s", number % 3, number, number % 8 ? "txt" : "jsonl");
	if (chance(6) == 0) {
		unlink(at(name));
		return;
	}
	if (chance(6) == 0 && access(at(name), F_OK) == 0) {
		touch(name);
		return;
	}
	buf_init(&text, (size_t)1 << 20);
	for (unsigned i = 0; i < paragraphs; i++) {
		if (number % 8)
			buf_printf(&text, "La pluie tombe sur le fichier %u, %u.\n\n", number, ++version);
		else
			buf_printf(&text, "{\"id\":\"%u-%u\",\"text\":\"La pluie, ligne %u.\"}\n", number,
				i, ++version);
	}
	put(name, text.ptr);
	buf_done(&text);
}

static struct operation choose(void)
{
	static const enum kind kinds[] = {REMOVE, REMOVE, REMOVE, OPTIMIZE, REBUILD};
	unsigned which = chance(20);
	struct operation op = {.kind = which < 5 ? kinds[which] : ADD};
	unsigned n = chance(10) ? 1 + chance(3) : FILES;
	if (op.kind == REMOVE)
		op.n = 1 + chance(NAMES);
	for (size_t i = 0; i < op.n; i++) {
		unsigned number = chance(FILES);
		snprintf(op.names[i], sizeof op.names[i], "in/%u/%u.txt", number % 3, number);
	}
	while (op.kind == ADD && n-- > 0)
		change_file();
	return op;
}

static int run(const struct operation *op)
{
	const char *names[NAMES];
	for (size_t i = 0; i < op->n; i++)
		names[i] = at(op->names[i]);
	world.err = (struct lim_error){0};
	switch (op->kind) {
	case ADD:
		return add("in");
	case REMOVE:
		return lim_index_remove(world.index, names, op->n, &world.options, NULL, &world.err);
	case OPTIMIZE:
		return lim_index_optimize(world.index, &world.options, &world.err);
	case REBUILD:
		return lim_index_rebuild(world.index, &world.options, NULL, &world.err);
	}
	return LIM_E_INTERNAL;
}

static void assert_runs(const struct operation *op)
{
	int status = run(op);
	if (status < 0)
		fail_msg("%s: %s", verbs[op->kind], world.err.message);
}

/* ---- one trial */

struct trial {
	struct operation op;
	char *before, *after;	/* snapshots */
	unsigned calls;		/* that the run makes */
	unsigned moment;
};

/* Does it on a copy of the index first. */
static void rehearse(struct trial *trial)
{
	char command[256], index[sizeof world.index];
	strcpy(index, world.index);
	trial->op = choose();
	trial->before = snapshot();
	snprintf(world.index, sizeof world.index, "%s/copy", world.root);
	snprintf(command, sizeof command, "cp -a '%s' '%s'", index, world.index);
	assert_int_equal(system(command), 0);
	fault_set(FAULT_NONE, 0);
	assert_runs(&trial->op);
	trial->calls = fault_calls();
	trial->after = snapshot();
	assert_int_equal(file_remove(world.index, NULL), LIM_OK);
	strcpy(world.index, index);
	trial->moment = 1 + chance(trial->calls);
}

static void say(const struct trial *trial, const char *what)
{
	fail_msg("%s at call %u of %u of %s: %s", what, trial->moment, trial->calls,
		verbs[trial->op.kind], world.err.message);
}

/* Sound, and as before or as after; the next run completes and sweeps. Returns whether it was as after,
 * and not as before. */
static bool judge(struct trial *trial, bool completed)
{
	char *now = snapshot();
	bool old = strcmp(now, trial->before) == 0, new = strcmp(now, trial->after) == 0;
	free(now);
	if (!new && (completed || !old))
		say(trial, completed ? "not as after" : "neither as before nor as after");
	if (lim_index_check(world.index, &world.options, &world.err) != LIM_OK)
		say(trial, world.problems.ptr);
	assert_runs(&trial->op);
	now = snapshot();
	if (strcmp(now, trial->after) != 0)
		say(trial, "the next run did not complete");
	free(now);
	assert_swept();
	assert_sound();
	return !old;
}

static void trial_done(struct trial *trial)
{
	free(trial->before);
	free(trial->after);
}

/* In a process of its own. True: it was killed, as it should be. */
static bool run_and_die(const struct trial *trial)
{
	int outcome;
	pid_t child = fork();
	if (child == 0) {
		fault_set(FAULT_KILL, trial->moment);
		_exit(run(&trial->op) < 0);
	}
	assert_int_equal(waitpid(child, &outcome, 0), child);
	assert_true(WIFSIGNALED(outcome) || WEXITSTATUS(outcome) == 0);
	return WIFSIGNALED(outcome);
}

static void kill_often(unsigned n)
{
	unsigned late = 0, runs[4] = {0};
	for (unsigned i = 0; i < n; i++) {
		struct trial trial = {0};
		rehearse(&trial);
		assert_true(run_and_die(&trial));
		runs[trial.op.kind]++;
		late += judge(&trial, false);
		trial_done(&trial);
	}
	print_message("killed: %u add, %u remove, %u optimize, %u rebuild; %u after the commit\n", runs[ADD],
		runs[REMOVE], runs[OPTIMIZE], runs[REBUILD], late);
	assert_true(late > n / 20 && late < n);
}

static void fail_often(unsigned n, enum fault fault, const char *reason)
{
	unsigned failed = 0;
	for (unsigned i = 0; i < n; i++) {
		struct trial trial = {0};
		rehearse(&trial);
		fault_set(fault, trial.moment);
		int status = run(&trial.op);
		fault_set(FAULT_NONE, 0);
		failed += status < 0;
		if (status < 0 && !strstr(world.err.message, reason))
			say(&trial, "no clear error");
		judge(&trial, status >= 0);
		trial_done(&trial);
	}
	print_message("%u of %u runs failed\n", failed, n);
	assert_true(failed > n / 4);
}

static void test_killed(void **state)
{
	(void)state;
	kill_often(120);
}

static void test_killed_api(void **state)
{
	(void)state;
	fault_use_api_writer(true);
	kill_often(100);
}

static void test_io_error(void **state)
{
	(void)state;
	fail_often(80, FAULT_IO, strerror(EIO));
}

static void test_full_disk(void **state)
{
	(void)state;
	fail_often(80, FAULT_FULL, strerror(ENOSPC));
}

static void test_full_disk_api(void **state)
{
	(void)state;
	fault_use_api_writer(true);
	fail_often(40, FAULT_FULL, strerror(ENOSPC));
}

static int begin(void **state)
{
	fault_set(FAULT_NONE, 0);
	fault_use_api_writer(false);
	if (make_world(state) != 0)
		return -1;
	for (unsigned i = 0; i < 2 * FILES; i++)
		change_file();
	return add("in") < 0 ? -1 : 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, drop_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_killed), T(test_killed_api), T(test_io_error), T(test_full_disk),
		T(test_full_disk_api),
	};
	const char *given = getenv("LIMIER_SEED");
	seed = given ? strtoull(given, NULL, 10) : 1;
	print_message("LIMIER_SEED=%" PRIu64 "\n", seed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
