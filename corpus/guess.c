/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which encoding bytes are in; the second half of encoding.h. */
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <uchardet.h>

#include "base/utf8.h"
#include "corpus/encoding.h"

/* So many bytes decide; the rest of a long file is like its start. */
#define SAMPLE_MAX ((size_t)256 << 10)

size_t encoding_mark(const char *ptr, size_t len, const char **name)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *name;
	} marks[] = {
		{"\xef\xbb\xbf", 3, "UTF-8"},
		{"\xff\xfe\0\0", 4, "UTF-32LE"},
		{"\0\0\xfe\xff", 4, "UTF-32BE"},
		{"\xff\xfe", 2, "UTF-16LE"},
		{"\xfe\xff", 2, "UTF-16BE"},
	};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (len < marks[i].len || memcmp(ptr, marks[i].bytes, marks[i].len) != 0)
			continue;
		*name = marks[i].name;
		return marks[i].len;
	}
	return 0;
}

/* French in UTF-16 has a zero in nearly every second byte, and hardly one in the others. */
const char *encoding_zeros(const char *ptr, size_t len)
{
	size_t zeros[2] = {0, 0};
	if (len > SAMPLE_MAX)
		len = SAMPLE_MAX;
	if (len < 4 || !memchr(ptr, '\0', len))
		return NULL;
	for (size_t i = 0; i < len; i++)
		zeros[i & 1] += ptr[i] == '\0';
	size_t half = len / 2;
	if (zeros[1] * 10 > half * 7 && zeros[0] * 20 <= half)
		return "UTF-16LE";
	return zeros[0] * 10 > half * 7 && zeros[1] * 20 <= half ? "UTF-16BE" : NULL;
}

/* UTF-8 with some damage has still far more whole characters than broken ones: by chance, two bytes
 * of another encoding that go together are rare. */
static bool is_mostly_utf8(const char *ptr, size_t len)
{
	const char *pos = ptr, *end = ptr + len;
	size_t good = 0, bad = 0;
	while (pos < end) {
		int32_t c = utf8_next(&pos, end);
		good += c >= 0x80;
		bad += c < 0;
	}
	return bad == 0 || good / 2 >= bad;
}

/* What French text has above ASCII: é è à ê ç ù û ô î ï â ë ü, capitals, œ, quotes, dashes,
 * no-break space. */
static const struct {
	const char *name, *bytes;
} french[] = {
	{"CP1252",
		"\xe9\xe8\xe0\xea\xe7\xf9\xfb\xf4\xee\xef\xe2\xeb\xfc\xc9\xc8\xc0\xc7\xca\xd4\xce"
		"\xc2\xab\xbb\xa0\xb0\x9c\x8c\x92\x91\x93\x94\x85\x96\x97\x80\xbd\xbc\xbe\xa4"},
	{"MACINTOSH",
		"\x8e\x8f\x88\x90\x8d\x9d\x9e\x99\x94\x95\x89\x91\x9f\x83\xe9\xcb\x82"
		"\xc7\xc8\xca\xcf\xce\xd5\xd4\xd2\xd3\xc9\xd0\xd1\xdb"},
	{"CP850",
		"\x82\x8a\x85\x88\x87\x97\x96\x93\x8c\x8b\x83\x89\x81"
		"\x90\xd4\xb7\x80\xd2\xae\xaf\xff\xf8"},
};

/* The first of them that explains nine tenths of the bytes above ASCII, if those are as rare as in
 * French; NULL: something else. */
static const char *find_french(const char *ptr, size_t len)
{
	size_t count[256] = {0}, high = 0;
	for (size_t i = 0; i < len; i++)
		count[(unsigned char)ptr[i]]++;
	for (size_t c = 0x80; c < 256; c++)
		high += count[c];
	if (high * 4 > len && high > 8)
		return NULL;
	for (size_t i = 0; i < sizeof french / sizeof *french; i++) {
		size_t known = 0;
		for (const char *byte = french[i].bytes; *byte; byte++)
			known += count[(unsigned char)*byte];
		if (known * 10 >= high * 9)
			return french[i].name;
	}
	return NULL;
}

