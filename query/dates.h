/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The value of date: in a query. */
#ifndef QUERY_DATES_H
#define QUERY_DATES_H

#include <stdbool.h>

#include "base/arena.h"
#include "limier.h"

/*
 * Reads a day, month or year, or a range of two: "2021", "2021-11-16", "16/11/2021", "11/2021",
 * "2020-05..2021", "..2019", "2020..". False where text is none of these. *from and *to are ISO
 * 8601 of any precision, in the arena, NULL where the range is open.
 */
bool parse_dates(struct lim_slice text, struct arena *arena, const char **from, const char **to);

#endif
