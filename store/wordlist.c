/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/wordlist.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

enum kind { SAME, EDITED, LITERAL };

#define ESCAPE 7
#define KEPT_MAX 31
#define REPLACED_MAX 4

size_t wordlist_beginning(const char *folded, size_t len)
{
	const char *pos = folded, *end = folded + len;
	for (int i = 0; i < 3 && pos < end; i++)
		utf8_next(&pos, end);
	return (size_t)(pos - folded);
}

static int compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);
	return order ? order : (a_len > b_len) - (a_len < b_len);
}

int wordlist_compare(const struct word *a, const struct word *b)
{
	int order = compare(a->folded, a->folded_len, b->folded, b->folded_len);
	return order ? order : compare(a->written, a->written_len, b->written, b->written_len);
}

/* How many folded bytes at pos a character stands for, given what is written after it: the first choice
 * after which both go on alike. */
static size_t replaced_bytes(const char *pos, const char *end, const char *next, const char *next_end)
{
	for (size_t n = 1; n <= REPLACED_MAX && n <= (size_t)(end - pos); n++) {
		bool ends = pos + n == end;
		if (next == next_end ? ends : !ends && pos[n] == *next)
			return n;
	}
	return 1;
}

struct edit {
	size_t kept, replaced;
	uint32_t c;
};

/* The edits that lead from folded to written, or 0 where there is no such way. */
static size_t find_edits(const struct word *word, struct edit edits[WORD_MAX])
{
	const char *from = word->folded, *from_end = from + word->folded_len, *kept = from;
	const char *to = word->written, *to_end = to + word->written_len;
	size_t n = 0;
	while (to < to_end && from < from_end) {
		if (*to == *from) {
			to++;
			from++;
			continue;
		}
		const char *next = to;
		int32_t c = utf8_next(&next, to_end);
		if (c < 0x80 || from - kept > KEPT_MAX)
			return 0;
		size_t replaced = replaced_bytes(from, from_end, next, to_end);
		edits[n++] = (struct edit){(size_t)(from - kept), replaced, (uint32_t)c};
		kept = from += replaced;
		to = next;
	}
	return to == to_end && from == from_end ? n : 0;
}

static void put_edits(struct buf *out, const struct edit *edits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_addc(out, (char)(edits[i].kept << 3 | (edits[i].replaced - 1) << 1 | (i + 1 == n)));
		buf_add_varint(out, edits[i].c - 0x80);
	}
}

int wordlist_add(struct buf *out, size_t beginning, const struct word *before, const struct word *word)
{
	struct edit edits[WORD_MAX];
	size_t shared = beginning, n_edits = 0;
	bool same = word->written_len == word->folded_len &&
		memcmp(word->written, word->folded, word->folded_len) == 0;
	while (before && shared < before->folded_len && shared < word->folded_len &&
	       before->folded[shared] == word->folded[shared])
		shared++;
	if (!same)
		n_edits = find_edits(word, edits);
	size_t fresh = word->folded_len - shared, known = shared - beginning;
	enum kind kind = same ? SAME : n_edits > 0 ? EDITED : LITERAL;
	buf_addc(out, (char)((known < ESCAPE ? known : ESCAPE) << 5 |
		(fresh < ESCAPE ? fresh : ESCAPE) << 2 | kind));
	if (known >= ESCAPE)
		buf_add_varint(out, known);
	if (fresh >= ESCAPE)
		buf_add_varint(out, fresh);
	buf_add(out, word->folded + shared, fresh);
	put_edits(out, edits, n_edits);
	if (kind == LITERAL) {
		buf_add_varint(out, word->written_len);
		buf_add(out, word->written, word->written_len);
	}
	return buf_add_varint(out, word->passages);
}

bool wordlist_open(struct wordlist *list, const char *beginning, size_t beginning_len,
	const char *ptr, size_t len)
{
	if (beginning_len > WORD_MAX)
		return false;
	*list = (struct wordlist){.pos = ptr, .end = ptr + len, .beginning = beginning_len};
	memcpy(list->word.folded, beginning, beginning_len);
	list->word.folded_len = beginning_len;
	return true;
}

/* A three-bit number of the header byte, or the varint it stands for. */
static bool take_small(struct wordlist *list, unsigned bits, uint64_t *value)
{
	*value = bits & ESCAPE;
	return *value < ESCAPE || varint_get(&list->pos, list->end, value);
}

static bool take_bytes(struct wordlist *list, char *to, uint64_t len)
{
	if (len > (uint64_t)(list->end - list->pos))
		return false;
	memcpy(to, list->pos, len);
	list->pos += len;
	return true;
}

static bool put_written(struct word *word, const char *bytes, size_t len)
{
	if (len > WORD_MAX - word->written_len)
		return false;
	memcpy(word->written + word->written_len, bytes, len);
	word->written_len += len;
	return true;
}

