/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/manifest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/engine.h"
#include "store/layout.h"

#define MANIFEST_MAX ((size_t)64 << 20)
#define END_LINE "# limier end "
#define END_LEN (sizeof END_LINE - 1 + 16 + 1)

void tally_add(struct tally *to, const struct tally *from)
{
	to->passages += from->passages;
	to->articles += from->articles;
	to->bytes += from->bytes;
}

void manifest_done(struct manifest *manifest)
{
	free(manifest->segments);
	*manifest = (struct manifest){0};
}

int manifest_copy(const struct manifest *from, struct manifest *to, struct lim_error *err)
{
	struct manifest copy = *from;
	copy.segments = NULL;
	copy.n = 0;
	for (size_t i = 0; i < from->n; i++) {
		if (manifest_add(&copy, &from->segments[i], err) != LIM_OK) {
			manifest_done(&copy);
			return LIM_E_MEMORY;
		}
	}
	*to = copy;
	return LIM_OK;
}

int manifest_add(struct manifest *manifest, const struct manifest_segment *segment,
	struct lim_error *err)
{
	/* The capacity is the power of two at or above n. */
	if ((manifest->n & (manifest->n - 1)) == 0) {
		size_t cap = manifest->n ? 2 * manifest->n : 1;
		struct manifest_segment *grown = realloc(manifest->segments, cap * sizeof *grown);
		if (!grown)
			return error_memory(err);
		manifest->segments = grown;
	}
	manifest->segments[manifest->n++] = *segment;
	return LIM_OK;
}

const struct manifest_segment *manifest_find(const struct manifest *manifest, uint64_t number)
{
	for (size_t i = 0; i < manifest->n; i++)
		if (manifest->segments[i].number == number)
			return &manifest->segments[i];
	return NULL;
}

static void print_end(char out[END_LEN + 1], const char *text, size_t len)
{
	snprintf(out, END_LEN + 1, END_LINE "%016" PRIx64 "\n", (uint64_t)XXH3_64bits(text, len));
}

static bool end_is_right(const char *text, size_t len)
{
	char end[END_LEN + 1];
	if (len < END_LEN)
		return false;
	print_end(end, text, len - END_LEN);
	return memcmp(text + len - END_LEN, end, END_LEN) == 0;
}

static bool tally_fits(const struct tally *dead, const struct tally *all)
{
	return dead->passages <= all->passages && dead->articles <= all->articles &&
		dead->bytes <= all->bytes;
}

/* A "segment" line and the "auto" line that has to follow it; the segment is left in *segment. */
static bool parse_segment(const char *line, struct manifest_segment *segment)
{
	struct manifest_segment s = {0};
	uint64_t named;
	int end = 0;
	int n = sscanf(line, "# limier segment %" SCNu64 " passages %" SCNu32 " articles %" SCNu32
		" bytes %" SCNu64 " dead %" SCNu64 " passages %" SCNu32 " articles %" SCNu32
		" bytes %" SCNu64 " packed %u\nauto " SEGMENT_PREFIX "%" SCNu64 "%n",
		&s.number, &s.all.passages, &s.all.articles, &s.all.bytes, &s.dead_generation,
		&s.dead.passages, &s.dead.articles, &s.dead.bytes, &s.packed, &named, &end);
	if (n != 10 || s.packed > 1 || line[end] != '\n' || named != s.number || !tally_fits(&s.dead, &s.all))
		return false;
	*segment = s;
	return true;
}

static bool starts_with(const char *line, const char *prefix)
{
	return strncmp(line, prefix, strlen(prefix)) == 0;
}

static int parse_line(const char *line, const char *path, struct manifest *manifest,
	struct lim_error *err)
{
	struct manifest_segment segment;
	if (sscanf(line, "# limier analysis %u", &manifest->analysis) == 1 ||
	    sscanf(line, "# limier generation %" SCNu64, &manifest->generation) == 1 ||
	    sscanf(line, "# limier next %" SCNu64, &manifest->next) == 1 ||
	    sscanf(line, "# limier by %31s", manifest->by) == 1)
		return LIM_OK;
	if (starts_with(line, "# limier segment ")) {
		if (!parse_segment(line, &segment) || segment.number >= manifest->next)
			return damaged_error(err, path);
		return manifest_add(manifest, &segment, err);
	}
	return line[0] == '#' || starts_with(line, "auto ") ? LIM_OK : damaged_error(err, path);
}

static int parse_lines(const char *text, const char *path, struct manifest *manifest,
	struct lim_error *err)
{
	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		int status = parse_line(line, path, manifest, err);
		if (status != LIM_OK)
			return status;
	}
	return LIM_OK;
}

