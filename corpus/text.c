/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plain text. The extracted text is the decoded file itself: where that is UTF-8 without byte order
 * mark and carriage returns, offsets of the text are offsets of the file.
 */
#include "corpus/text.h"

#include <string.h>

#include "corpus/reader.h"

/* Bytes. Hard-wrapped lines are shorter than WRAPPED_MAX; titles and headings are short. */
#define WRAPPED_MAX 160
#define TITLE_MAX 150
#define HEADING_MAX 110

struct line {
	size_t start, len;	/* without the line end and blanks at either end */
	size_t number;
};

struct scan {
	struct document *doc;
	size_t pos, number;	/* of the next line */
};

static bool next_line(struct scan *scan, struct line *line)
{
	const struct buf *text = &scan->doc->text;
	if (scan->pos >= text->len)
		return false;
	const char *start = text->ptr + scan->pos;
	const char *end = memchr(start, '\n', text->len - scan->pos);
	size_t len = end ? (size_t)(end - start) : text->len - scan->pos, n;
	*line = (struct line){.start = scan->pos, .len = len, .number = scan->number++};
	scan->pos += len + 1;
	while ((n = document_blank(text->ptr + line->start, line->len)) > 0) {
		line->start += n;
		line->len -= n;
	}
	while ((n = document_blank_before(text->ptr + line->start, line->len)) > 0)
		line->len -= n;
	return true;
}

/* Lines without an empty one between them, and what to know of them. */
struct group {
	struct line first;
	size_t lines, end, longest;
	size_t ended;		/* lines that end like sentences */
	size_t second;		/* bytes of the second line */
};

static bool ends_with(const char *ptr, size_t len, const char *end)
{
	size_t n = strlen(end);
	return len >= n && memcmp(ptr + len - n, end, n) == 0;
}

