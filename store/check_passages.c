/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every passage of a segment against its article, every word of the vocabulary. */
#include <string.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/i18n.h"
#include "store/block.h"
#include "store/checking.h"
#include "store/layout.h"
#include "store/term.h"
#include "store/unpack.h"
#include "store/wordlist.h"

/* Faults told of per segment: where one passage is wrong, thousands may be. */
#define TOLD_MAX 10

/* An article as the list tells of it: what its passages are held against. */
struct expected {
	uint64_t id_hash, text_bytes;
	uint32_t first, passages;
	char key[ARTICLE_KEY];
};

struct walk {
	struct segment_check *check;
	struct xc_database *db;
	struct xc_value_reader *keys;
	struct xc_bytes packed;
	struct unpacker unpacker;
	struct buf bytes;
	struct block block;
	uint32_t first;		/* id of the block's first passage; 0: no block is open */
	struct expected article;	/* that the passage belongs to */
	uint64_t text_bytes;	/* of that article so far */
	size_t told;
};

static int tell(struct walk *walk, uint32_t id, const char *what)
{
	if (walk->told++ >= TOLD_MAX)
		return LIM_OK;
	return check_report(walk->check->check, walk->check->path,
		_("passage %u: %s; index the files again into a new directory"), id, what);
}

/* The block is what readers find for its last passage, too. */
static bool is_found(struct walk *walk, uint32_t id)
{
	uint32_t first;
	size_t n = walk->block.n;
	return n > 0 && n <= UINT32_MAX - id && xc_database_last_data(walk->db, 0,
		id + (uint32_t)n - 1, &first, NULL, NULL) == XC_OK && first == id;
}

/* A block begins where the one before it ends. */
static int open_block(struct walk *walk, uint32_t id)
{
	struct xc_error cause;
	uint32_t first = 0;
	block_free(&walk->block);
	walk->first = 0;
	int status = xc_database_last_data(walk->db, 0, id, &first, &walk->packed, &cause);
	if (status < 0)
		return status == XC_E_MEMORY ? LIM_E_MEMORY : tell(walk, id, cause.message);
	if (first != id)
		return tell(walk, id, _("its block of text is missing"));
	status = unpack(&walk->unpacker, walk->packed.data, walk->packed.len, &walk->bytes);
	if (status == LIM_OK)
		status = block_decode(walk->bytes.ptr, walk->bytes.len, &walk->block);
	if (status == LIM_E_DAMAGED || status == LIM_E_NOT_FOUND)
		return tell(walk, id, _("its block of text cannot be read"));
	walk->first = id;
	return status != LIM_OK || is_found(walk, id) ? status :
		tell(walk, id, _("its block of text is not where it says"));
}

static bool facts_match(const struct block_passage *passage, const struct expected *article)
{
	struct lim_slice id = passage->facts[FACT_ID].ptr ? passage->facts[FACT_ID] :
		passage->facts[FACT_PATH];
	return XXH3_64bits(id.ptr, id.len) == article->id_hash;
}

/* The article that begins with a passage. LIM_DONE: there is none. */
static int next_article(struct walk *walk, uint32_t first)
{
	struct store_article article;
	struct expected *expected = &walk->article;
	int status = articles_next(walk->check->articles, &article, walk->check->check->err);
	if (status != LIM_OK)
		return status;
	*expected = (struct expected){.id_hash = XXH3_64bits(article.id, strlen(article.id)),
		.text_bytes = article.text_bytes, .first = first, .passages = article.passages};
	article_key(article.id, expected->key);
	walk->text_bytes = 0;
	return LIM_OK;
}

/* The passage against its article. */
static int match_article(struct walk *walk, uint32_t id, const struct block_passage *passage)
{
	const struct expected *article = &walk->article;
	uint32_t ordinal = id - article->first;
	struct xc_slice key;
	walk->text_bytes += passage->passage.text.len;
	if (passage->passage.ordinal != ordinal || passage->begins_article != (ordinal == 0))
		tell(walk, id, _("it is not where its article says"));
	else if (ordinal == 0 && !facts_match(passage, article))
		tell(walk, id, _("it belongs to another article"));
	if (xc_value_reader_get(walk->keys, id, &key, NULL) != XC_OK || key.len != ARTICLE_KEY ||
	    memcmp(key.data, article->key, ARTICLE_KEY) != 0)
		tell(walk, id, _("its article key is wrong"));
	if (ordinal + 1 < article->passages)
		return LIM_OK;
	if (walk->text_bytes != article->text_bytes)
		tell(walk, id, _("the text of its article is not as long as it was"));
	return LIM_OK;
}

