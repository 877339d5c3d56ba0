/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdbool.h>
#include <string.h>

#include "cli/safe.h"

/*
 * Length of the character that begins with byte, and the bits that it contributes; 0: begins none.
 */
static size_t sequence_length(unsigned char byte, uint32_t *bits)
{
	if (byte >= 0xC2 && byte <= 0xDF) {
		*bits = byte & 0x1F;
		return 2;
	}
	if (byte >= 0xE0 && byte <= 0xEF) {
		*bits = byte & 0x0F;
		return 3;
	}
	if (byte >= 0xF0 && byte <= 0xF4) {
		*bits = byte & 0x07;
		return 4;
	}
	return 0;
}

/* Whether second may follow first: no overlong forms, no surrogates, nothing above U+10FFFF. */
static int second_allowed(unsigned char first, unsigned char second)
{
	unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
	unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;

	return second >= low && second <= high;
}

size_t cli_char_decode(const char *text, size_t len, uint32_t *code)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t bits = 0;
	size_t need, i;

	if (s[0] < 0x80) {
		*code = s[0];
		return 1;
	}
	need = sequence_length(s[0], &bits);
	*code = CLI_REPLACEMENT;
	if (need == 0 || len < 2 || !second_allowed(s[0], s[1]))
		return 1;
	for (i = 1; i < need; i++) {
		if (i == len || (s[i] & 0xC0) != 0x80)
			return i;
		bits = bits << 6 | (s[i] & 0x3F);
	}
	*code = bits;
	return need;
}

size_t cli_char_encode(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

struct range {
	uint32_t first, last;
};

static int within(const struct range *ranges, size_t n, uint32_t code)
{
	for (size_t i = 0; i < n; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return 1;
	return 0;
}

#define WITHIN(ranges, code) within(ranges, sizeof(ranges) / sizeof(*(ranges)), code)

/* wcwidth() would need a UTF-8 locale, which a script or a bare container does not have. */
unsigned cli_char_width(uint32_t code)
{
	static const struct range none[] = {{0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD},
		{0x64B, 0x65F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
		{0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
	static const struct range wide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},
		{0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6},
		{0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};

	if (code < 0x300)
		return 1;
	return WITHIN(none, code) ? 0 : WITHIN(wide, code) ? 2 : 1;
}

unsigned cli_text_width(const char *text)
{
	size_t len = strlen(text);
	unsigned columns = 0;
	uint32_t code;

	for (size_t i = 0; i < len;) {
		i += cli_char_decode(text + i, len - i, &code);
		columns += cli_char_width(code);
	}
	return columns;
}

int cli_char_unsafe(uint32_t code)
{
	static const struct range unsafe[] = {{0x00, 0x1F}, {0x7F, 0x9F}, {0x61C, 0x61C},
		{0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x206F}, {0xE0000, 0xE007F}};

	return WITHIN(unsafe, code);
}

size_t cli_char_visible(uint32_t code, char out[16])
{
	/* Unicode has pictures of the ASCII controls: U+241B is a small "ESC". */
	if (code < 0x20)
		return cli_char_encode(0x2400 + code, out);
	if (code == 0x7F)
		return cli_char_encode(0x2421, out);
	return (size_t)snprintf(out, 16, "<U+%04X>", (unsigned)code);
}

void cli_print_safe(FILE *out, const char *text, size_t len)
{
	size_t plain = 0, i = 0, n, width;
	uint32_t code;
	char piece[16];

	while (i < len) {
		n = cli_char_decode(text + i, len - i, &code);
		width = 0;
		if (cli_char_unsafe(code))
			width = cli_char_visible(code, piece);
		else if (code == CLI_REPLACEMENT)
			width = cli_char_encode(code, piece);
		i += n;
		if (!width)
			continue;
		fwrite(text + plain, 1, i - n - plain, out);
		fwrite(piece, 1, width, out);
		plain = i;
	}
	fwrite(text + plain, 1, len - plain, out);
}

static int is_blank(uint32_t code)
{
	static const struct range blanks[] = {{0x20, 0x20}, {0xA0, 0xA0}, {0x1680, 0x1680},
		{0x2000, 0x200A}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};

	return WITHIN(blanks, code);
}

void cli_print_word(FILE *out, const char *text, size_t len)
{
	uint32_t code;
	size_t n;
	bool broken;

	for (size_t i = 0; i < len; i += n) {
		n = cli_char_decode(text + i, len - i, &code);
		/* U+FFFD may also stand there in earnest, and is then EF BF BD. */
		broken = code == CLI_REPLACEMENT && (n != 3 || text[i] != '\xEF');
		if (!cli_char_unsafe(code) && !is_blank(code) && !broken) {
			fwrite(text + i, 1, n, out);
			continue;
		}
		for (size_t j = 0; j < n; j++)
			fprintf(out, "%%%02X", (unsigned char)text[i + j]);
	}
}
