/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/front.h"

#include <string.h>
#include <strings.h>

/* A front matter that does not end within so many bytes is none: "---" may begin a text. */
#define FRONT_MAX ((size_t)64 << 10)

enum fact { NO_FACT, TITLE, AUTHOR, DATE, URL };

struct front {
	struct document *doc;
	enum fact fact;		/* the key that the lines now belong to */
	struct buf value;
};

static enum fact find_fact(const char *key, size_t len)
{
	static const struct { const char *key; enum fact fact; } keys[] = {
		{"title", TITLE}, {"titre", TITLE}, {"author", AUTHOR}, {"authors", AUTHOR},
		{"auteur", AUTHOR}, {"auteurs", AUTHOR}, {"date", DATE}, {"published", DATE},
		{"url", URL}, {"canonical_url", URL},
	};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strlen(keys[i].key) == len && strncasecmp(keys[i].key, key, len) == 0)
			return keys[i].fact;
	return NO_FACT;
}

static struct lim_slice trim(struct lim_slice s)
{
	while (s.len > 0 && (*s.ptr == ' ' || *s.ptr == '\t')) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t'))
		s.len--;
	return s;
}

/* Adds what is between quotes; returns the bytes read, the quotes included. */
static size_t add_quoted(struct buf *value, struct lim_slice s)
{
	char quote = s.ptr[0];
	size_t i = 1;
	for (; i < s.len; i++) {
		bool escape = i + 1 < s.len && (quote == '"' ? s.ptr[i] == '\\'
			: s.ptr[i] == quote && s.ptr[i + 1] == quote);
		if (s.ptr[i] == quote && !escape)
			break;
		i += escape;
		/* "\n" and "\t" are blanks in a fact; "\"" and "\\" are themselves. */
		buf_addc(value, escape && strchr("nrt", s.ptr[i]) ? ' ' : s.ptr[i]);
	}
	return i < s.len ? i + 1 : s.len;
}

/* The bytes of a plain scalar: up to a comment or, within a list in brackets, up to its comma. */
static size_t plain_length(struct lim_slice s, bool list)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '#' && i > 0 && s.ptr[i - 1] == ' ')
			return i;
		if (list && (s.ptr[i] == ',' || s.ptr[i] == ']'))
			return i;
	}
	return s.len;
}

static void add_separator(struct front *front, const char *separator)
{
	if (front->value.len > 0)
		buf_adds(&front->value, separator);
}

/* A scalar; returns the bytes read. */
static size_t add_scalar(struct front *front, struct lim_slice s, bool list)
{
	if (s.len == 0)
		return 0;
	if (*s.ptr == '"' || *s.ptr == '\'')
		return add_quoted(&front->value, s);
	size_t n = plain_length(s, list);
	struct lim_slice plain = trim((struct lim_slice){s.ptr, n});
	buf_add(&front->value, plain.ptr, plain.len);
	return n;
}

static void add_list(struct front *front, struct lim_slice s)
{
	while (s.len > 0 && *s.ptr != ']') {
		s = trim((struct lim_slice){s.ptr + 1, s.len - 1});
		add_separator(front, ", ");
		size_t n = add_scalar(front, s, true);
		s = trim((struct lim_slice){s.ptr + n, s.len - n});
	}
}

static void add_value(struct front *front, struct lim_slice s, const char *separator)
{
	s = trim(s);
	/* What follows is on the lines below. */
	if (s.len == 0 || *s.ptr == '|' || *s.ptr == '>')
		return;
	if (*s.ptr == '[') {
		add_list(front, s);
		return;
	}
	add_separator(front, separator);
	add_scalar(front, s, false);
}

/* The colon that ends a key; NULL: no key. */
static const char *find_colon(struct lim_slice s)
{
	const char *colon = memchr(s.ptr, ':', s.len);
	if (!colon || (colon + 1 < s.ptr + s.len && colon[1] != ' ' && colon[1] != '\t'))
		return NULL;
	return colon;
}

static int flush(struct front *front)
{
	struct document *doc = front->doc;
	const char **const facts[] = {NULL, &doc->title, &doc->author, &doc->date, &doc->url};
	const struct buf *value = &front->value;
	int status = value->status;
	if (status == LIM_OK && front->fact == DATE)
		status = document_set_date(doc, value->ptr, value->len);
	else if (status == LIM_OK && front->fact != NO_FACT && !*facts[front->fact])
		status = document_set(doc, facts[front->fact], value->ptr, value->len);
	buf_reset(&front->value);
	front->fact = NO_FACT;
	return status;
}

/* A line that belongs to the key above: the item of a list, the name of an author, more of a
 * scalar. */
static void read_below(struct front *front, struct lim_slice s)
{
	bool item = s.len > 1 && s.ptr[0] == '-' && s.ptr[1] == ' ';
	if (item)
		s = trim((struct lim_slice){s.ptr + 2, s.len - 2});
	const char *colon = front->fact == AUTHOR ? find_colon(s) : NULL;
	size_t key = colon ? (size_t)(colon - s.ptr) : 0;
	if (colon && strncasecmp(s.ptr, "name", key) != 0 && strncasecmp(s.ptr, "nom", key) != 0)
		return;
	if (colon)
		s = (struct lim_slice){colon + 1, s.len - key - 1};
	add_value(front, s, item || colon ? ", " : " ");
}

static int read_line(struct front *front, struct lim_slice s)
{
	struct lim_slice inner = trim(s);
	bool below = inner.len > 0 &&
		(inner.ptr > s.ptr || (inner.len > 1 && memcmp(inner.ptr, "- ", 2) == 0));
	if (below) {
		if (front->fact != NO_FACT)
			read_below(front, inner);
		return LIM_OK;
	}
	int status = flush(front);
	const char *colon = find_colon(s);
	if (status != LIM_OK || !colon)
		return status;
	size_t key = (size_t)(colon - s.ptr);
	front->fact = find_fact(s.ptr, key);
	if (front->fact != NO_FACT)
		add_value(front, (struct lim_slice){colon + 1, s.len - key - 1}, "");
	return LIM_OK;
}

static bool is_end(struct lim_slice s)
{
	s = trim(s);
	return s.len == 3 && (memcmp(s.ptr, "---", 3) == 0 || memcmp(s.ptr, "...", 3) == 0);
}

static struct lim_slice take_line(const char **pos, const char *end)
{
	const char *start = *pos, *stop = memchr(start, '\n', (size_t)(end - start));
	*pos = stop ? stop + 1 : end;
	return (struct lim_slice){start, (size_t)((stop ? stop : end) - start)};
}

/* Where the front matter ends, 0 where there is none. */
static size_t find_end(const char *ptr, size_t len)
{
	const char *pos = ptr, *end = ptr + (len < FRONT_MAX ? len : FRONT_MAX);
	if (len < 4 || memcmp(ptr, "---", 3) != 0 || !is_end(take_line(&pos, end)))
		return 0;
	while (pos < end)
		if (is_end(take_line(&pos, end)))
			return (size_t)(pos - ptr);
	return 0;
}

int front_read(struct document *doc, const char *ptr, size_t len, size_t *front_len)
{
	struct front front = {.doc = doc};
	*front_len = find_end(ptr, len);
	const char *pos = ptr, *end = ptr + *front_len;
	int status = LIM_OK;
	/* Each separator may be two bytes longer than in the source. */
	buf_init(&front.value, 4 * FRONT_MAX);
	while (pos < end && status == LIM_OK)
		status = read_line(&front, take_line(&pos, end));
	if (status == LIM_OK)
		status = flush(&front);
	buf_done(&front.value);
	return status;
}
