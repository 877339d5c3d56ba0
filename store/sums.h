/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The engine's files of a segment, their sizes and sums, in the file seg-N/sums: the engine trusts what it
 * reads, and may crash on what it did not write. A line per file, "NAME BYTES XXH3", then "end XXH3" of
 * the lines.
 */
#ifndef STORE_SUMS_H
#define STORE_SUMS_H

#include <stddef.h>

#include "limier.h"

/* Sums up the files that are there now, and brings the result to the disk. */
int sums_write(const char *segment_path, struct lim_error *err);

/*
 * Holds the files against their sums. budget: bytes that may be read for it, and what is left of them
 * afterwards; of files that go beyond it only the sizes are compared. SIZE_MAX: everything. LIM_E_DAMAGED.
 */
int sums_check(const char *segment_path, size_t *budget, struct lim_error *err);

#endif
