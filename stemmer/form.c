/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/form.h"

#include <stdint.h>
#include <string.h>

/* Offsets instead of pointers: nothing has to be relocated when the library is loaded. */
struct form {
	uint32_t key;		/* where it begins in keys */
	uint32_t list;		/* where its readings begin in lists */
};

/*
 * keys, lists, forms; slots: a hash table, as many as a power of two, each the high half of a hash
 * and the number of a form from 1, or 0.
 */
#include "stemmer/forms.inc"

#define SLOTS (sizeof slots / sizeof *slots)

/* FNV-1a, 32 bits. SYNC: form_hash */
static uint32_t hash_key(const char *key, size_t len)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)key[i]) * 16777619u;
	return hash;
}

static bool is_key(const char *key, const char *word, size_t len)
{
	return strncmp(key, word, len) == 0 && key[len] == '\0';
}

const char *form_find(const char *word, size_t len)
{
	uint32_t hash = hash_key(word, len);
	for (size_t i = hash & (SLOTS - 1); slots[i] != 0; i = (i + 1) & (SLOTS - 1)) {
		const struct form *form = &forms[(slots[i] & 0xffff) - 1];
		if (slots[i] >> 16 == hash >> 16 && is_key(keys + form->key, word, len))
			return lists + form->list;
	}
	return NULL;
}

bool form_next(const char **readings, struct form_reading *reading)
{
	const char *from = *readings;
	size_t len = strcspn(from, " ");
	if (len == 0)
		return false;
	*readings = from + len + (from[len] == ' ');
	const char *end = from + len;
	reading->rank = *from == '?' ? FORM_LESSER : *from == '!' ? FORM_MUTE : FORM_EQUAL;
	from += reading->rank != FORM_EQUAL;
	reading->kind = *from == '.' ? FORM_OWN : *from == '=' ? FORM_TERM : FORM_LIKE;
	from += reading->kind != FORM_LIKE;
	reading->slice = (struct lim_slice){from, (size_t)(end - from)};
	return true;
}
