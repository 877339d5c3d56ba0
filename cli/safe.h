/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text from documents, file names and queries on its way to a terminal or a line-based format. It
 * may hold anything: escape sequences, right-to-left overrides, bytes that are no UTF-8.
 */
#ifndef CLI_SAFE_H
#define CLI_SAFE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CLI_REPLACEMENT 0xFFFDu

/*
 * Decodes one character at text, len > 0 bytes. Returns the bytes it takes; where they are no
 * UTF-8, *code is CLI_REPLACEMENT and the result the length of the longest broken beginning of a
 * character.
 */
size_t cli_char_decode(const char *text, size_t len, uint32_t *code);

/* Writes code as UTF-8 to out. Returns the bytes written. */
size_t cli_char_encode(uint32_t code, char out[4]);

/* Columns on a terminal: 0, 1 or 2. */
unsigned cli_char_width(uint32_t code);
unsigned cli_text_width(const char *text);

/* A control character, or one that changes the order in which others are shown. */
int cli_char_unsafe(uint32_t code);

/* Writes a visible stand-in of an unsafe character to out. Returns its bytes. */
size_t cli_char_visible(uint32_t code, char out[16]);

/*
 * Prints text with stand-ins for unsafe characters (line ends and tabs are some) and U+FFFD for
 * bytes that are no UTF-8.
 */
void cli_print_safe(FILE *out, const char *text, size_t len);

/*
 * Prints text as one word without blanks: blanks, control characters and bytes that are no UTF-8
 * become %XX. The percent sign itself stays, so that usual names stay what they are.
 */
void cli_print_word(FILE *out, const char *text, size_t len);

#endif
