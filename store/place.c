/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/place.h"

#include <string.h>

#define FILE_MARK "//"
#define FILE_MARK_LEN 2
#define TYPE_MARK ':'

bool place_has(enum store_field field)
{
	return field == FIELD_FOLDER || field == FIELD_EXTENSION || field == FIELD_TYPE;
}

/* Writes a name without strokes at its ends, which folding may have made; the bytes written. */
static size_t put_name(char *out, struct lim_slice name)
{
	while (name.len > 0 && name.ptr[0] == '/')
		name.ptr++, name.len--;
	while (name.len > 0 && name.ptr[name.len - 1] == '/')
		name.len--;
	size_t len = 0;
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] != '/' || name.ptr[i - 1] != '/')
			out[len++] = name.ptr[i];
	return len;
}

static const struct store_term *find(const struct store_term *filters, size_t n, enum store_field field)
{
	for (size_t i = 0; i < n; i++)
		if (filters[i].field == field)
			return &filters[i];
	return NULL;
}

/* Appends extension and type. False: there is no room. */
static bool put_file(struct place *place, const struct store_term *extension, const struct store_term *type)
{
	size_t need = FILE_MARK_LEN + (extension ? extension->term.len : 0) + 1 +
		(type ? type->term.len : 0);
	if (!extension && !type)
		return true;
	if (need > PLACE_MAX - place->len)
		return false;
	memcpy(place->text + place->len, FILE_MARK, FILE_MARK_LEN);
	place->len += FILE_MARK_LEN;
	if (extension)
		place->len += put_name(place->text + place->len, extension->term);
	place->text[place->len++] = TYPE_MARK;
	if (type)
		place->len += put_name(place->text + place->len, type->term);
	return true;
}

bool place_next(struct place *place, const struct store_term *filters, size_t n, size_t *next)
{
	place->len = 0;
	for (; *next < n; (*next)++) {
		struct lim_slice name = filters[*next].term;
		if (filters[*next].field != FIELD_FOLDER)
			continue;
		if (name.len + 1 > PLACE_MAX - place->len)
			return true;
		place->text[place->len] = '/';
		size_t len = put_name(place->text + place->len + 1, name);
		place->len += len > 0 ? 1 + len : 0;
	}
	if (*next == n && put_file(place, find(filters, n, FIELD_EXTENSION), find(filters, n, FIELD_TYPE)))
		(*next)++;
	return place->len > 0;
}

static bool is_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
	return a_len == b_len && memcmp(a, b, a_len) == 0;
}

static bool has_folder(const char *pos, const char *end, const char *name, size_t len)
{
	for (const char *at; len > 0 && (at = memmem(pos, (size_t)(end - pos), name, len)); pos = at + 1)
		if (at[-1] == '/' && (at + len == end || at[len] == '/'))
			return true;
	return false;
}

bool place_answers(const char *term, size_t len, enum store_field field, const char *name, size_t name_len)
{
	const char *end = term + len, *file = memmem(term, len, FILE_MARK, FILE_MARK_LEN);
	const char *folders_end = file ? file : end;
	if (field == FIELD_FOLDER)
		return folders_end > term && has_folder(term + 1, folders_end, name, name_len);
	const char *type = file ? memrchr(file, TYPE_MARK, (size_t)(end - file)) : NULL;
	if (!type || name_len == 0)
		return false;
	file += FILE_MARK_LEN;
	return field == FIELD_TYPE ? is_same(type + 1, (size_t)(end - type - 1), name, name_len) :
		is_same(file, (size_t)(type - file), name, name_len);
}
