/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as people and programs write them → ISO 8601. */
#ifndef CORPUS_DATE_H
#define CORPUS_DATE_H

#include <stdbool.h>
#include <stddef.h>

#define DATE_SIZE 11	/* "2021-11-16" and a NUL */

/*
 * Reads the first date of a short text: "2021-11-16T10:00:00+01:00", "20211116", "16/11/2021" (the
 * day first), "mardi 16 novembre 2021", "1er mai 2020", "Nov 16, 2021", "novembre 2021", "2021".
 * The day is taken as written, whatever the time zone. False, and iso untouched, where there is
 * none.
 */
bool date_parse(const char *ptr, size_t len, char iso[DATE_SIZE]);

#endif
