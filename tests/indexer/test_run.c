/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers, dry runs, runs that are stopped or fail. */
#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tests/indexer/helper.h"

#define N_FILES 1500

/* Enough for several workers: text files, and some of JSON lines among them, with ids that come twice. */
static void put_many(void)
{
	char name[64], text[4096];
	for (int i = 0; i < N_FILES; i++) {
		size_t len = 0;
		snprintf(name, sizeof name, "in/%d/%04d.txt", i % 7, i);
		while (len < sizeof text - 100)
			len += (size_t)snprintf(text + len, sizeof text - len,
				"La phrase %zu du fichier %d parle du temps.\n%s", len, i,
				len % 3 ? "" : "\n");
		put(name, text);
	}
	for (int i = 0; i < 12; i++) {
		struct buf lines;
		buf_init(&lines, 1 << 24);
		snprintf(name, sizeof name, "in/%d/%04d.jsonl", i % 7, i * 100);
		for (int k = 0; k < 200; k++)
			buf_printf(&lines, "{\"id\":\"%d\",\"text\":\"La ligne %d du fichier %d.\"}\n",
				i * 150 + k, k, i);
		put(name, lines.ptr);
		buf_done(&lines);
	}
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The problems of the last run, sorted: their order is not promised. */
static char *sorted_problems(void)
{
	struct buf out;
	char *lines[2000], *rest = world.problems.ptr;
	size_t n = 0;
	buf_init(&out, 1 << 24);
	for (char *line; (line = strsep(&rest, "\n")) && n < 2000;)
		lines[n++] = line;
	qsort(lines, n, sizeof *lines, compare_lines);
	for (size_t i = 0; i < n; i++)
		buf_printf(&out, "%s\n", lines[i]);
	return buf_detach(&out);
}

static void test_jobs(void **state)
{
	char *problems[2], *dumps[2], summary[128];
	(void)state;
	put_many();
	for (int i = 0; i < 2; i++) {
		world.options.jobs = i == 0 ? 1 : 4;
		assert_int_equal(add("in"), LIM_SKIPPED);
		if (i == 0)
			snprintf(summary, sizeof summary, "%s", counts());
		assert_counts(summary);
		assert_int_equal(status_of().segments, 1);
		dumps[i] = dump();
		problems[i] = sorted_problems();
		assert_sound();
		file_remove(world.index, NULL);
	}
	assert_string_equal(dumps[0], dumps[1]);
	assert_string_equal(problems[0], problems[1]);
	for (int i = 0; i < 2; i++) {
		free(dumps[i]);
		free(problems[i]);
	}
}

/* With few files there is one segment, whatever the jobs. */
static void test_small(void **state)
{
	(void)state;
	world.options.jobs = 8;
	put("in/a.txt", "La pluie.\n");
	put("in/b.txt", "Le vent.\n");
	assert_int_equal(add("in"), LIM_OK);
	assert_int_equal(status_of().segments, 1);
}

/* There are no more workers than the memory allows. */
static void test_little_memory(void **state)
{
	(void)state;
	put_many();
	world.options.jobs = 8;
	world.options.memory = 1;
	assert_int_equal(add("in"), LIM_SKIPPED);
	assert_int_equal(status_of().segments, 1);
}

/* Small additions do not make many segments. */
static void test_many_runs(void **state)
{
	char name[32];
	(void)state;
	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "in/%d.txt", i);
		put(name, "La pluie.\n");
		assert_int_equal(add("in"), LIM_OK);
		assert_true(status_of().segments <= 8);
	}
	assert_int_equal(status_of().articles, 30);
	assert_sound();
}

/* Names, sizes and times of everything below the index. */
static void list_dir(const char *path, struct buf *out)
{
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		struct stat st;
		char *full = file_join(path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' && lstat(full, &st) == 0) {
			buf_printf(out, "%s %jd\n", full, (intmax_t)st.st_size);
			if (S_ISDIR(st.st_mode))
				list_dir(full, out);
		}
		free(full);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static char *list_index(void)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	buf_adds(&out, "index\n");
	list_dir(world.index, &out);
	return buf_detach(&out);
}

