/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

/* Bytes. The words of 100 MB of text take 9 MB. */
#define KEPT_MAX ((size_t)32 << 20)
#define KEYS_MAX ((size_t)1 << 20)

struct glossary_entry {
	uint32_t at;			/* of the folded form in the list's bytes */
	uint8_t folded_len, written_len;
	bool same;			/* the word as written is the folded form; else it follows */
	uint32_t letters;
	uint64_t passages;
};

void glossary_init(struct glossary *glossary)
{
	*glossary = (struct glossary){0};
	map_init(&glossary->beginnings, KEYS_MAX);
}

static void empty(struct glossary *glossary)
{
	for (size_t i = 0; i < glossary->beginnings.count; i++)
		glossary_list_done(&glossary->lists[i]);
	map_reset(&glossary->beginnings);
	glossary->bytes = 0;
}

void glossary_done(struct glossary *glossary)
{
	empty(glossary);
	map_done(&glossary->beginnings);
	free(glossary->lists);
}

struct glossary_list *glossary_find(const struct glossary *glossary, const char *beginning, size_t len)
{
	uint32_t number = map_find(&glossary->beginnings, beginning, len);
	return number == MAP_NONE ? NULL : &glossary->lists[number];
}

void glossary_list_init(struct glossary_list *list)
{
	*list = (struct glossary_list){0};
	buf_init(&list->bytes, KEPT_MAX);
}

void glossary_list_done(struct glossary_list *list)
{
	free(list->entries);
	buf_done(&list->bytes);
}

static size_t memory_of(const struct glossary_list *list)
{
	return list->cap * sizeof *list->entries + list->bytes.cap;
}

int glossary_add(struct glossary_list *list, const struct word *word)
{
	if (memory_of(list) > KEPT_MAX / 2)
		return LIM_E_LIMIT;
	if (GROW(list->entries, list->cap, list->n) != LIM_OK)
		return LIM_E_MEMORY;
	struct glossary_entry *entry = &list->entries[list->n++];
	*entry = (struct glossary_entry){(uint32_t)list->bytes.len, (uint8_t)word->folded_len,
		(uint8_t)word->written_len, word->folded_len == word->written_len &&
		memcmp(word->folded, word->written, word->folded_len) == 0,
		reader_word_letters(word->folded, word->folded_len), word->passages};
	buf_add(&list->bytes, word->folded, word->folded_len);
	return entry->same ? list->bytes.status :
		buf_add(&list->bytes, word->written, word->written_len);
}

int glossary_keep(struct glossary *glossary, const char *beginning, size_t len, struct glossary_list *list)
{
	uint32_t number;
	size_t bytes = memory_of(list);
	if (glossary->bytes + bytes > KEPT_MAX || glossary->beginnings.bytes > KEYS_MAX / 2)
		empty(glossary);
	int status = GROW(glossary->lists, glossary->cap, glossary->beginnings.count);
	if (status == LIM_OK)
		status = map_put(&glossary->beginnings, beginning, len, &number);
	if (status != LIM_OK) {
		glossary_list_done(list);
		return LIM_E_MEMORY;
	}
	glossary->lists[number] = *list;
	glossary->bytes += bytes;
	return LIM_OK;
}

/* Below zero: the entry comes before all that begin with the prefix; above: behind them. */
static int compare(const struct glossary_list *list, size_t i, const char *prefix, size_t len)
{
	const struct glossary_entry *entry = &list->entries[i];
	int order = memcmp(list->bytes.ptr + entry->at, prefix,
		entry->folded_len < len ? entry->folded_len : len);
	return order ? order : entry->folded_len < len ? -1 : 0;
}

static size_t find_first(const struct glossary_list *list, const char *prefix, size_t len)
{
	size_t low = 0, high = list->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(list, middle, prefix, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int glossary_each(const struct glossary_list *list, const char *prefix, size_t len, reader_word_fn *fn,
	void *ctx)
{
	const char *bytes = list->bytes.ptr;
	int status = LIM_OK;
	for (size_t i = find_first(list, prefix, len); i < list->n && status == LIM_OK; i++) {
		const struct glossary_entry *entry = &list->entries[i];
		if (compare(list, i, prefix, len) != 0)
			break;
		const char *written = bytes + entry->at + (entry->same ? 0 : entry->folded_len);
		struct reader_word word = {{written, entry->written_len},
			{bytes + entry->at, entry->folded_len}, entry->letters, entry->passages};
		status = fn(ctx, &word);
	}
	return status;
}
