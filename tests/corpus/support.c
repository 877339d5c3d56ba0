/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/corpus/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "base/utf8.h"

char support_dir[64];
struct lim_error support_error;

int support_make_dir(void **state)
{
	(void)state;
	strcpy(support_dir, "/tmp/limier-corpus-XXXXXX");
	return mkdtemp(support_dir) ? 0 : -1;
}

int support_remove_dir(void **state)
{
	(void)state;
	return file_remove(support_dir, NULL);
}

const char *support_path(const char *name)
{
	static char paths[4][512];
	static unsigned turn;
	char *path = paths[turn++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", support_dir, name);
	return path;
}

const char *support_data(const char *name)
{
	static char path[1024];
	snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
	return path;
}

const char *support_write(const char *name, const void *ptr, size_t len)
{
	const char *path = support_path(name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(ptr, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
	return path;
}

const char *support_write_gzip(const char *name, const void *ptr, size_t len)
{
	const char *path = support_path(name);
	gzFile file = gzopen(path, "wb6");
	assert_non_null(file);
	assert_int_equal(gzwrite(file, ptr, (unsigned)len), len);
	assert_int_equal(gzclose(file), Z_OK);
	return path;
}

int support_read(const char *path, enum lim_format format, size_t max, struct document *doc)
{
	struct source *source;
	size_t line;
	support_error = (struct lim_error){0};
	int status = source_open(path, format, max, &source, &support_error);
	if (status != LIM_OK) {
		assert_null(source);
		return status;
	}
	status = source_next(source, doc, &line, &support_error);
	if (status == LIM_OK)
		support_check(doc);
	if (!source_is_many(source)) {
		assert_int_equal(doc->hash, source_hash(source));
		struct document rest;
		document_init(&rest, 100);
		assert_int_equal(source_next(source, &rest, &line, NULL), LIM_DONE);
		document_done(&rest);
	}
	source_close(source);
	return status;
}

bool support_drop_root(void)
{
	assert_int_equal(chmod(support_dir, 0755), 0);
	return geteuid() != 0 || seteuid(65534) == 0;
}

void support_regain_root(void)
{
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
}

void support_check(const struct document *doc)
{
	size_t pos = 0;
	assert_int_equal(utf8_valid(doc->text.ptr, doc->text.len), doc->text.len);
	assert_null(memchr(doc->text.ptr, '\0', doc->text.len));
	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct block *block = &doc->blocks[i];
		const char *ptr = doc->text.ptr + block->start;
		assert_true(block->len > 0);
		assert_true(block->start + block->len <= doc->text.len);
		assert_true(i == 0 || block->start > pos);
		assert_true(i == 0 || memchr(doc->text.ptr + pos, '\n', block->start - pos));
		assert_int_equal(document_blank(ptr, block->len), 0);
		assert_int_equal(document_blank_before(ptr, block->len), 0);
		pos = block->start + block->len;
	}
}

/* Adds text with its line ends made visible. */
static void add_visible(struct buf *buf, const char *ptr, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (ptr[i] == '\n')
			buf_adds(buf, "\\n");
		else
			buf_addc(buf, ptr[i]);
	}
}

static void add_block(struct buf *buf, const struct document *doc, size_t i)
{
	const struct block *block = &doc->blocks[i];
	buf_printf(buf, "%c%zu ", block->kind == BLOCK_HEADING ? 'H' : 'P', block->line);
	add_visible(buf, doc->text.ptr + block->start, block->len);
}

const char *support_block(const struct document *doc, size_t i)
{
	static char text[4096];
	struct buf buf;
	assert_true(i < doc->n_blocks);
	buf_init(&buf, sizeof text - 1);
	add_block(&buf, doc, i);
	assert_int_equal(buf.status, LIM_OK);
	memcpy(text, buf.ptr, buf.len + 1);
	buf_done(&buf);
	return text;
}

static void resolve(char *text)
{
	char *to = text;
	for (const char *from = text; *from; from++) {
		bool escape = from[0] == '\\' && (from[1] == 'n' || from[1] == 't');
		*to++ = !escape ? *from : from[1] == 'n' ? '\n' : '\t';
		from += escape;
	}
	*to = '\0';
}

void support_table(const char *name, size_t n_fields, void (*check)(char *const *fields))
{
	char path[128], *line = NULL, *fields[8];
	size_t cap = 0, checked = 0;
	snprintf(path, sizeof path, "corpus-tables/%s", name);
	FILE *file = fopen(support_data(path), "r");
	assert_non_null(file);
	assert_true(n_fields <= 8);
	while (getline(&line, &cap, file) > 0) {
		char *rest = line;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		for (size_t i = 0; i < n_fields; i++) {
			fields[i] = strsep(&rest, "\t");
			assert_non_null(fields[i]);
			resolve(fields[i]);
		}
		check(fields);
		checked++;
	}
	assert_true(checked > 0);
	free(line);
	fclose(file);
}

static void add_fact(struct buf *buf, const char *name, const char *fact)
{
	if (fact)
		buf_printf(buf, "%s: %s\n", name, fact);
}

void support_golden(const char *name, const struct document *doc)
{
	struct buf found, expected;
	char path[128];
	snprintf(path, sizeof path, "corpus-samples/%s.expect", name);
	buf_init(&found, 1 << 20);
	buf_init(&expected, 1 << 20);
	add_fact(&found, "type", doc->type);
	add_fact(&found, "title", doc->title);
	add_fact(&found, "author", doc->author);
	add_fact(&found, "date", doc->date);
	add_fact(&found, "url", doc->url);
	for (size_t i = 0; i < doc->n_blocks; i++) {
		add_block(&found, doc, i);
		buf_addc(&found, '\n');
	}
	if (getenv("UPDATE"))
		assert_int_equal(
			file_replace(support_data(path), found.ptr, found.len, NULL), LIM_OK);
	assert_int_equal(file_read(support_data(path), &expected, NULL), LIM_OK);
	assert_string_equal(found.ptr, expected.ptr);
	buf_done(&found);
	buf_done(&expected);
}
