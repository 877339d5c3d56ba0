/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers for a human, grouped and pointed as the locale says. */
#ifndef CLI_NUMBER_H
#define CLI_NUMBER_H

#include <stdint.h>

#define CLI_NUMBER_SIZE 48

/* Each writes to text, CLI_NUMBER_SIZE bytes, and returns it. */
const char *cli_number_count(uint64_t number, char *text);	/* 12,345 */
const char *cli_number_size(uint64_t bytes, char *text);	/* 1.2 MB; a MB is 10^6 bytes */

#endif