static int check_passage(struct walk *walk, uint32_t id)
{
	if (walk->first == 0 || id - walk->first >= walk->block.n) {
		int status = open_block(walk, id);
		if (status != LIM_OK || walk->first == 0)
			return status;
	}
	return match_article(walk, id, &walk->block.passages[id - walk->first]);
}

static int check_all(struct walk *walk)
{
	int status = articles_rewind(walk->check->articles, walk->check->check->err);
	for (uint32_t id = 1; status == LIM_OK && id <= walk->check->segment->all.passages; id++) {
		if (walk->told >= TOLD_MAX)
			break;
		if (id - walk->article.first >= walk->article.passages)
			status = next_article(walk, id);
		if (status == LIM_OK)
			status = check_passage(walk, id);
	}
	return status == LIM_DONE ? LIM_OK : status;
}

static int check_walk(struct walk *walk)
{
	const struct segment_check *check = walk->check;
	struct xc_error cause;
	struct lim_error found;
	int status = xc_value_reader_open(walk->db, 0, SLOT_ARTICLE, &walk->keys, &cause);
	if (status != XC_OK)
		return status == XC_E_MEMORY ? LIM_E_MEMORY :
			check_report(check->check, check->path, "%s", cause.message);
	status = unpacker_learn(&walk->unpacker, check->path, &found);
	if (status != LIM_OK)
		return status == LIM_E_MEMORY ? status :
			check_report(check->check, check->path, "%s", found.message);
	return check_all(walk);
}

int check_passages(struct segment_check *check, struct xc_database *db)
{
	struct walk walk = {.check = check, .db = db};
	if (!check->articles)
		return LIM_OK;
	unpacker_init(&walk.unpacker);
	buf_init(&walk.bytes, BLOCK_MAX);
	int status = check_walk(&walk);
	if (status == LIM_E_MEMORY)
		error_memory(check->check->err);
	xc_value_reader_close(walk.keys);
	xc_bytes_done(&walk.packed);
	unpacker_done(&walk.unpacker);
	buf_done(&walk.bytes);
	block_free(&walk.block);
	return status;
}

/* ---- words */

static bool list_is_sound(const char *key, size_t key_len, const char *value, size_t len, uint32_t most)
{
	struct wordlist list;
	struct word before = {0};
	int status = LIM_E_DAMAGED;
	if (!wordlist_open(&list, key + 1, key_len - 1, value, len))
		return false;
	for (bool first = true; (status = wordlist_next(&list)) == LIM_OK; first = false) {
		const struct word *word = &list.word;
		if (word->passages == 0 || word->passages > most ||
		    wordlist_beginning(word->folded, word->folded_len) != key_len - 1 ||
		    (!first && wordlist_compare(&before, word) >= 0))
			return false;
		before = *word;
	}
	return status == LIM_DONE;
}

static int check_list(void *ctx, const char *key, size_t key_len, const char *value, size_t len)
{
	struct segment_check *check = ctx;
	if (!list_is_sound(key, key_len, value, len, check->segment->all.passages))
		check_report(check->check, check->path, _("the words that begin with “%.*s” cannot be "
			"read; index the files again into a new directory"), (int)key_len - 1, key + 1);
	return 0;
}

int check_words(struct segment_check *check, struct xc_database *db)
{
	struct xc_error cause;
	const char prefix = VOCABULARY_PREFIX;
	int status = xc_database_each_metadata(db, 0, &prefix, 1, check_list, check, &cause);
	if (status == XC_E_MEMORY)
		return error_memory(check->check->err);
	return status >= 0 ? LIM_OK : check_report(check->check, check->path, "%s", cause.message);
}
