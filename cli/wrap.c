/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "cli/safe.h"
#include "cli/wrap.h"

void cli_wrap_begin(struct cli_wrap *wrap, FILE *out, unsigned indent, unsigned width,
	unsigned column)
{
	wrap->out = out;
	wrap->indent = indent;
	wrap->width = width;
	wrap->column = column;
	wrap->begun = wrap->blank = false;
	wrap->word_len = 0;
	wrap->word_width = 0;
}

static void begin_line(struct cli_wrap *wrap)
{
	if (wrap->column < wrap->indent) {
		fprintf(wrap->out, "%*s", (int)(wrap->indent - wrap->column), "");
		wrap->column = wrap->indent;
	}
	wrap->begun = true;
}

/* Writes the gathered word, on a new line where it does not fit. */
static void put_word(struct cli_wrap *wrap)
{
	unsigned blank = wrap->blank && wrap->begun;

	if (!wrap->word_len)
		return;
	if (wrap->begun && wrap->blank && wrap->column + blank + wrap->word_width > wrap->width) {
		fputc('\n', wrap->out);
		wrap->column = 0;
		wrap->begun = false;
		blank = 0;
	}
	if (!wrap->begun)
		begin_line(wrap);
	if (blank)
		fputc(' ', wrap->out);
	fwrite(wrap->word, 1, wrap->word_len, wrap->out);
	wrap->column += blank + wrap->word_width;
	wrap->blank = false;
	wrap->word_len = 0;
	wrap->word_width = 0;
}

static void put_bytes(struct cli_wrap *wrap, const char *bytes, size_t len, unsigned width)
{
	/* A monster of a word is let through in pieces: only running text has to look well. */
	if (wrap->word_len + len > sizeof(wrap->word))
		put_word(wrap);
	memcpy(wrap->word + wrap->word_len, bytes, len);
	wrap->word_len += len;
	wrap->word_width += width;
}

static bool is_break(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x2028 || code == 0x2029;
}

static void put_char(struct cli_wrap *wrap, uint32_t code)
{
	char piece[16];
	size_t bytes;

	if (!cli_char_unsafe(code)) {
		bytes = cli_char_encode(code, piece);
		put_bytes(wrap, piece, bytes, cli_char_width(code));
		return;
	}
	/* A control picture is one character of three bytes, all others are ASCII. */
	bytes = cli_char_visible(code, piece);
	put_bytes(wrap, piece, bytes, bytes == 3 ? 1 : (unsigned)bytes);
}

void cli_wrap_add(struct cli_wrap *wrap, const char *text, size_t len)
{
	uint32_t code;

	for (size_t i = 0; i < len;) {
		i += cli_char_decode(text + i, len - i, &code);
		if (!is_break(code)) {
			put_char(wrap, code);
			continue;
		}
		put_word(wrap);
		wrap->blank = true;
	}
}

void cli_wrap_keep(struct cli_wrap *wrap, const char *text, size_t len)
{
	uint32_t code;

	for (size_t i = 0; i < len;) {
		i += cli_char_decode(text + i, len - i, &code);
		put_char(wrap, code);
	}
}

void cli_wrap_escape(struct cli_wrap *wrap, const char *sequence)
{
	put_bytes(wrap, sequence, strlen(sequence), 0);
}

void cli_wrap_end(struct cli_wrap *wrap)
{
	put_word(wrap);
	fputc('\n', wrap->out);
}
