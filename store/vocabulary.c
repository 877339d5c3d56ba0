/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"
#include "base/i18n.h"
#include "base/number.h"
#include "store/engine.h"
#include "store/layout.h"
#include "store/wordlist.h"

#define LIST_MAX ((size_t)1 << 30)

void vocabulary_init(struct vocabulary *vocabulary, size_t max)
{
	*vocabulary = (struct vocabulary){0};
	map_init(&vocabulary->words, max);
}

void vocabulary_done(struct vocabulary *vocabulary)
{
	map_done(&vocabulary->words);
	free(vocabulary->entries);
	vocabulary->entries = NULL;
	vocabulary->cap = 0;
}

/* Most words are their own folded form, which then takes no room. */
static int keep_folded(struct vocabulary *vocabulary, struct lim_slice key, struct lim_slice folded,
	struct lim_slice *kept)
{
	*kept = key;
	if (folded.len == key.len && memcmp(folded.ptr, key.ptr, key.len) == 0)
		return LIM_OK;
	kept->len = folded.len;
	kept->ptr = arena_dup(&vocabulary->words.keys, folded.ptr, folded.len);
	return kept->ptr ? LIM_OK : LIM_E_LIMIT;
}

uint32_t vocabulary_find(const struct vocabulary *vocabulary, struct lim_slice word)
{
	return map_find(&vocabulary->words, word.ptr, word.len);
}

int vocabulary_number(struct vocabulary *vocabulary, struct lim_slice word, struct lim_slice folded,
	uint32_t *number)
{
	size_t known = vocabulary->words.count;
	*number = VOCABULARY_NONE;
	if (word.len == 0 || folded.len == 0 || word.len > WORD_MAX || folded.len > WORD_MAX)
		return LIM_OK;
	if (GROW(vocabulary->entries, vocabulary->cap, known) != LIM_OK)
		return LIM_E_MEMORY;
	int status = map_put(&vocabulary->words, word.ptr, word.len, number);
	if (status != LIM_OK || *number < known)
		return status;
	struct vocabulary_entry *entry = &vocabulary->entries[known];
	entry->passages = entry->last = 0;
	return keep_folded(vocabulary, map_key(&vocabulary->words, *number), folded, &entry->folded);
}

/* Entries that are fetched from memory at once. */
#define AHEAD 8

void vocabulary_count(struct vocabulary *vocabulary, uint32_t passage, const uint32_t *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i + AHEAD < n && words[i + AHEAD] != VOCABULARY_NONE)
			__builtin_prefetch(&vocabulary->entries[words[i + AHEAD]]);
		if (words[i] == VOCABULARY_NONE)
			continue;
		struct vocabulary_entry *entry = &vocabulary->entries[words[i]];
		entry->passages += entry->last != passage;
		entry->last = passage;
	}
}

/* The first eight bytes of the folded form decide nearly every comparison without following a pointer. */
struct sorted {
	uint64_t start;
	uint32_t id;
};

/* Of arrays, what is behind their ends has never been touched. */
size_t vocabulary_memory(const struct vocabulary *vocabulary)
{
	return map_memory(&vocabulary->words) + vocabulary->words.count *
		(sizeof *vocabulary->entries + sizeof(struct sorted));
}

