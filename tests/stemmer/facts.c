/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/stemmer/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

#define COLUMN_MAX 4096

static unsigned hex(const char **pos, int digits)
{
	unsigned value = 0;
	for (int i = 0; i < digits; i++) {
		char digit[2] = {*(*pos)++, 0};
		value = value * 16 + (unsigned)strtoul(digit, NULL, 16);
	}
	return value;
}

static void unescape(const char *text, size_t len, struct buf *buf)
{
	char bytes[4];
	for (const char *pos = text, *end = text + len; pos < end;) {
		if (*pos != '\\') {
			buf_addc(buf, *pos++);
			continue;
		}
		char kind = pos[1];
		pos += 2;
		switch (kind) {
		case 'n': buf_addc(buf, '\n'); break;
		case 't': buf_addc(buf, '\t'); break;
		case 'r': buf_addc(buf, '\r'); break;
		case 'x': buf_addc(buf, (char)hex(&pos, 2)); break;
		case 'u': buf_add(buf, bytes, utf8_put(bytes, (int32_t)hex(&pos, 4))); break;
		default: buf_addc(buf, kind);
		}
	}
}

static void parse(struct fact *fact, char *line)
{
	fact->count = 0;
	for (char *column = strtok(line, "\t\n"); column; column = strtok(NULL, "\t\n")) {
		if (fact->count == FACT_COLUMNS)
			fail_msg("%s:%u: too many columns", fact->file, fact->line);
		struct buf *buf = &fact->column[fact->count++];
		buf_reset(buf);
		if (strcmp(column, " ") != 0)
			unescape(column, strlen(column), buf);
	}
}

void facts_check(const char *name, size_t columns, size_t at_least,
	bool (*check)(struct fact *fact))
{
	char path[1024], line[COLUMN_MAX];
	struct fact fact = {.file = path};
	size_t facts = 0, wrong = 0;
	snprintf(path, sizeof path, "%s/%s.tsv", TEST_DATA, name);
	FILE *file = fopen(path, "r");
	if (!file)
		fail_msg("%s: cannot be read", path);
	for (size_t i = 0; i < FACT_COLUMNS; i++)
		buf_init(&fact.column[i], COLUMN_MAX);
	while (fgets(line, sizeof line, file)) {
		fact.line++;
		if (strncmp(line, "# ", 2) == 0 || *line == '\n')
			continue;
		parse(&fact, line);
		if (fact.count != columns)
			fail_msg("%s:%u: %zu columns, not %zu", path, fact.line, fact.count,
				columns);
		facts++;
		wrong += !check(&fact);
	}
	fclose(file);
	for (size_t i = 0; i < FACT_COLUMNS; i++)
		buf_done(&fact.column[i]);
	if (wrong > 0)
		fail_msg("%s: %zu of %zu facts are not so", path, wrong, facts);
	if (facts < at_least)
		fail_msg("%s: only %zu facts", path, facts);
}

bool fact_equals(const struct fact *fact, const struct buf *expected, const struct buf *got)
{
	if (got->len == expected->len && memcmp(got->ptr, expected->ptr, got->len) == 0)
		return true;
	print_error("%s:%u: %s (%s)\n  expected: [%s]\n  got:      [%s]\n", fact->file, fact->line,
		fact->column[0].ptr, fact->column[fact->count - 1].ptr, expected->ptr, got->ptr);
	return false;
}
