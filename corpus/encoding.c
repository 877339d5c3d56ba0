/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"

/* Bytes of room that iconv is given at a time. */
#define STEP_MIN ((size_t)64)
#define STEP_MAX ((size_t)64 << 10)

static const char replacement[] = "\xef\xbf\xbd";

/* The bytes one U+FFFD stands for where iconv is at a loss. */
static size_t unit_size(const char *encoding)
{
	if (strncmp(encoding, "UTF-16", 6) == 0)
		return 2;
	return strncmp(encoding, "UTF-32", 6) == 0 ? 4 : 1;
}

static int convert(iconv_t converter, size_t unit, const struct buf *in, size_t start,
	struct buf *out)
{
	char *pos = in->ptr + start;
	size_t left = in->len - start;
	while (left > 0) {
		if (buf_reserve(out, left < STEP_MAX ? left + STEP_MIN : STEP_MAX) != LIM_OK)
			return out->status;
		char *to = out->ptr + out->len;
		size_t room = out->cap - 1 - out->len;
		size_t result = iconv(converter, &pos, &left, &to, &room);
		int code = errno;
		out->len = (size_t)(to - out->ptr);
		if (result != (size_t)-1 || code == E2BIG)
			continue;
		buf_adds(out, replacement);
		pos += unit < left ? unit : left;
		left -= unit < left ? unit : left;
		iconv(converter, NULL, NULL, NULL, NULL);
	}
	out->ptr[out->len] = '\0';
	return out->status;
}

void encoding_fold_lines(struct buf *buf)
{
	char *from = memchr(buf->ptr, '\r', buf->len), *to = from, *end = buf->ptr + buf->len;
	if (!from)
		return;
	while (from < end) {
		char c = *from++;
		if (c == '\r' && from < end && *from == '\n')
			from++;
		*to++ = c == '\r' ? '\n' : c;
	}
	buf->len = (size_t)(to - buf->ptr);
	buf->ptr[buf->len] = '\0';
}

/* Puts what out holds in the place of buf. */
static int replace(struct buf *buf, struct buf *out)
{
	int status = out->status;
	if (status != LIM_OK) {
		buf_done(out);
		return status;
	}
	buf_done(buf);
	*buf = *out;
	return LIM_OK;
}

static bool is_clean(const char *ptr, size_t len)
{
	return !memchr(ptr, '\0', len) && utf8_valid(ptr, len) == len;
}

static int repair(struct buf *buf, size_t start)
{
	struct buf out;
	const char *ptr = buf->ptr + start;
	size_t len = buf->len - start;
	if (is_clean(ptr, len)) {
		memmove(buf->ptr, ptr, len + 1);
		buf->len = len;
		return LIM_OK;
	}
	buf_init(&out, 3 * buf->max);
	utf8_repair(&out, ptr, len, NULL);
	return replace(buf, &out);
}

int encoding_decode(struct buf *buf, const char *declared)
{
	char guess[ENCODING_NAME_SIZE];
	const char *name;
	size_t start = encoding_mark(buf->ptr, buf->len, &name);
	if (start == 0 && is_clean(buf->ptr, buf->len)) {
		encoding_fold_lines(buf);
		return LIM_OK;
	}
	if (start == 0) {
		encoding_guess(buf->ptr, buf->len, declared, guess);
		name = guess;
	}
	if (strcmp(name, "UTF-8") != 0) {
		iconv_t converter = iconv_open("UTF-8", name);
		if (converter != (iconv_t)-1) {
			struct buf out;
			buf_init(&out, 3 * buf->max);
			convert(converter, unit_size(name), buf, start, &out);
			iconv_close(converter);
			start = 0;
			int status = replace(buf, &out);
			if (status != LIM_OK)
				return status;
		}
	}
	int status = repair(buf, start);
	if (status == LIM_OK)
		encoding_fold_lines(buf);
	return status;
}
