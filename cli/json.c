/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/message.h"
#include "cli/safe.h"

/* 15 digits give 0.1 back as 0.1; more show the noise of binary fractions. */
#define FLAGS (JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))

static json_t *needed(json_t *value)
{
	if (!value)
		cli_memory_fail();
	return value;
}

/* Slow path: text has bytes that are no UTF-8. Each takes at most three bytes as U+FFFD. */
static json_t *mend(const char *text, size_t len)
{
	char *mended = len > SIZE_MAX / 3 ? NULL : malloc(3 * len);
	size_t out = 0;
	uint32_t code;
	json_t *value;

	if (!mended)
		cli_memory_fail();
	for (size_t i = 0; i < len;) {
		i += cli_char_decode(text + i, len - i, &code);
		out += cli_char_encode(code, mended + out);
	}
	value = json_stringn(mended, out);
	free(mended);
	return needed(value);
}

json_t *cli_json_bytes(const char *text, size_t len)
{
	json_t *value = json_stringn(text, len);

	return value ? value : mend(text, len);
}

json_t *cli_json_text(const char *text)
{
	return text ? cli_json_bytes(text, strlen(text)) : json_null();
}

json_t *cli_json_real(double number)
{
	return isfinite(number) ? needed(json_real(number)) : json_null();
}

json_t *cli_json_count(uint64_t number)
{
	return needed(json_integer((json_int_t)number));
}

json_t *cli_json_count_or_null(uint64_t number)
{
	return number ? cli_json_count(number) : json_null();
}

/* jansson escapes the ASCII controls only; the others have to be escaped just as well. */
static void print_escaped(FILE *out, const char *text, size_t len)
{
	size_t plain = 0, i = 0, n;
	uint32_t code;

	while (i < len) {
		n = cli_char_decode(text + i, len - i, &code);
		if (!cli_char_unsafe(code)) {
			i += n;
			continue;
		}
		fwrite(text + plain, 1, i - plain, out);
		if (code < 0x10000)
			fprintf(out, "\\u%04x", (unsigned)code);
		else
			fprintf(out, "\\u%04x\\u%04x", 0xD7C0u + (unsigned)(code >> 10),
				0xDC00u + (unsigned)(code & 0x3FF));
		i += n;
		plain = i;
	}
	fwrite(text + plain, 1, len - plain, out);
}

void cli_json_print(FILE *out, json_t *value, size_t less)
{
	char *text = json_dumps(value, FLAGS);

	json_decref(value);
	if (!text)
		cli_memory_fail();
	print_escaped(out, text, strlen(text) - less);
	free(text);
}