/* First of all: what comes after it may be laid out in another way. */
static int parse_format(const char *text, const char *path, unsigned *format, struct lim_error *err)
{
	if (sscanf(text, "# limier format %u\n", format) != 1)
		return damaged_error(err, path);
	if (*format > FORMAT_VERSION)
		return error_set(err, LIM_E_VERSION, _("%s has format %u, newer than this Limier "
			"knows (%d): upgrade Limier"), path, *format, FORMAT_VERSION);
	return LIM_OK;
}

int manifest_parse(const char *text, size_t len, const char *path, struct manifest *manifest,
	struct lim_error *err)
{
	struct manifest found = {0};
	/* A copy, because scanning needs a NUL. */
	char *copy = strndup(text, len);
	if (!copy)
		return error_memory(err);
	int status = parse_format(copy, path, &found.format, err);
	if (status == LIM_OK && (strlen(copy) != len || !end_is_right(text, len)))
		status = damaged_error(err, path);
	if (status == LIM_OK)
		status = parse_lines(copy, path, &found, err);
	free(copy);
	if (status == LIM_OK)
		*manifest = found;
	else
		manifest_done(&found);
	return status;
}

int manifest_check_analysis(const struct manifest *manifest, const char *dir, unsigned analysis,
	struct lim_error *err)
{
	if (manifest->n == 0 || manifest->analysis == analysis)
		return LIM_OK;
	return error_set(err, LIM_E_VERSION, _("the index %s was made with version %u of the analysis, "
		"this Limier has version %u: run limier-index -d %s rebuild"), dir, manifest->analysis,
		analysis, dir);
}

static int print_segment(const struct manifest_segment *s, struct buf *buf)
{
	buf_printf(buf, "# limier segment %" PRIu64 " passages %" PRIu32 " articles %" PRIu32
		" bytes %" PRIu64, s->number, s->all.passages, s->all.articles, s->all.bytes);
	buf_printf(buf, " dead %" PRIu64 " passages %" PRIu32 " articles %" PRIu32 " bytes %" PRIu64
		" packed %u\n", s->dead_generation, s->dead.passages, s->dead.articles, s->dead.bytes,
		s->packed);
	return buf_printf(buf, "auto " SEGMENT_PREFIX "%" PRIu64 "\n", s->number);
}

int manifest_print(const struct manifest *manifest, struct buf *buf)
{
	char end[END_LEN + 1];
	buf_printf(buf, "# limier format %d\n# limier analysis %u\n# limier generation %" PRIu64 "\n",
		FORMAT_VERSION, manifest->analysis, manifest->generation);
	buf_printf(buf, "# limier next %" PRIu64 "\n# limier by %s\n", manifest->next, LIM_VERSION);
	for (size_t i = 0; i < manifest->n; i++)
		print_segment(&manifest->segments[i], buf);
	if (buf->status != LIM_OK)
		return buf->status;
	print_end(end, buf->ptr, buf->len);
	return buf_adds(buf, end);
}

int manifest_read(const char *dir, struct manifest *manifest, struct lim_error *err)
{
	struct buf text;
	buf_init(&text, MANIFEST_MAX);
	char *path = file_join(dir, MANIFEST_NAME);
	int status = path ? file_read(path, &text, err) : error_memory(err);
	if (status == LIM_E_NOT_FOUND)
		error_set(err, status, _("there is no index in %s: make one with "
			"limier-index -d %s add FOLDER"), dir, dir);
	if (status == LIM_OK)
		status = manifest_parse(text.ptr, text.len, path, manifest, err);
	free(path);
	buf_done(&text);
	return status;
}

int manifest_write(const char *dir, const struct manifest *manifest, struct lim_error *err)
{
	struct buf text;
	buf_init(&text, MANIFEST_MAX);
	char *path = file_join(dir, MANIFEST_NAME);
	int status = LIM_OK;
	if (!path || manifest_print(manifest, &text) != LIM_OK)
		status = error_memory(err);
	else
		status = file_replace(path, text.ptr, text.len, err);
	free(path);
	buf_done(&text);
	return status;
}

char *manifest_segment_path(const char *dir, uint64_t number)
{
	char name[48];
	snprintf(name, sizeof name, SEGMENT_PREFIX "%" PRIu64, number);
	return file_join(dir, name);
}

char *manifest_dead_path(const char *dir, uint64_t number, uint64_t generation)
{
	char name[64];
	snprintf(name, sizeof name, DEAD_PREFIX "%" PRIu64 "-%" PRIu64, number, generation);
	return file_join(dir, name);
}
