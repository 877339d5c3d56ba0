/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/courtesy.h"

#include <stdbool.h>
#include <string.h>

#include "stemmer/analyze.h"
#include "stemmer/fold.h"
#include "stemmer/normalize.h"
#include "stemmer/stop.h"
#include "stemmer/words.h"

/* A word and what it may be. */
struct spoken {
	size_t start, len;
	int kind;			/* enum courtesy_kind, or 0 */
	bool pair;			/* kind is of it and the word in front */
	bool stop, me, clitic;
	bool apart;			/* not only a blank is in front of it */
	bool sure;			/* courtesy by itself */
	bool said;			/* courtesy */
};

static bool is_one_of(const char *word, size_t len, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == len && memcmp(*list, word, len) == 0)
			return true;
	return false;
}

/* What stands between je and its verb: je ne vous le demande; j'ai besoin. */
static const char *const clitics[] = {
	"ai", "en", "l", "la", "le", "les", "m", "me", "n", "ne", "vous", "y", NULL};
static const char *const myself[] = {"j", "je", NULL};

/* Reads the word at start; before: the one in front, folded and of *before_len bytes, which it replaces. */
static void read_word(struct spoken *s, const char *text, char before[], size_t *before_len)
{
	char normal[TERM_MAX], both[2 * TERM_MAX + 1];
	size_t n = normalize_word(text + s->start, s->len, normal);
	s->stop = stop_kind(normal, n, text + s->start, s->len) != 0;
	memcpy(both, before, *before_len);
	both[*before_len] = ' ';
	size_t len = fold_word(normal, n, both + *before_len + 1);
	const char *word = both + *before_len + 1;
	s->kind = table_find(&table_courtesy, both, *before_len + 1 + len);
	s->pair = s->kind != 0;
	if (!s->pair)
		s->kind = table_find(&table_courtesy, word, len);
	s->me = is_one_of(word, len, myself);
	s->clitic = is_one_of(word, len, clitics);
	memcpy(before, word, len);
	*before_len = len;
}

static size_t read_words(const char *text, size_t len, struct spoken words[COURTESY_WORDS])
{
	char before[TERM_MAX];
	size_t n = 0, before_len = 0, end = 0;
	for (size_t pos = words_find(text, len, 0); pos < len && n < COURTESY_WORDS;) {
		struct spoken *s = &words[n++];
		*s = (struct spoken){.start = pos, .len = words_run(text, len, pos)};
		if (s->len == 0)
			s->len = 1;
		s->apart = pos > end + 1 || (pos > end && text[end] != ' ');
		read_word(s, text, before, &before_len);
		end = pos + s->len;
		pos = words_find(text, len, end);
	}
	return n;
}

/* Whether a word needs no other to be courtesy. */
static bool is_sure(const struct spoken *words, size_t i)
{
	if (words[i].kind == COURTESY)
		return true;
	if (words[i].kind == COURTESY_TO_YOU)
		return i > 0 && words[i - 1].kind == COURTESY_PRONOUN;
	if (words[i].kind != COURTESY_BY_ME)
		return false;
	while (i > 0 && words[i - 1].clitic)
		i--;
	return i > 0 && words[i - 1].me;
}

/* The words from … to are courtesy, or may be, or stop words. One alone that touches others without a comma
 * may be of a name: Bonjour tristesse. */
static void say_run(struct spoken *words, size_t from, size_t to, size_t n)
{
	bool sure = false, alone = to - from == 1 && !words[from].apart && !(to < n && words[to].apart);
	for (size_t i = from; i < to; i++)
		sure |= words[i].sure;
	for (size_t i = from; i < to && sure && !alone; i++)
		words[i].said = words[i].sure || words[i].kind == COURTESY_LINKED;
}

size_t courtesy_find(const char *text, size_t len, struct courtesy_span spans[COURTESY_WORDS])
{
	struct spoken words[COURTESY_WORDS];
	size_t n = read_words(text, len, words), count = 0, from = 0;
	bool other = n == COURTESY_WORDS;
	for (size_t i = 0; i < n; i++) {
		words[i].sure = is_sure(words, i);
		if (words[i].sure && words[i].pair)
			words[i - 1].sure = true;
	}
	for (size_t i = 0; i <= n; i++) {
		if (i < n && (words[i].sure || words[i].stop || words[i].kind == COURTESY_LINKED))
			continue;
		say_run(words, from, i, n);
		from = i + 1;
	}
	for (size_t i = 0; i < n; i++) {
		other |= !words[i].said && !words[i].stop;
		if (words[i].said)
			spans[count++] = (struct courtesy_span){words[i].start, words[i].len};
	}
	return other ? count : 0;
}
