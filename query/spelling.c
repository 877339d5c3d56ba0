/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/spelling.h"

#include <string.h>

#define LETTERS 40		/* bytes of a folded word that is compared */
#define WHOLE 10		/* cost of another letter */
#define KEY 8			/* of the key beside */
#define MUTE 5			/* of an h */
#define DOUBLED 4		/* of a letter said twice */
#define SOUND 6			/* of any spelling of the same sounds */
#define SHORT 4			/* letters of a word that may be heard otherwise, or have one twice; */
#define MEDIUM 5		/* of a word of which any one may be wrong, */
#define LONG 8			/* and of one of which two may be */
#define WORDS_MAX 60000		/* words that are looked at */

struct seeking {
	struct lim_slice wanted;	/* folded */
	uint32_t letters;		/* a bit for each of a … z */
	char sound[2 * LETTERS];
	size_t sound_len;
	unsigned max;
	struct near_words *near;
	size_t words;
};

/* ---- distance */

/* Keys side by side on a French keyboard. */
static bool are_beside(char a, char b)
{
	static const char rows[] = "azertyuiop qsdfghjklm wxcvbn";
	const char *at = a && a != ' ' ? strchr(rows, a) : NULL;
	return at && b && b != ' ' && (at[1] == b || (at > rows && at[-1] == b));
}

static unsigned replace_cost(char a, char b)
{
	return a == b ? 0 : are_beside(a, b) ? KEY : WHOLE;
}

