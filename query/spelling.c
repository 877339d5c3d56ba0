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
	struct buf folded;		/* scratch */
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

/* Longest first; a capital is a sound that stays as it is. '$' is the end of the word; in front of
 * '<' stands what follows the sound. */
static const char *const sounds[][2] = {
	{"eaux$", "O"}, {"eau", "O"}, {"aux$", "O"}, {"au", "O"}, {"aient$", "E"}, {"ait$", "E"},
	{"ais$", "E"}, {"ain", "I"}, {"aim", "I"}, {"ein", "I"}, {"ai", "E"}, {"ei", "E"},
	{"er$", "E"}, {"ez$", "E"}, {"et$", "E"}, {"ee$", "E"}, {"ees$", "E"}, {"es$", ""}, {"e$", ""},
	{"an", "A"}, {"am", "A"}, {"en", "A"}, {"em", "A"}, {"in", "I"}, {"im", "I"}, {"yn", "I"},
	{"ym", "I"}, {"ph", "f"}, {"qu", "k"}, {"ck", "k"}, {"sce<", "s"}, {"sci<", "s"},
	{"ce<", "s"}, {"ci<", "s"}, {"cy<", "s"}, {"ch", "C"}, {"gn", "N"}, {"gea<", "j"}, {"geo<", "j"},
	{"ge<", "j"}, {"gi<", "j"}, {"y", "i"}, {"c", "k"}, {"h", ""},
	{"s$", ""}, {"t$", ""}, {"x$", ""}, {"d$", ""}, {"o", "O"}, {"z", "s"}, {"x", "ks"},
};

static bool begins(struct lim_slice word, size_t at, const char *spelled, size_t *len)
{
	size_t n = 1;
	if (spelled[0] != word.ptr[at])
		return false;
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
	for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++)
		if (begins(word, *at, sounds[i][0], &len)) {
			*at += len;
			return sounds[i][1];
		}
	one[0] = word.ptr[(*at)++];
	one[1] = '\0';
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

static uint32_t letters_of(const char *text, size_t len)
{
	uint32_t set = 0;
	for (size_t i = 0; i < len; i++)
		if (text[i] >= 'a' && text[i] <= 'z')
			set |= (uint32_t)1 << (text[i] - 'a');
	return set;
}

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

static int try_word(void *ctx, const char *word, size_t len, uint64_t passages)
{
	struct seeking *s = ctx;
	struct near_word found = {.len = len, .passages = passages};
	buf_reset(&s->folded);
	if (s->words++ >= WORDS_MAX)
		return LIM_DONE;
	if (len >= NEAR_SIZE || len + 4 < s->wanted.len || len > 2 * s->wanted.len + 4 ||
		analyze_fold(word, len, &s->folded) != LIM_OK)
		return LIM_OK;
	struct lim_slice folded = {s->folded.ptr, s->folded.len};
	if (__builtin_popcount(letters_of(folded.ptr, folded.len) ^ s->letters) > 5)
		return LIM_OK;
	found.cost = spelling_distance(s->wanted, folded, s->max);
	if (found.cost > SOUND && has_sound(folded, s->sound, s->sound_len))
		found.cost = SOUND;
	if (found.cost > s->max)
		return LIM_OK;
	memcpy(found.text, word, len);
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

static int seek_all(const struct plan *plan, struct seeking *s, struct lim_error *err)
{
	int status = seek(plan, s, "", "", 2, err);
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings && status == LIM_OK; i++)
		status = seek(plan, s, beginnings[i][0], beginnings[i][1],
			strlen(beginnings[i][1]) > 2 ? 3 : 2, err);
	/* The second letter may be the wrong one. */
	if (status == LIM_OK && s->near->n == 0)
		status = seek(plan, s, "", "", 1, err);
	return status;
}

int spelling_find(const struct plan *plan, struct lim_slice word, struct near_words *near,
	struct lim_error *err)
{
	struct buf wanted;
	struct seeking s = {.near = near};
	near->n = 0;
	buf_init(&wanted, (size_t)1 << 10);
	buf_init(&s.folded, (size_t)1 << 10);
	int status = analyze_fold(word.ptr, word.len, &wanted);
	s.wanted = (struct lim_slice){wanted.ptr, wanted.len};
	s.letters = letters_of(wanted.ptr, wanted.len);
	s.max = wanted.len < MEDIUM ? SOUND : wanted.len < LONG ? WHOLE : 2 * WHOLE;
	bool comparable = wanted.len >= SHORT && wanted.len <= LETTERS &&
		__builtin_popcount(s.letters) > 1;
	if (status == LIM_OK && comparable) {
		s.sound_len = sound_of(s.wanted, s.sound);
		status = seek_all(plan, &s, err);
	}
	buf_done(&wanted);
	buf_done(&s.folded);
	return status == LIM_E_LIMIT ? LIM_OK : status;
}
