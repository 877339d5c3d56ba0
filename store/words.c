/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reader knows of terms and words. */
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"
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

struct asking {
	struct reader *reader;
	const char *prefix;
	size_t len;
	int (*word)(void *ctx, const char *word, size_t len, uint64_t passages);
	void *ctx;
	size_t shard;
	int result;		/* of the callback */
	struct lim_error *err;
};

static int damaged(const struct asking *asking)
{
	return error_set(asking->err, LIM_E_DAMAGED, _("the words of %s are not what Limier wrote: index "
		"the files again into a new directory"), asking->reader->shards[asking->shard].path);
}

/* Hands out the words of one list. Non-zero: stop, asking->result says why. */
static int read_list(void *ctx, const char *key, size_t key_len, const char *value, size_t len)
{
	struct asking *asking = ctx;
	struct wordlist list;
	int status = key_len > 0 && wordlist_open(&list, key + 1, key_len - 1, value, len) ? LIM_OK :
		LIM_E_DAMAGED;
	while (status == LIM_OK && (status = wordlist_next(&list)) == LIM_OK) {
		const struct word *word = &list.word;
		if (word->folded_len < asking->len ||
		    memcmp(word->folded, asking->prefix, asking->len) != 0)
			continue;
		asking->result = asking->word(asking->ctx, word->written, word->written_len,
			word->passages);
		if (asking->result != 0)
			return 1;
	}
	if (status == LIM_E_DAMAGED)
		asking->result = damaged(asking);
	return asking->result;
}

/* Fewer than three characters: all lists that begin so; else the one that its first three name. */
static int read_shard(struct asking *asking, const char *key, size_t key_len, bool whole)
{
	struct reader *reader = asking->reader;
	struct xc_error cause;
	int status;
	if (whole) {
		status = xc_database_metadata(reader->db, asking->shard, key, key_len,
			&reader->scratch, &cause);
		if (status == XC_OK)
			read_list(asking, key, key_len, reader->scratch.data, reader->scratch.len);
	} else {
		status = xc_database_each_metadata(reader->db, asking->shard, key, key_len, read_list,
			asking, &cause);
	}
	if (status < 0)
		return engine_error(asking->err, status, &cause, _("cannot read"),
			reader->shards[asking->shard].path);
	return asking->result;
}

static size_t count_characters(const char *text, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
	return n;
}

int reader_words(struct reader *reader, const char *prefix, size_t len,
	int (*word)(void *ctx, const char *word, size_t len, uint64_t passages), void *ctx,
	struct lim_error *err)
{
	struct asking asking = {.reader = reader, .prefix = prefix, .len = len, .word = word,
		.ctx = ctx, .err = err};
	char key[1 + WORD_MAX] = {VOCABULARY_PREFIX};
	int status = LIM_OK;
	if (len > WORD_MAX)
		return LIM_OK;
	size_t beginning = wordlist_beginning(prefix, len);
	memcpy(key + 1, prefix, beginning);
	bool whole = count_characters(prefix, beginning) >= 3;
	for (size_t i = 0; status == LIM_OK && i < reader->n_shards; i++) {
		asking.shard = i;
		status = read_shard(&asking, key, 1 + beginning, whole);
	}
	return status;
}
