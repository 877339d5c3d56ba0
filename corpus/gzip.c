/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/gzip.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/error.h"
#include "base/i18n.h"

/*
 * Deflate makes at most 1032 bytes of one; text is packed 3 to 30 times. Readers of a stream hold
 * little of it, so their ceiling does not stop a bomb: this one does, once there is enough to
 * judge by.
 */
#define BOMB_RATIO 200
#define BOMB_MIN ((uint64_t)64 << 20)

enum state { BETWEEN, WITHIN, BEHIND };

struct gzip {
	z_stream zlib;
	enum state state;
	uint64_t packed, unpacked;
};

bool gzip_is(const char *ptr, size_t len)
{
	return len >= 3 && memcmp(ptr, "\x1f\x8b\x08", 3) == 0;
}

struct gzip *gzip_new(void)
{
	struct gzip *gzip = calloc(1, sizeof *gzip);
	/* 16: a gzip header, no other, is expected. */
	if (gzip && inflateInit2(&gzip->zlib, 16 + MAX_WBITS) != Z_OK) {
		free(gzip);
		return NULL;
	}
	return gzip;
}

void gzip_free(struct gzip *gzip)
{
	if (!gzip)
		return;
	inflateEnd(&gzip->zlib);
	free(gzip);
}

static int check(struct gzip *gzip, int result, struct lim_error *err)
{
	switch (result) {
	case Z_OK:
	case Z_BUF_ERROR:
		gzip->state = WITHIN;
		break;
	case Z_STREAM_END:
		gzip->state = BETWEEN;
		inflateReset(&gzip->zlib);
		break;
	case Z_MEM_ERROR:
		return error_memory(err);
	default:
		return error_set(err, LIM_E_INPUT, _("damaged gzip (%s): fetch the file again"),
			gzip->zlib.msg ? gzip->zlib.msg : zError(result));
	}
	if (gzip->unpacked > BOMB_MIN && gzip->unpacked / BOMB_RATIO > gzip->packed)
		return error_set(err, LIM_E_LIMIT,
			_("unpacks to more than %d times its size: if that is right, unpack it"),
			BOMB_RATIO);
	return LIM_OK;
}

int gzip_inflate(struct gzip *gzip, const char **in, size_t *in_len, char *out, size_t *out_len,
	struct lim_error *err)
{
	z_stream *zlib = &gzip->zlib;
	if (gzip->state == BETWEEN && gzip->packed > 0 && *in_len > 0 && **in != '\x1f')
		gzip->state = BEHIND;
	if (gzip->state == BEHIND) {
		*out_len = 0;
		return LIM_DONE;
	}
	uInt room = *out_len > UINT_MAX ? UINT_MAX : (uInt)*out_len;
	uInt given = *in_len > UINT_MAX ? UINT_MAX : (uInt)*in_len;
	zlib->next_in = (z_const Bytef *)*in;
	zlib->avail_in = given;
	zlib->next_out = (Bytef *)out;
	zlib->avail_out = room;
	int result = inflate(zlib, Z_NO_FLUSH);
	*in += given - zlib->avail_in;
	*in_len -= given - zlib->avail_in;
	*out_len = room - zlib->avail_out;
	gzip->packed += given - zlib->avail_in;
	gzip->unpacked += *out_len;
	return check(gzip, result, err);
}

int gzip_finish(const struct gzip *gzip, struct lim_error *err)
{
	if (gzip->state != WITHIN)
		return LIM_DONE;
	return error_set(err, LIM_E_INPUT, _("truncated gzip: fetch the file again"));
}
