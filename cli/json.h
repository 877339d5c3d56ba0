/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON for scripts: valid UTF-8 whatever the source was, and harmless on a terminal. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

/*
 * A string; bytes that are no UTF-8 become U+FFFD. NULL becomes null. New reference, as in all
 * below.
 */
json_t *cli_json_text(const char *text);
json_t *cli_json_bytes(const char *text, size_t len);

/* A number; what JSON cannot hold (infinity) becomes null. */
json_t *cli_json_real(double number);

/* A count, or null where it is 0 and 0 means that there is none. */
json_t *cli_json_count(uint64_t number);
json_t *cli_json_count_or_null(uint64_t number);

/*
 * Prints value to out in one line without a line end, and gives the reference back.
 * less: bytes left away at the end, so that an object can be continued.
 */
void cli_json_print(FILE *out, json_t *value, size_t less);

#endif
