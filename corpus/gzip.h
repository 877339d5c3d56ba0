/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of a gzip file → the bytes that were packed. */
#ifndef CORPUS_GZIP_H
#define CORPUS_GZIP_H

#include <stdbool.h>

#include "limier.h"

struct gzip;

/* Whether bytes are the start of a gzip file. */
bool gzip_is(const char *ptr, size_t len);

/* NULL: no memory. */
struct gzip *gzip_new(void);
void gzip_free(struct gzip *gzip);

/*
 * Unpacks from *in into out and says how far it came: *in and *in_len move on, *out_len (the room
 * at first) becomes the bytes written. Several members in a row are one stream; what follows the
 * last one and is no gzip is ignored, as gzip(1) does.
 * LIM_OK; LIM_DONE: the end; LIM_E_INPUT: damaged; LIM_E_LIMIT: a bomb; LIM_E_MEMORY.
 */
int gzip_inflate(struct gzip *gzip, const char **in, size_t *in_len, char *out, size_t *out_len,
	struct lim_error *err);

/* To be asked when the file has ended: LIM_DONE, or LIM_E_INPUT where something is missing. */
int gzip_finish(const struct gzip *gzip, struct lim_error *err);

#endif
