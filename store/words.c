/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reader knows of terms and words. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/grow.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "store/engine.h"
#include "store/layout.h"
#include "store/reading.h"
#include "store/term.h"
#include "store/wordlist.h"

int reader_frequency(struct reader *reader, enum store_field field, const char *term, size_t len,
	uint32_t *passages, struct lim_error *err)
{
	char text[XC_MAX_TERM];
	struct xc_error cause;
	*passages = 0;
	if (len == 0 || len > XC_MAX_TERM - TERM_PREFIX_MAX || memchr(term, '\0', len))
		return LIM_OK;
	int status = xc_database_term_freq(reader->db, XC_ALL, text, term_put(text, field, term, len),
		passages, NULL, &cause);
	return status >= 0 ? LIM_OK :
		engine_error(err, status, &cause, _("cannot read"), reader_name(reader));
}

/* ---- words: the lists of all segments together, so that it does not show how the index is divided */

/* Bytes of the lists that one question may read. */
#define LISTS_MAX ((size_t)1 << 30)

/* Where a list of one segment lies in asking.bytes: its key (without the prefix) and behind it the list. */
struct found_list {
	size_t start, key_len, len;
	size_t shard;
};

struct asking {
	struct reader *reader;
	const char *prefix;
	size_t len;
	reader_word_fn *fn;
	void *ctx;
	struct glossary_list *list;	/* that the words go to instead */
	size_t shard;			/* that is being read */
	struct buf bytes;
	struct found_list *lists;
	size_t n, cap;
	int result;			/* of the callback */
};

static int keep_list(void *ctx, const char *key, size_t key_len, const char *value, size_t len)
{
	struct asking *asking = ctx;
	if (len == 0)
		return LIM_OK;
	if (GROW(asking->lists, asking->cap, asking->n) != LIM_OK)
		return LIM_E_MEMORY;
	asking->lists[asking->n++] = (struct found_list){asking->bytes.len, key_len - 1, len,
		asking->shard};
	buf_add(&asking->bytes, key + 1, key_len - 1);
	return buf_add(&asking->bytes, value, len);
}

/* Fewer than three characters: all lists that begin so; else the one that its first three name. */
static int find_lists(struct asking *asking, const char *key, size_t key_len, bool whole,
	struct lim_error *err)
{
	struct reader *reader = asking->reader;
	struct xc_error cause;
	int status = whole ? xc_database_metadata(reader->db, asking->shard, key, key_len,
		&reader->scratch, &cause) :
		xc_database_each_metadata(reader->db, asking->shard, key, key_len, keep_list, asking,
			&cause);
	if (status == XC_OK && whole && keep_list(asking, key, key_len, reader->scratch.data,
			reader->scratch.len) != LIM_OK)
		status = XC_STOPPED;
	if (status == XC_STOPPED)
		return error_memory(err);
	return status >= 0 ? LIM_OK : engine_error(err, status, &cause, _("cannot read"),
		reader->shards[asking->shard].path);
}

static int compare_lists(const void *a, const void *b, void *ctx)
{
	const struct asking *asking = ctx;
	const struct found_list *x = a, *y = b;
	int order = memcmp(asking->bytes.ptr + x->start, asking->bytes.ptr + y->start,
		x->key_len < y->key_len ? x->key_len : y->key_len);
	if (order == 0)
		order = (x->key_len > y->key_len) - (x->key_len < y->key_len);
	return order ? order : (x->shard > y->shard) - (x->shard < y->shard);
}

uint32_t reader_word_letters(const char *text, size_t len)
{
	uint32_t set = 0;
	for (size_t i = 0; i < len; i++)
		if (text[i] >= 'a' && text[i] <= 'z')
			set |= (uint32_t)1 << (text[i] - 'a');
	return set;
}

static int give(struct asking *asking, const struct word *word)
{
	if (asking->list)
		return glossary_add(asking->list, word);
	struct reader_word given = {{word->written, word->written_len}, {word->folded, word->folded_len},
		reader_word_letters(word->folded, word->folded_len), word->passages};
	return asking->fn(asking->ctx, &given);
}

/* Words ascend, so after those that begin with the prefix nothing more is of interest. */
static int take_word(void *ctx, const struct word *word)
{
	struct asking *asking = ctx;
	size_t len = word->folded_len < asking->len ? word->folded_len : asking->len;
	int order = memcmp(word->folded, asking->prefix, len);
	if (order > 0)
		return LIM_DONE;
	if (order == 0 && len == asking->len)
		asking->result = give(asking, word);
	return asking->result != 0 ? LIM_DONE : LIM_OK;
}