static int compare_slices(struct lim_slice a, struct lim_slice b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_sorted(const void *a, const void *b, void *ctx)
{
	const struct vocabulary *vocabulary = ctx;
	const struct sorted *left = a, *right = b;
	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	int order = compare_slices(vocabulary->entries[left->id].folded,
		vocabulary->entries[right->id].folded);
	return order ? order : compare_slices(map_key(&vocabulary->words, left->id),
		map_key(&vocabulary->words, right->id));
}

static struct sorted *sort(const struct vocabulary *vocabulary)
{
	size_t n = vocabulary->words.count;
	struct sorted *order = calloc(n, sizeof *order);
	if (!order)
		return NULL;
	for (uint32_t i = 0; i < n; i++) {
		struct lim_slice folded = vocabulary->entries[i].folded;
		unsigned char start[8] = {0};
		memcpy(start, folded.ptr, folded.len < 8 ? folded.len : 8);
		order[i] = (struct sorted){be_get(start, 8), i};
	}
	qsort_r(order, n, sizeof *order, compare_sorted, (void *)vocabulary);
	return order;
}

static void load(const struct vocabulary *vocabulary, uint32_t id, struct word *word)
{
	const struct vocabulary_entry *entry = &vocabulary->entries[id];
	struct lim_slice written = map_key(&vocabulary->words, id);
	memcpy(word->folded, entry->folded.ptr, entry->folded.len);
	memcpy(word->written, written.ptr, written.len);
	word->folded_len = entry->folded.len;
	word->written_len = written.len;
	word->passages = entry->passages;
}

static int write_list(struct xc_builder *builder, const struct word *word, size_t beginning,
	struct buf *list, const char *path, struct lim_error *err)
{
	struct xc_error cause;
	char key[1 + WORD_MAX] = {VOCABULARY_PREFIX};
	if (list->status != LIM_OK)
		return error_memory(err);
	if (list->len == 0)
		return LIM_OK;
	memcpy(key + 1, word->folded, beginning);
	int status = xc_builder_set_metadata(builder, key, 1 + beginning, list->ptr, list->len, &cause);
	buf_reset(list);
	return status == XC_OK ? LIM_OK : engine_error(err, status, &cause, _("cannot write"), path);
}

static int write_lists(const struct vocabulary *vocabulary, const struct sorted *order,
	struct xc_builder *builder, const char *path, struct lim_error *err)
{
	struct word words[2], *word = &words[0], *before = &words[1];
	size_t beginning = 0;
	struct buf list;
	int status = LIM_OK;
	buf_init(&list, LIST_MAX);
	for (size_t i = 0; status == LIM_OK && i < vocabulary->words.count; i++) {
		load(vocabulary, order[i].id, word);
		size_t len = wordlist_beginning(word->folded, word->folded_len);
		if (i > 0 && (len != beginning || memcmp(word->folded, before->folded, len) != 0))
			status = write_list(builder, before, beginning, &list, path, err);
		beginning = len;
		wordlist_add(&list, beginning, list.len > 0 ? before : NULL, word);
		struct word *swap = before;
		before = word;
		word = swap;
	}
	if (status == LIM_OK)
		status = write_list(builder, before, beginning, &list, path, err);
	buf_done(&list);
	return status;
}

int vocabulary_write(const struct vocabulary *vocabulary, struct xc_builder *builder, const char *path,
	struct lim_error *err)
{
	if (vocabulary->words.count == 0)
		return LIM_OK;
	struct sorted *order = sort(vocabulary);
	if (!order)
		return error_memory(err);
	int status = write_lists(vocabulary, order, builder, path, err);
	free(order);
	return status;
}

static int merge_values(const char *key, size_t key_len, const struct lim_slice *values, size_t n,
	struct xc_bytes *out)
{
	struct buf merged;
	buf_init(&merged, LIST_MAX);
	int status = wordlist_merge(key + 1, key_len - 1, values, n, &merged);
	if (status == LIM_OK && xc_bytes_set(out, merged.ptr, merged.len) != XC_OK)
		status = LIM_E_MEMORY;
	buf_done(&merged);
	return status;
}

int vocabulary_merge(void *ctx, const char *key, size_t key_len, const struct xc_slice *values, size_t n,
	struct xc_bytes *out)
{
	(void)ctx;
	/* The versions: the same in all. */
	if (key_len == 0 || key[0] != VOCABULARY_PREFIX)
		return xc_bytes_set(out, values[0].data, values[0].len);
	struct lim_slice *slices = calloc(n, sizeof *slices);
	if (!slices)
		return LIM_E_MEMORY;
	for (size_t i = 0; i < n; i++)
		slices[i] = (struct lim_slice){values[i].data, values[i].len};
	int status = merge_values(key, key_len, slices, n, out);
	free(slices);
	return status;
}