static void test_dry_run(void **state)
{
	(void)state;
	put("in/a.txt", "La pluie.\n");
	put("in/b.txt", "Le vent.\n");
	put("in/c.jsonl", "{\"id\":\"x\",\"text\":\"La neige.\"}\n");
	world.options.dry_run = true;
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("3 0 0 0 0");
	assert_int_equal(access(world.index, F_OK), -1);
	world.options.dry_run = false;
	add("in");
	put("in/a.txt", "Plus de pluie.\n");
	put("in/d.txt", "La lune.\n");
	unlink(at("in/b.txt"));
	char *before = list_index(), *all = dump();
	world.options.dry_run = true;
	assert_int_equal(add("in"), LIM_OK);
	assert_counts("1 1 1 1 0");
	assert_int_equal(world.summary.passages, 2);
	assert_int_equal(remove_one("x"), LIM_OK);
	assert_counts("0 0 1 0 0");
	char *after = list_index(), *all_after = dump();
	assert_string_equal(before, after);
	assert_string_equal(all, all_after);
	free(before);
	free(after);
	free(all);
	free(all_after);
	assert_int_equal(remove_one("x"), LIM_OK);
}

/* ---- stopping */

struct brake {
	enum lim_stage stage;
	uint64_t calls;	/* of that stage before it stops */
	uint64_t done;	/* seen last */
};

static struct brake brake;

static int stop(void *ctx, const struct lim_progress *progress)
{
	(void)ctx;
	if (progress->stage != brake.stage)
		return 0;
	brake.done = progress->done;
	return brake.calls-- == 0;
}

static void test_stop(void **state)
{
	(void)state;
	put("in/z.txt", "Avant tout.\n");
	add("in");
	char *before = list_index();
	put_many();
	world.options.progress = stop;
	world.options.jobs = 3;
	const struct brake brakes[] = {{LIM_STAGE_SCAN, 0, 0}, {LIM_STAGE_SCAN, 100, 0},
		{LIM_STAGE_READ, 0, 0}, {LIM_STAGE_READ, 700, 0}, {LIM_STAGE_READ, 1400, 0},
		{LIM_STAGE_WRITE, 0, 0}};
	for (size_t i = 0; i < sizeof brakes / sizeof *brakes; i++) {
		brake = brakes[i];
		assert_int_equal(add("in"), LIM_E_STOPPED);
		assert_counts("0 0 0 0 0");
		char *after = list_index();
		assert_string_equal(before, after);
		free(after);
	}
	free(before);
	world.options.progress = NULL;
	assert_sound();
	assert_string_equal(ids(), "in/z.txt");
}

static void test_progress(void **state)
{
	(void)state;
	put("in/a.txt", "La pluie.\n");
	put("in/b.txt", "Le vent.\n");
	world.options.progress = stop;
	brake = (struct brake){LIM_STAGE_READ, 1000, 0};
	assert_int_equal(add("in"), LIM_OK);
	assert_int_equal(brake.done, 2);
}

/* ---- failures */

/* In a process of its own: no file may grow beyond a limit, as if the disk were full. */
static void test_full_disk(void **state)
{
	(void)state;
	put("in/z.txt", "Avant tout.\n");
	add("in");
	char *before = list_index();
	put_many();
	pid_t child = fork();
	if (child == 0) {
		free(before);
		struct rlimit limit = {200000, 200000};
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		world.options.jobs = 2;
		_exit(add("in") == LIM_E_IO && world.err.message[0] ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	char *after = list_index();
	assert_string_equal(before, after);
	free(before);
	free(after);
	assert_sound();
}

static void test_arguments(void **state)
{
	(void)state;
	assert_int_equal(lim_index_add(NULL, NULL, 0, NULL, NULL, NULL), LIM_E_ARGUMENT);
	assert_int_equal(lim_index_add(world.index, NULL, 1, NULL, NULL, NULL), LIM_E_ARGUMENT);
	assert_int_equal(lim_index_add_articles(world.index, NULL, NULL, NULL, NULL, NULL),
		LIM_E_ARGUMENT);
	assert_int_equal(lim_index_remove("", NULL, 0, NULL, NULL, NULL), LIM_E_ARGUMENT);
	assert_int_equal(lim_index_status(world.index, NULL, NULL), LIM_E_ARGUMENT);
	assert_int_equal(lim_index_check(NULL, NULL, NULL), LIM_E_ARGUMENT);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_world, drop_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_jobs), T(test_small), T(test_little_memory), T(test_many_runs),
		T(test_dry_run), T(test_stop), T(test_progress), T(test_full_disk),
		T(test_arguments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