static bool take_edits(struct wordlist *list)
{
	struct word *word = &list->word;
	size_t from = 0;
	for (bool last = false; !last;) {
		uint64_t c;
		char bytes[4];
		if (list->pos == list->end)
			return false;
		unsigned char head = (unsigned char)*list->pos++;
		size_t kept = head >> 3, replaced = (head >> 1 & 3) + 1;
		last = head & 1;
		if (!varint_get(&list->pos, list->end, &c) || c > 0x10ffff - 0x80 ||
		    kept + replaced > word->folded_len - from)
			return false;
		if (!put_written(word, word->folded + from, kept) ||
		    !put_written(word, bytes, utf8_put(bytes, (int32_t)c + 0x80)))
			return false;
		from += kept + replaced;
	}
	return put_written(word, word->folded + from, word->folded_len - from);
}

static bool take_written(struct wordlist *list, unsigned kind)
{
	struct word *word = &list->word;
	uint64_t len;
	word->written_len = 0;
	switch (kind) {
	case SAME:
		return put_written(word, word->folded, word->folded_len);
	case EDITED:
		return take_edits(list);
	case LITERAL:
		if (!varint_get(&list->pos, list->end, &len) || len > WORD_MAX ||
		    !take_bytes(list, word->written, len))
			return false;
		word->written_len = len;
		return true;
	default:
		return false;
	}
}

static bool take_folded(struct wordlist *list, unsigned head)
{
	struct word *word = &list->word;
	uint64_t shared, fresh;
	if (!take_small(list, head >> 5, &shared) || !take_small(list, head >> 2, &fresh) ||
	    shared > word->folded_len - list->beginning)
		return false;
	word->folded_len = list->beginning + shared;
	if (fresh > WORD_MAX - word->folded_len ||
	    !take_bytes(list, word->folded + word->folded_len, fresh))
		return false;
	word->folded_len += fresh;
	return true;
}

int wordlist_next(struct wordlist *list)
{
	if (list->pos == list->end)
		return LIM_DONE;
	unsigned char head = (unsigned char)*list->pos++;
	if (!take_folded(list, head) || !take_written(list, head & 3) ||
	    !varint_get(&list->pos, list->end, &list->word.passages))
		return LIM_E_DAMAGED;
	return LIM_OK;
}

/* The list whose next word is the smallest, or NULL when all have come to their end. */
static struct wordlist *smallest(struct wordlist *lists, const int *states, size_t n)
{
	struct wordlist *least = NULL;
	for (size_t i = 0; i < n; i++)
		if (states[i] == LIM_OK &&
		    (!least || wordlist_compare(&lists[i].word, &least->word) < 0))
			least = &lists[i];
	return least;
}

static int walk_list(struct wordlist *list, int state, wordlist_fn *fn, void *ctx)
{
	while (state == LIM_OK) {
		int status = fn(ctx, &list->word);
		if (status != LIM_OK)
			return status;
		state = wordlist_next(list);
	}
	return state == LIM_DONE ? LIM_OK : state;
}

static int walk_lists(struct wordlist *lists, int *states, size_t n, wordlist_fn *fn, void *ctx)
{
	struct word word;
	for (struct wordlist *least; (least = smallest(lists, states, n));) {
		word = least->word;
		word.passages = 0;
		for (size_t i = 0; i < n; i++) {
			while (states[i] == LIM_OK && wordlist_compare(&lists[i].word, &word) == 0) {
				word.passages += lists[i].word.passages;
				states[i] = wordlist_next(&lists[i]);
			}
			if (states[i] < 0)
				return states[i];
		}
		int status = fn(ctx, &word);
		if (status != LIM_OK)
			return status;
	}
	return LIM_OK;
}

int wordlist_each(const char *beginning, size_t beginning_len, const struct lim_slice *values, size_t n,
	wordlist_fn *fn, void *ctx)
{
	struct wordlist *lists = calloc(n, sizeof *lists);
	int *states = calloc(n, sizeof *states);
	int status = lists && states ? LIM_OK : LIM_E_MEMORY;
	for (size_t i = 0; status == LIM_OK && i < n; i++) {
		if (!wordlist_open(&lists[i], beginning, beginning_len, values[i].ptr, values[i].len))
			status = LIM_E_DAMAGED;
		else if ((states[i] = wordlist_next(&lists[i])) < 0)
			status = states[i];
	}
	if (status == LIM_OK)
		status = n == 1 ? walk_list(lists, states[0], fn, ctx) :
			walk_lists(lists, states, n, fn, ctx);
	free(lists);
	free(states);
	return status;
}

struct merging {
	struct buf *out;
	size_t beginning;
	struct word before;
	bool begun;
};

static int add_merged(void *ctx, const struct word *word)
{
	struct merging *merging = ctx;
	int status = wordlist_add(merging->out, merging->beginning,
		merging->begun ? &merging->before : NULL, word);
	merging->before = *word;
	merging->begun = true;
	return status;
}

int wordlist_merge(const char *beginning, size_t beginning_len, const struct lim_slice *values, size_t n,
	struct buf *out)
{
	struct merging merging = {.out = out, .beginning = beginning_len};
	return wordlist_each(beginning, beginning_len, values, n, add_merged, &merging);
}