static bool is_sentence_end(const char *ptr, size_t len)
{
	static const char *const ends[] = {".", "!", "?", ":", ";", "\xe2\x80\xa6", "\xc2\xbb",
		"\"", "\xe2\x80\x9d", ")"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (ends_with(ptr, len, ends[i]))
			return true;
	return false;
}

static bool next_group(struct scan *scan, struct group *group)
{
	struct line line;
	const char *text = scan->doc->text.ptr;
	*group = (struct group){0};
	while (next_line(scan, &line)) {
		if (line.len == 0) {
			if (group->lines > 0)
				return true;
			continue;
		}
		if (group->lines++ == 0)
			group->first = line;
		else if (group->lines == 2)
			group->second = line.len;
		group->end = line.start + line.len;
		group->longest = line.len > group->longest ? line.len : group->longest;
		group->ended += is_sentence_end(text + line.start, line.len);
	}
	return group->lines > 0;
}

enum letter_case { NO_LETTER, LOWER, UPPER };

/* Of a Latin letter up to U+017F; others have no case here. */
static enum letter_case find_case(const char *ptr, size_t len)
{
	unsigned char a = (unsigned char)ptr[0], b = len > 1 ? (unsigned char)ptr[1] : 0;
	if (a < 0x80)
		return a >= 'a' && a <= 'z' ? LOWER : a >= 'A' && a <= 'Z' ? UPPER : NO_LETTER;
	if (a == 0xc3)
		return b == 0x97 || b == 0xb7 ? NO_LETTER : b >= 0x9f ? LOWER : UPPER;
	if (a == 0xc5 && (b == 0x92 || b == 0xb8))
		return UPPER;
	return a == 0xc5 && b == 0x93 ? LOWER : NO_LETTER;
}

struct looks {
	size_t upper, lower;	/* letters */
	enum letter_case first;
};

static struct looks look_at(const char *ptr, size_t len)
{
	struct looks looks = {0};
	for (size_t i = 0; i < len; i++) {
		enum letter_case c = find_case(ptr + i, len - i);
		looks.upper += c == UPPER;
		looks.lower += c == LOWER;
		if (looks.first == NO_LETTER)
			looks.first = c;
	}
	return looks;
}

static bool is_capitals(const char *ptr, size_t len)
{
	struct looks looks = look_at(ptr, len);
	return looks.upper >= 3 && looks.lower == 0;
}

/* One short line that is no sentence and no item of a list. */
static bool reads_like_title(const char *ptr, size_t len, size_t max)
{
	static const char *const no_end[] = {".", ",", ";", ":", "\xe2\x80\xa6"};
	static const char *const no_start[] = {"-", "*",
		"\xe2\x80\x94", "\xe2\x80\x93", "\xe2\x80\xa2", "\""};
	if (len > max)
		return false;
	for (size_t i = 0; i < sizeof no_end / sizeof *no_end; i++)
		if (ends_with(ptr, len, no_end[i]))
			return false;
	for (size_t i = 0; i < sizeof no_start / sizeof *no_start; i++)
		if (strncmp(ptr, no_start[i], strlen(no_start[i])) == 0)
			return false;
	struct looks looks = look_at(ptr, len);
	return looks.first == UPPER && looks.upper + looks.lower >= 2;
}

static bool is_heading(const char *text, const struct group *group, const struct group *next)
{
	const char *ptr = text + group->first.start;
	size_t len = group->first.len;
	if (group->lines > 1 || next->lines == 0 || !reads_like_title(ptr, len, HEADING_MAX))
		return false;
	/* A question or an exclamation may as well be somebody's words. */
	if (is_capitals(ptr, len))
		return true;
	return !is_sentence_end(ptr, len) && next->end - next->first.start >= 2 * len;
}

/* The first block is the title where it is one line like one, or its first line is far shorter than
 * the second. */
static bool has_title(const char *text, const struct group *group, const struct group *next)
{
	const struct line *line = &group->first;
	if (!reads_like_title(text + line->start, line->len, TITLE_MAX))
		return false;
	if (group->lines == 1)
		return next->lines > 0;
	return group->second >= 3 * line->len && group->second >= 60;
}

static int mark(struct document *doc, enum block_kind kind, const struct line *line, size_t end)
{
	return document_mark_block(doc, kind, line->number, line->start, end - line->start);
}

/* Marks the lines of a group as blocks: each one, or those between lines in capitals. */
static int mark_lines(struct scan scan, const struct group *group, bool each)
{
	struct document *doc = scan.doc;
	const char *text = doc->text.ptr;
	struct line line, open = {0};
	size_t end = 0;		/* of the open paragraph; 0: none is open */
	while (scan.pos < group->end && next_line(&scan, &line)) {
		bool after_sentence = end == 0 || is_sentence_end(text, end);
		bool heading = !each && after_sentence &&
			is_capitals(text + line.start, line.len) &&
			reads_like_title(text + line.start, line.len, HEADING_MAX) &&
			line.start + line.len < group->end;
		if ((heading || each) && end > 0) {
			mark(doc, BLOCK_PARAGRAPH, &open, end);
			end = 0;
		}
		if (heading) {
			mark(doc, BLOCK_HEADING, &line, line.start + line.len);
			continue;
		}
		if (end == 0)
			open = line;
		end = line.start + line.len;
	}
	return end > 0 ? mark(doc, BLOCK_PARAGRAPH, &open, end) : doc->text.status;
}

static struct scan scan_at(struct document *doc, const struct line *line)
{
	return (struct scan){.doc = doc, .pos = line->start, .number = line->number};
}

static int mark_group(struct document *doc, const struct group *group, const struct group *next,
	bool lines)
{
	const char *text = doc->text.ptr;
	if (group->lines == 1)
		return mark(doc, is_heading(text, group, next) ? BLOCK_HEADING : BLOCK_PARAGRAPH,
			&group->first, group->end);
	bool each = lines || group->longest > WRAPPED_MAX ||
		(group->lines > 2 && group->ended == group->lines);
	return mark_lines(scan_at(doc, &group->first), group, each);
}

/* Sets the title and takes its line out of the group. */
static int mark_title(struct document *doc, struct group *group)
{
	struct line line = group->first;
	document_set(doc, &doc->title, doc->text.ptr + line.start, line.len);
	int status = mark(doc, BLOCK_HEADING, &line, line.start + line.len);
	struct scan scan = scan_at(doc, &line);
	next_line(&scan, &line);
	if (--group->lines > 0)
		next_line(&scan, &group->first);
	return status;
}

/* The line under the title that names the author: "Par Jeanne Roy, à Brest". It is no heading. */
static bool is_byline(const char *text, const struct group *group)
{
	const struct line *line = &group->first;
	return group->lines == 1 && line->len > 8 && line->len <= HEADING_MAX &&
		strncmp(text + line->start, "Par ", 4) == 0 &&
		find_case(text + line->start + 4, line->len - 4) == UPPER;
}

static int mark_byline(struct document *doc, const struct group *group)
{
	static const char *const ends[] = {",", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " - "};
	const struct line *line = &group->first;
	const char *name = doc->text.ptr + line->start + 4;
	size_t len = line->len - 4;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *end = memmem(name, len, ends[i], strlen(ends[i]));
		len = end ? (size_t)(end - name) : len;
	}
	if (!doc->author)
		document_set(doc, &doc->author, name, len);
	return mark(doc, BLOCK_PARAGRAPH, line, group->end);
}

int text_mark_blocks(struct document *doc, bool lines)
{
	struct scan scan = {.doc = doc, .number = 1};
	struct group group, next;
	bool more = next_group(&scan, &group), under_title = false;
	for (bool first = true; more && doc->text.status == LIM_OK; first = false) {
		more = next_group(&scan, &next);
		bool each = lines && first && !more;
		bool title = first && !doc->title && has_title(doc->text.ptr, &group, &next);
		if (title)
			mark_title(doc, &group);
		if (under_title && is_byline(doc->text.ptr, &group))
			mark_byline(doc, &group);
		else if (group.lines > 0)
			mark_group(doc, &group, &next, each);
		under_title = title && group.lines == 0;
		group = next;
	}
	return doc->text.status;
}

static int bid(const char *name, const char *head, size_t len)
{
	(void)head;
	(void)len;
	return reader_name_ends(name, ".txt") || reader_name_ends(name, ".text") ? 50 : 10;
}

static int read_text(struct document *doc, struct buf *text, struct lim_error *err)
{
	(void)err;
	int status = document_take_text(doc, text);
	return status == LIM_OK ? text_mark_blocks(doc, false) : status;
}

const struct reader text_reader = {
	.name = "text", .format = LIM_FORMAT_TEXT, .bid = bid, .read = read_text,
};
