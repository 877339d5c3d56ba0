/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/sums.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/engine.h"
#include "store/layout.h"

#define SUMS_MAX ((size_t)64 << 10)
#define CHUNK ((size_t)256 << 10)
#define NAME_SIZE 64

static int hash_open_file(int fd, const char *path, uint64_t *hash, struct lim_error *err)
{
	XXH3_state_t *state = XXH3_createState();
	char *chunk = malloc(CHUNK);
	int status = state && chunk ? LIM_OK : error_memory(err);
	if (status == LIM_OK)
		XXH3_64bits_reset(state);
	while (status == LIM_OK) {
		ssize_t n = read(fd, chunk, CHUNK);
		if (n < 0)
			status = error_errno(err, errno, _("cannot read %s"), path);
		if (n <= 0)
			break;
		XXH3_64bits_update(state, chunk, (size_t)n);
	}
	if (status == LIM_OK)
		*hash = XXH3_64bits_digest(state);
	free(chunk);
	XXH3_freeState(state);
	return status;
}

static int hash_file(const char *path, uint64_t *hash, struct lim_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_errno(err, errno, _("cannot open %s"), path);
	int status = hash_open_file(fd, path, hash, err);
	close(fd);
	return status;
}

/* ---- writing */

static int add_line(const char *path, const char *name, struct buf *lines, struct lim_error *err)
{
	struct stat st;
	uint64_t hash;
	if (stat(path, &st) != 0)
		return error_errno(err, errno, _("cannot read %s"), path);
	/* An empty file holds nothing that could be damaged: the engine's locks come and go. */
	if (!S_ISREG(st.st_mode) || st.st_size == 0)
		return LIM_OK;
	int status = hash_file(path, &hash, err);
	if (status == LIM_OK && buf_printf(lines, "%s %" PRIu64 " %016" PRIx64 "\n", name,
			(uint64_t)st.st_size, hash) != LIM_OK)
		return error_memory(err);
	return status;
}

/* Ours end with a sum of their own. */
static bool is_ours(const char *name)
{
	return strcmp(name, SUMS_NAME) == 0 || strcmp(name, ARTICLES_NAME) == 0;
}

static int add_lines(const char *segment_path, struct buf *lines, struct lim_error *err)
{
	int status = LIM_OK;
	DIR *stream = opendir(segment_path);
	if (!stream)
		return error_errno(err, errno, _("cannot read %s"), segment_path);
	for (struct dirent *entry; status == LIM_OK && (entry = readdir(stream));) {
		if (is_ours(entry->d_name) || strlen(entry->d_name) >= NAME_SIZE)
			continue;
		char *path = file_join(segment_path, entry->d_name);
		status = path ? add_line(path, entry->d_name, lines, err) : error_memory(err);
		free(path);
	}
	closedir(stream);
	return status;
}

int sums_write(const char *segment_path, struct lim_error *err)
{
	struct buf lines;
	buf_init(&lines, SUMS_MAX);
	char *path = file_join(segment_path, SUMS_NAME);
	int status = path ? add_lines(segment_path, &lines, err) : error_memory(err);
	if (status == LIM_OK && buf_printf(&lines, "end %016" PRIx64 "\n",
			(uint64_t)XXH3_64bits(lines.ptr, lines.len)) != LIM_OK)
		status = error_memory(err);
	if (status == LIM_OK)
		status = file_replace(path, lines.ptr, lines.len, err);
	free(path);
	buf_done(&lines);
	return status;
}

/* ---- checking */

static int check_file(const char *path, uint64_t size, uint64_t hash, size_t *budget,
	struct lim_error *err)
{
	struct stat st;
	uint64_t found;
	if (stat(path, &st) != 0)
		return errno == ENOENT ? damaged_error(err, path) :
			error_errno(err, errno, _("cannot read %s"), path);
	if ((uint64_t)st.st_size != size)
		return damaged_error(err, path);
	if (size > *budget)
		return LIM_OK;
	if (*budget != SIZE_MAX)
		*budget -= size;
	int status = hash_file(path, &found, err);
	return status == LIM_OK && found != hash ? damaged_error(err, path) : status;
}

static int check_line(const char *segment_path, const char *line, size_t *budget, struct lim_error *err)
{
	char name[NAME_SIZE];
	uint64_t size, hash;
	if (sscanf(line, "%63s %" SCNu64 " %" SCNx64, name, &size, &hash) != 3 || strchr(name, '/'))
		return LIM_E_DAMAGED;
	char *path = file_join(segment_path, name);
	int status = path ? check_file(path, size, hash, budget, err) : error_memory(err);
	free(path);
	return status;
}

/* The length of the lines before the last one, or 0 where that does not sum them up. */
static size_t summed_length(const struct buf *lines)
{
	char end[32];
	const size_t end_len = 4 + 16 + 1;
	if (lines->len <= end_len)
		return 0;
	size_t len = lines->len - end_len;
	snprintf(end, sizeof end, "end %016" PRIx64 "\n", (uint64_t)XXH3_64bits(lines->ptr, len));
	return memcmp(lines->ptr + len, end, end_len) == 0 ? len : 0;
}

static int check_lines(const char *segment_path, const char *path, const struct buf *lines,
	size_t *budget, struct lim_error *err)
{
	size_t len = summed_length(lines);
	if (len == 0 || memchr(lines->ptr, '\0', len))
		return damaged_error(err, path);
	int status = LIM_OK;
	for (const char *line = lines->ptr; status == LIM_OK && line < lines->ptr + len;
	     line = strchr(line, '\n') + 1)
		status = check_line(segment_path, line, budget, err);
	return status;
}

int sums_check(const char *segment_path, size_t *budget, struct lim_error *err)
{
	struct buf lines;
	buf_init(&lines, SUMS_MAX);
	char *path = file_join(segment_path, SUMS_NAME);
	int status = path ? file_read(path, &lines, err) : error_memory(err);
	if (status == LIM_OK)
		status = check_lines(segment_path, path, &lines, budget, err);
	else if (status == LIM_E_NOT_FOUND)
		status = damaged_error(err, path);
	free(path);
	buf_done(&lines);
	return status;
}