/* The lists from first on that have the same key. */
static size_t count_same(const struct asking *asking, size_t first)
{
	const struct found_list *list = &asking->lists[first];
	size_t n = 1;
	while (first + n < asking->n && list[n].key_len == list->key_len &&
	       memcmp(asking->bytes.ptr + list[n].start, asking->bytes.ptr + list->start,
		       list->key_len) == 0)
		n++;
	return n;
}

static int read_lists(struct asking *asking, struct lim_error *err)
{
	struct lim_slice *values = calloc(asking->n + 1, sizeof *values);
	int status = values ? LIM_OK : error_memory(err);
	for (size_t i = 0, n; i < asking->n && status == LIM_OK && asking->result == 0; i += n) {
		const struct found_list *list = &asking->lists[i];
		const char *bytes = asking->bytes.ptr;
		n = count_same(asking, i);
		for (size_t k = 0; k < n; k++)
			values[k] = (struct lim_slice){bytes + list[k].start + list[k].key_len,
				list[k].len};
		status = wordlist_each(bytes + list->start, list->key_len, values, n, take_word,
			asking);
		if (status == LIM_DONE)
			status = LIM_OK;
		else if (status == LIM_E_MEMORY)
			error_memory(err);
		else if (status != LIM_OK)
			error_set(err, status, _("the words of %s are not what Limier wrote: index the "
				"files again into a new directory"),
				asking->reader->shards[list->shard].path);
	}
	free(values);
	return status == LIM_OK ? asking->result : status;
}

/* Reads them from the segments. characters: of the prefix, up to three. */
static int read_words(struct asking *asking, size_t characters, struct lim_error *err)
{
	char key[1 + WORD_MAX] = {VOCABULARY_PREFIX};
	size_t beginning = wordlist_beginning(asking->prefix, asking->len);
	int status = LIM_OK;
	memcpy(key + 1, asking->prefix, beginning);
	buf_init(&asking->bytes, LISTS_MAX);
	for (; status == LIM_OK && asking->shard < asking->reader->n_shards; asking->shard++)
		status = find_lists(asking, key, 1 + beginning, characters == 3, err);
	if (status == LIM_OK && asking->n > 1)
		qsort_r(asking->lists, asking->n, sizeof *asking->lists, compare_lists, asking);
	if (status == LIM_OK)
		status = read_lists(asking, err);
	buf_done(&asking->bytes);
	free(asking->lists);
	return status;
}

/* The list of a beginning of two or three characters, read where it is not there yet. *list is NULL where it
 * would be too long. */
static int find_kept(struct reader *reader, const char *beginning, size_t len, size_t characters,
	struct glossary_list **list, struct lim_error *err)
{
	struct glossary_list fresh;
	*list = glossary_find(&reader->glossary, beginning, len);
	if (*list)
		return LIM_OK;
	glossary_list_init(&fresh);
	struct asking asking = {.reader = reader, .prefix = beginning, .len = len, .list = &fresh};
	int status = read_words(&asking, characters, err);
	if (status != LIM_OK) {
		glossary_list_done(&fresh);
		return status == LIM_E_LIMIT ? LIM_OK : status == LIM_E_MEMORY ? error_memory(err) : status;
	}
	if (glossary_keep(&reader->glossary, beginning, len, &fresh) != LIM_OK)
		return error_memory(err);
	*list = glossary_find(&reader->glossary, beginning, len);
	return LIM_OK;
}

int reader_words(struct reader *reader, const char *prefix, size_t len, reader_word_fn *fn, void *ctx,
	struct lim_error *err)
{
	struct asking asking = {.reader = reader, .prefix = prefix, .len = len, .fn = fn, .ctx = ctx};
	struct glossary_list *list = NULL;
	int status = LIM_OK;
	if (len > WORD_MAX)
		return LIM_OK;
	size_t beginning = wordlist_beginning(prefix, len), characters = utf8_count(prefix, beginning);
	if (characters >= 2)
		status = find_kept(reader, prefix, beginning, characters, &list, err);
	if (status != LIM_OK)
		return status;
	return list ? glossary_each(list, prefix, len, fn, ctx) : read_words(&asking, characters, err);
}