/* Of a letter that only one of two words has; before: the letter in front of it. */
static unsigned extra_cost(char c, char before)
{
	return c == before ? DOUBLED : c == 'h' ? MUTE : WHOLE;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned spelling_distance(struct lim_slice a, struct lim_slice b, unsigned max)
{
	unsigned rows[3][LETTERS + 1];
	unsigned *before = rows[0], *last = rows[1], *row = rows[2];
	if (a.len > LETTERS || b.len > LETTERS)
		return max + 1;
	last[0] = 0;
	for (size_t j = 1; j <= b.len; j++)
		last[j] = last[j - 1] + extra_cost(b.ptr[j - 1], j > 1 ? b.ptr[j - 2] : '\0');
	for (size_t i = 1; i <= a.len; i++) {
		unsigned lowest = row[0] =
			last[0] + extra_cost(a.ptr[i - 1], i > 1 ? a.ptr[i - 2] : '\0');
		for (size_t j = 1; j <= b.len; j++) {
			char x = a.ptr[i - 1], y = b.ptr[j - 1];
			row[j] = last[j - 1] + replace_cost(x, y);
			row[j] = least(row[j], last[j] + extra_cost(x, i > 1 ? a.ptr[i - 2] : '\0'));
			row[j] = least(row[j], row[j - 1] + extra_cost(y, j > 1 ? b.ptr[j - 2] : '\0'));
			if (i > 1 && j > 1 && x == b.ptr[j - 2] && a.ptr[i - 2] == y && x != y)
				row[j] = least(row[j], before[j - 2] + WHOLE);
			lowest = least(lowest, row[j]);
		}
		if (lowest > max)
			return max + 1;
		unsigned *oldest = before;
		before = last;
		last = row;
		row = oldest;
	}
	return last[b.len];
}

/* ---- sound */

/* By first letter, longest first; a capital is a sound that stays as it is. '$' is the end of the word; in
 * front of '<' stands what follows the sound. */
#define SPELLINGS_MAX 14

static const char *const sounds[26][SPELLINGS_MAX][2] = {
	['a' - 'a'] = {{"aux$", "O"}, {"au", "O"}, {"aient$", "E"}, {"ait$", "E"}, {"ais$", "E"},
		{"ain", "I"}, {"aim", "I"}, {"ai", "E"}, {"an", "A"}, {"am", "A"}},
	['c' - 'a'] = {{"ck", "k"}, {"ce<", "s"}, {"ci<", "s"}, {"cy<", "s"}, {"ch", "C"}, {"c", "k"}},
	['d' - 'a'] = {{"d$", ""}},
	['e' - 'a'] = {{"eaux$", "O"}, {"eau", "O"}, {"ein", "I"}, {"ei", "E"}, {"er$", "E"},
		{"ez$", "E"}, {"et$", "E"}, {"ee$", "E"}, {"ees$", "E"}, {"es$", ""}, {"e$", ""},
		{"en", "A"}, {"em", "A"}},
	['g' - 'a'] = {{"gn", "N"}, {"gea<", "j"}, {"geo<", "j"}, {"ge<", "j"}, {"gi<", "j"}},
	['h' - 'a'] = {{"h", ""}},
	['i' - 'a'] = {{"in", "I"}, {"im", "I"}},
	['o' - 'a'] = {{"o", "O"}},
	['p' - 'a'] = {{"ph", "f"}},
	['q' - 'a'] = {{"qu", "k"}},
	['s' - 'a'] = {{"sce<", "s"}, {"sci<", "s"}, {"s$", ""}},
	['t' - 'a'] = {{"t$", ""}},
	['x' - 'a'] = {{"x$", ""}, {"x", "ks"}},
	['y' - 'a'] = {{"yn", "I"}, {"ym", "I"}, {"y", "i"}},
	['z' - 'a'] = {{"z", "s"}},
};

/* Their first letters are the same. */
static bool begins(struct lim_slice word, size_t at, const char *spelled, size_t *len)
{
	size_t n = 1;
	while (spelled[n] && spelled[n] != '$' && spelled[n] != '<') {
		if (at + n == word.len || spelled[n] != word.ptr[at + n])
			return false;
		n++;
	}
	*len = n;
	if (spelled[n] != '<')
		return !spelled[n] || at + n == word.len;
	/* What follows the sound is no part of it. */
	(*len)--;
	return true;
}

/* The sound that a word goes on with, one letter of it being in one[]; *at moves behind it. */
static const char *next_sound(struct lim_slice word, size_t *at, char one[2])
{
	size_t len;
	char c = word.ptr[*at];
	for (size_t i = 0; c >= 'a' && c <= 'z' && sounds[c - 'a'][i][0]; i++)
		if (begins(word, *at, sounds[c - 'a'][i][0], &len)) {
			*at += len;
			return sounds[c - 'a'][i][1];
		}
	one[0] = c;
	one[1] = '\0';
	++*at;
	return one;
}

/* Returns the length of the sounds. */
static size_t sound_of(struct lim_slice word, char out[2 * LETTERS])
{
	size_t n = 0;
	char one[2];
	for (size_t at = 0; at < word.len;)
		/* What is said twice is heard once. */
		for (const char *sound = next_sound(word, &at, one); *sound; sound++)
			if (n == 0 || out[n - 1] != *sound)
				out[n++] = *sound;
	return n;
}

/* Whether a word sounds so; mostly its first letters tell. */
static bool has_sound(struct lim_slice word, const char *sounds_wanted, size_t n)
{
	size_t k = 0;
	char one[2];
	if (n <= 2 || word.len > LETTERS)
		return false;
	for (size_t at = 0; at < word.len;)
		for (const char *sound = next_sound(word, &at, one); *sound; sound++) {
			if (k > 0 && sounds_wanted[k - 1] == *sound)
				continue;
			if (k == n || sounds_wanted[k] != *sound)
				return false;
			k++;
		}
	return k == n;
}

bool spelling_sounds_alike(struct lim_slice a, struct lim_slice b)
{
	char sound[2 * LETTERS];
	return a.len <= LETTERS && has_sound(b, sound, sound_of(a, sound));
}

/* ---- the vocabulary */

static bool is_better(const struct near_word *a, const struct near_word *b)
{
	return a->cost != b->cost ? a->cost < b->cost : a->passages > b->passages;
}

static void keep_nearest(struct near_words *near, const struct near_word *word)
{
	unsigned at = 0;
	while (at < near->n && (near->items[at].len != word->len ||
				       memcmp(near->items[at].text, word->text, word->len) != 0))
		at++;
	bool known = at < near->n;
	if (!known && near->n < NEAR_MAX)
		near->n++;
	else if (!known && !is_better(word, &near->items[--at]))
		return;
	uint64_t passages = known ? near->items[at].passages : 0;
	near->items[at] = *word;
	near->items[at].passages += passages;	/* of another segment */
	for (; at > 0 && is_better(&near->items[at], &near->items[at - 1]); at--) {
		struct near_word one = near->items[at];
		near->items[at] = near->items[at - 1];
		near->items[at - 1] = one;
	}
}

/* What a letter costs at least that one word has and the other not. */
#define MISSING KEY

/* No distance is less: of the letters that only one of two words has, each that is no h is replaced, left out
 * or put in; a replaced one stands for one of the other word, too. */
static unsigned least_distance(uint32_t a, uint32_t b)
{
	const uint32_t h = (uint32_t)1 << ('h' - 'a');
	unsigned only_a = (unsigned)__builtin_popcount(a & ~b & ~h);
	unsigned only_b = (unsigned)__builtin_popcount(b & ~a & ~h);
	return MISSING * (only_a > only_b ? only_a : only_b);
}

static int try_word(void *ctx, const struct reader_word *word)
{
	struct seeking *s = ctx;
	size_t len = word->written.len;
	struct near_word found = {.len = len, .cost = s->max + 1, .passages = word->passages};
	if (s->words++ >= WORDS_MAX)
		return LIM_DONE;
	if (__builtin_popcount(word->letters ^ s->letters) > 5 || len >= NEAR_SIZE ||
		len + 4 < s->wanted.len || len > 2 * s->wanted.len + 4)
		return LIM_OK;
	if (least_distance(word->letters, s->letters) <= s->max)
		found.cost = spelling_distance(s->wanted, word->folded, s->max);
	if (found.cost > SOUND && has_sound(word->folded, s->sound, s->sound_len))
		found.cost = SOUND;
	if (found.cost > s->max)
		return LIM_OK;
	memcpy(found.text, word->written.ptr, len);
	keep_nearest(s->near, &found);
	return LIM_OK;
}

/* Beginnings that sound like others. */
static const char *const beginnings[][2] = {
	{"f", "ph"}, {"ph", "f"}, {"k", "c"}, {"k", "qu"}, {"c", "k"}, {"c", "s"}, {"s", "c"}, {"j", "g"},
	{"g", "j"}, {"o", "ho"}, {"o", "au"}, {"au", "o"}, {"a", "ha"}, {"e", "he"}, {"i", "hi"}, {"u", "hu"},
	{"h", ""}, {"an", "en"}, {"en", "an"}, {"am", "em"}, {"em", "am"}, {"in", "im"}, {"im", "in"},
};

static int seek(const struct plan *plan, struct seeking *s, const char *from, const char *to,
	size_t letters, struct lim_error *err)
{
	char prefix[LETTERS + 4];
	size_t cut = strlen(from), len = strlen(to);
	if (s->wanted.len <= cut || memcmp(s->wanted.ptr, from, cut) != 0)
		return LIM_OK;
	memcpy(prefix, to, len);
	memcpy(prefix + len, s->wanted.ptr + cut, s->wanted.len - cut);
	len += s->wanted.len - cut;
	int status = reader_words(plan->reader, prefix, len < letters ? len : letters, try_word, s, err);
	return status < 0 ? status : LIM_OK;
}

static int seek_all(const struct plan *plan, struct seeking *s, unsigned most, struct lim_error *err)
{
	int status = seek(plan, s, "", "", 2, err);
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings && status == LIM_OK; i++)
		status = seek(plan, s, beginnings[i][0], beginnings[i][1],
			strlen(beginnings[i][1]) > 2 ? 3 : 2, err);
	/* The second letter may be the wrong one, which costs more than a little. */
	if (status == LIM_OK && s->near->n == 0 && most >= WHOLE)
		status = seek(plan, s, "", "", 1, err);
	return status;
}

int spelling_find(const struct plan *plan, struct lim_slice word, unsigned most, struct near_words *near,
	struct lim_error *err)
{
	struct buf wanted;
	struct seeking s = {.near = near};
	near->n = 0;
	buf_init(&wanted, (size_t)1 << 10);
	int status = analyze_fold(word.ptr, word.len, &wanted);
	s.wanted = (struct lim_slice){wanted.ptr, wanted.len};
	s.letters = reader_word_letters(wanted.ptr, wanted.len);
	s.max = least(most, wanted.len < MEDIUM ? SOUND : wanted.len < LONG ? WHOLE : 2 * WHOLE);
	bool comparable = wanted.len >= SHORT && wanted.len <= LETTERS &&
		__builtin_popcount(s.letters) > 1;
	if (status == LIM_OK && comparable) {
		s.sound_len = sound_of(s.wanted, s.sound);
		status = seek_all(plan, &s, most, err);
	}
	buf_done(&wanted);
	return status == LIM_E_LIMIT ? LIM_OK : status;
}
