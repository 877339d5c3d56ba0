/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sample.h"

#define MAX_TERMS 64
#define MAX_DATA 100000

const uint32_t sample_slots[SAMPLE_SLOTS] = {0, 1, 128, 256, 300};

uint32_t pick(struct chance *c, uint32_t n)
{
	c->state = c->state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((c->state >> 32) * n >> 32);
}

static int one_in(struct chance *c, uint32_t n)
{
	return pick(c, n) == 0;
}

struct xc_slice odd_term(unsigned i)
{
	static char same[ODD_TERMS][XC_MAX_TERM];
	static const struct xc_slice fixed[] = {
		{"a", 1}, {"a\0", 2}, {"a\0b", 3}, {"a\xff", 2}, {"a\x01", 2}, {"\0", 1},
		{"\0\xff", 2}, {"\0\xc0", 2}, {"\0\xd8\0", 3}, {"\0\xe0", 2},
	};
	static const struct { int byte; size_t len; } longest[] = {
		{'x', XC_MAX_TERM}, {0xff, XC_MAX_TERM}, {0, XC_MAX_TERM / 2},
		{'x', XC_MAX_TERM - 1},
	};
	const unsigned n = sizeof fixed / sizeof *fixed;
	if (i < n)
		return fixed[i];
	memset(same[i], longest[i - n].byte, longest[i - n].len);
	return (struct xc_slice){same[i], longest[i - n].len};
}

static uint32_t pick_wdf(struct chance *c)
{
	static const uint32_t special[] = {0, 0, 2, 127, 128, 16383, 16384, 100000};
	return one_in(c, 8) ? special[pick(c, sizeof special / sizeof *special)] : 1 + pick(c, 4);
}

#define WORDS 3000

/* Of the builder at work, for the odd terms and two of three words. */
static uint32_t memos[ODD_TERMS + WORDS];

/* Words come again within a document now and then. */
static size_t make_terms(struct chance *c, struct xc_term *terms)
{
	static char words[MAX_TERMS][16];
	size_t n = 0;
	if (one_in(c, 50))
		return 0;
	terms[n++] = (struct xc_term){"all", 3, 1, NULL};
	for (uint32_t i = pick(c, 40); i > 0; i--, n++) {
		uint32_t below = 1 + pick(c, WORDS), word = pick(c, 1 + pick(c, below));
		int len = snprintf(words[n], sizeof words[n], "w%u", word);
		terms[n] = (struct xc_term){words[n], (size_t)len, pick_wdf(c),
			word % 3 ? &memos[ODD_TERMS + word] : NULL};
	}
	for (unsigned i = 0; i < ODD_TERMS; i++) {
		struct xc_slice odd = odd_term(i);
		if (one_in(c, 5))
			terms[n++] = (struct xc_term){odd.data, odd.len, pick_wdf(c),
				&memos[i]};
	}
	return n;
}

static size_t make_noise(struct chance *c, char *to, size_t len)
{
	for (size_t i = 0; i < len; i++)
		to[i] = (char)pick(c, 256);
	return len;
}

static size_t make_values(struct chance *c, struct xc_value *values)
{
	static char texts[8][3000];
	size_t n = 0;
	for (unsigned i = 0; i < SAMPLE_SLOTS; i++) {
		static const uint32_t rarity[SAMPLE_SLOTS] = {1, 2, 5, 7, 40};
		if (!one_in(c, rarity[i]))
			continue;
		size_t len = i == 0 ? (size_t)sprintf(texts[n], "g%u", pick(c, 7))
				    : make_noise(c, texts[n], pick(c, i == 4 ? 3000 : 9));
		values[n] = (struct xc_value){sample_slots[i], texts[n], len};
		n++;
	}
	/* The last one counts, and may be nothing. */
	if (one_in(c, 9))
		values[n++] = (struct xc_value){1, "again", pick(c, 6)};
	return n;
}

static size_t make_data(struct chance *c, char *to)
{
	static const uint32_t most[] = {1, 20, 60, 1500, 5000};
	size_t len = pick(c, most[pick(c, 5)]);
	if (one_in(c, 200))
		len = pick(c, MAX_DATA) + 1;
	if (one_in(c, 3))
		return make_noise(c, to, len);
	for (size_t i = 0; i < len; i++)
		to[i] = "estuarin "[pick(c, 9)];
	return len;
}

static void set_metadata(struct chance *c, struct xc_builder *b)
{
	static char key[XC_MAX_TERM], value[9000];
	struct xc_error err;
	size_t len = one_in(c, 10) ? XC_MAX_TERM : 1;
	memset(key, 'k', sizeof key);
	key[0] = (char)pick(c, 256);
	size_t value_len = make_noise(c, value, 1 + pick(c, one_in(c, 4) ? sizeof value : 50));
	expect(XC_OK, xc_builder_set_metadata(b, key, len, value, value_len, &err));
}

static void add_document(struct chance *c, struct xc_builder *b)
{
	static char data[MAX_DATA];
	struct xc_term terms[MAX_TERMS];
	struct xc_value values[8];
	struct xc_error err;
	struct xc_document doc = {.terms = terms, .values = values, .data = data};
	doc.n_terms = make_terms(c, terms);
	doc.n_values = make_values(c, values);
	doc.data_len = make_data(c, data);
	expect(XC_OK, xc_builder_add(b, &doc, NULL, &err));
}

void sample_build(const char *path, uint64_t seed, uint32_t n,
	const struct xc_builder_options *options)
{
	struct chance c = {seed};
	struct xc_builder *b;
	struct xc_error err;
	memset(memos, 0, sizeof memos);
	expect(XC_OK, xc_builder_new(path, options, &b, &err));
	for (uint32_t i = 0; i < n; i++) {
		if (one_in(&c, 100))
			set_metadata(&c, b);
		add_document(&c, b);
	}
	for (uint32_t i = seed % 2 ? 20 : 0; i > 0; i--)
		set_metadata(&c, b);
	expect(XC_OK, xc_builder_finish(b, &err));
	xc_builder_free(b);
}
