/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stemmer/phone.h"

#include <string.h>

#include "stemmer/analyze.h"
#include "stemmer/glyph.h"

#define NATIONAL 10	/* digits, with the 0 in front that "+33" takes the place of */
#define GROUPS_MAX 6

struct phone {
	size_t groups;
	size_t start[GROUPS_MAX], len[GROUPS_MAX];	/* bytes of the text */
	char shape[GROUPS_MAX + 1];			/* digits of each group: "22222" */
};

static size_t digits_at(const char *text, size_t len, size_t at)
{
	size_t end = at;
	while (end < len && glyph_is_digit(text[end]))
		end++;
	return end - at;
}

/* Bytes between two groups: a blank, a point, a hyphen; "(0)" with its blanks behind +33. */
static size_t separator_at(const char *text, size_t len, size_t at)
{
	static const char *const separators[] = {" (0) ", " (0)", "(0)", " ", ".", "-", "\u00a0", "\u202f",
		"\u2009", "\u2011"};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		size_t bytes = strlen(separators[i]);
		if (at + bytes < len && memcmp(text + at, separators[i], bytes) == 0)
			return bytes;
	}
	return 0;
}

/* Splits what begins at start into groups of at most 11 digits. False: more groups than any
 * number has. */
static bool split(struct phone *phone, const char *text, size_t len, size_t start)
{
	for (size_t at = start, digits; (digits = digits_at(text, len, at)) > 0;) {
		if (phone->groups == GROUPS_MAX || digits > NATIONAL + 1)
			return false;
		phone->start[phone->groups] = at;
		phone->len[phone->groups] = digits;
		phone->shape[phone->groups++] = (char)('0' + digits);	/* ':' and ';' are 10 and 11 */
		at += digits;
		at += separator_at(text, len, at);
	}
	return true;
}

static bool is_one_of(const char *shape, const char *const *shapes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(shape, shapes[i]) == 0)
			return true;
	return false;
}

/* Whether the groups are a number's; a row of a table has others beside them. */
static bool is_phone(const struct phone *phone, const char *text, size_t len, size_t start)
{
	static const char *const national[] = {":", "22222", "433", "1333"};
	static const char *const abroad[] = {";", "29", "2:", "212222", "32222"};
	size_t last = phone->start[phone->groups - 1] + phone->len[phone->groups - 1];
	enum glyph kind = GLYPH_OTHER;
	if (last < len)
		glyph_at(text, len, last, &kind);
	if (glyph_is_word(kind) || kind == GLYPH_MARK)
		return false;
	if (start > 0 && text[start - 1] == '+')
		return is_one_of(phone->shape, abroad, sizeof abroad / sizeof *abroad) &&
		       memcmp(text + start, "33", 2) == 0;
	bool row = start > 1 && text[start - 1] == ' ' && glyph_is_digit(text[start - 2]);
	return !row && text[start] == '0' &&
	       is_one_of(phone->shape, national, sizeof national / sizeof *national);
}

/* Puts the ten digits that are dialled within France into whole. False: they are not ten. */
static bool dial(const struct phone *phone, const char *text, bool abroad, char *whole)
{
	char digits[GROUPS_MAX * (NATIONAL + 1)] = {0};
	size_t n = 0, skip = abroad ? 1 : 0;
	for (size_t i = 0; i < phone->groups; i++) {
		memcpy(digits + n, text + phone->start[i], phone->len[i]);
		n += phone->len[i];
	}
	if (abroad)
		digits[1] = '0';	/* of 33 */
	memcpy(whole, digits + skip, NATIONAL);
	return n == NATIONAL + skip;
}

size_t phone_read(struct reading *reading, const char *text, size_t len, size_t start)
{
	struct phone phone = {0};
	char digits[NATIONAL];
	struct lim_slice whole = {digits, NATIONAL};
	bool abroad = start > 0 && text[start - 1] == '+';
	if ((text[start] != '0' && !abroad) || !split(&phone, text, len, start) ||
	    !is_phone(&phone, text, len, start))
		return 0;
	size_t last = phone.start[phone.groups - 1] + phone.len[phone.groups - 1];
	if (!dial(&phone, text, abroad, digits))
		return 0;
	reading_add(reading, text + start, last - start, whole, whole, 0);
	for (size_t i = 0; i < phone.groups && (abroad || phone.groups > 1); i++) {
		struct lim_slice group = {text + phone.start[i], phone.len[i]};
		reading_add(reading, group.ptr, group.len, group, group,
			TOKEN_ALTERNATE | READING_MUTE);
	}
	return last - start;
}