static bool is_letter(unsigned char c)
{
	return (c | 0x20) >= 'a' ? (c | 0x20) <= 'z' || c >= 0xc0 : false;
}

/* The four places of ISO 8859-15 that matter in French are ¤ ¼ ½ ¾ in its elder sister: a currency
 * sign follows a figure, œ Œ Ÿ touch letters, fractions do not. */
static bool is_latin9(const char *ptr, size_t len)
{
	const unsigned char *s = (const unsigned char *)ptr;
	long score = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] >= 0x80 && s[i] <= 0x9f)
			return false;
		unsigned char before = i > 0 ? s[i - 1] : ' ', after = i + 1 < len ? s[i + 1] : ' ';
		bool letters = is_letter(before) || is_letter(after);
		bool digit = before >= '0' && before <= '9';
		if (s[i] == 0xbc || s[i] == 0xbd || s[i] == 0xbe)
			score += letters && !digit ? 1 : -1;
		if (s[i] == 0xa4)
			score += 1;
	}
	return score > 0;
}

/* One name, as iconv knows it, for what Western encodings are called. Web pages that say ISO 8859-1
 * mean Windows-1252 (WHATWG Encoding Standard). */
static const char *canonical(const char *name)
{
	static const char *const western[] = {"ISO-8859-1", "ISO8859-1", "ISO_8859-1", "latin1",
		"latin-1", "l1", "windows-1252", "cp1252", "ASCII", "US-ASCII", "ANSI_X3.4-1968"};
	for (size_t i = 0; i < sizeof western / sizeof *western; i++)
		if (strcasecmp(name, western[i]) == 0)
			return "CP1252";
	return name;
}

static bool is_known(const char *name)
{
	iconv_t converter = iconv_open("UTF-8", name);
	if (converter == (iconv_t)-1)
		return false;
	iconv_close(converter);
	return true;
}

static void ask_uchardet(const char *ptr, size_t len, char name[ENCODING_NAME_SIZE])
{
	name[0] = '\0';
	uchardet_t detector = uchardet_new();
	if (!detector)
		return;
	if (uchardet_handle_data(detector, ptr, len) == 0) {
		uchardet_data_end(detector);
		snprintf(name, ENCODING_NAME_SIZE, "%s", uchardet_get_charset(detector));
	}
	uchardet_delete(detector);
}

static void guess_bytes(const char *ptr, size_t len, const char *declared,
	char name[ENCODING_NAME_SIZE])
{
	const char *found = declared ? canonical(declared) : NULL;
	char guess[ENCODING_NAME_SIZE];
	/* A declaration of UTF-8, or of 16 bits, has just been disproved. */
	if (!found || strncasecmp(found, "UTF", 3) == 0 || !is_known(found))
		found = find_french(ptr, len);
	if (!found) {
		ask_uchardet(ptr, len, guess);
		found = canonical(guess);
	}
	if (!*found || strncasecmp(found, "UTF", 3) == 0 || !is_known(found))
		found = "CP1252";
	if (strcmp(found, "CP1252") == 0 || strcasecmp(found, "ISO-8859-15") == 0)
		found = is_latin9(ptr, len) ? "ISO-8859-15" : "CP1252";
	snprintf(name, ENCODING_NAME_SIZE, "%s", found);
}

void encoding_guess(const char *ptr, size_t len, const char *declared,
	char name[ENCODING_NAME_SIZE])
{
	const char *wide = encoding_zeros(ptr, len);
	if (wide) {
		snprintf(name, ENCODING_NAME_SIZE, "%s", wide);
		return;
	}
	size_t valid = utf8_valid(ptr, len);
	if (valid == len || is_mostly_utf8(ptr, len)) {
		snprintf(name, ENCODING_NAME_SIZE, "UTF-8");
		return;
	}
	/* The bytes around the first one that is not ASCII say most. */
	size_t start = valid > SAMPLE_MAX / 2 ? valid - SAMPLE_MAX / 2 : 0;
	len -= start;
	guess_bytes(ptr + start, len < SAMPLE_MAX ? len : SAMPLE_MAX, declared, name);
}
