/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/glance.h"

#include <string.h>

#define TELLING 2	/* letters that exclude anything */

/* U+00C0 … U+00FF without their accents; '?': not known here, ' ': no letter. */
static const char latin[] = "aaaaaa?ceeeeiiii?nooooo ?uuuuy??aaaaaa?ceeeeiiii?nooooo ?uuuuy?y";

const char *glance_letters(unsigned char lead, unsigned char trail, char one[2])
{
	if (lead == 0xc3 && trail >= 0x80 && trail < 0xc0 && latin[trail - 0x80] != '?') {
		one[0] = latin[trail - 0x80] == ' ' ? '\0' : latin[trail - 0x80];
		return one;
	}
	if (lead == 0xc3)
		return trail == 0x86 || trail == 0xa6 ? "ae" : trail == 0x9f ? "ss" : NULL;
	if (lead == 0xc5)
		return trail == 0x92 || trail == 0x93 ? "oe" : NULL;
	/* No-break space, quotes, soft hyphen, middle dot; combining accents. */
	if ((lead == 0xc2 && (trail == 0xa0 || trail == 0xab || trail == 0xad || trail == 0xb7 ||
				     trail == 0xbb)) ||
		lead == 0xcc || (lead == 0xcd && trail < 0xb0))
		return "";
	return NULL;
}

bool glance_squeeze(const char *text, size_t len, struct buf *buf)
{
	buf_reset(buf);
	/* No character has more letters than bytes. */
	if (buf_reserve(buf, len) != LIM_OK)
		return false;
	const unsigned char *p = (const unsigned char *)text, *end = p + len;
	char *out = buf->ptr, one[2] = "";
	while (p < end) {
		unsigned char c = *p++;
		if (c < 0x80) {
			c = c >= 'A' && c <= 'Z' ? c + 32 : c;
			if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
				*out++ = (char)c;
		} else if (c == 0xe2 && end - p >= 2 && p[0] == 0x80) {
			p += 2;		/* U+2000 … U+203F: spaces, dashes, quotes, ellipsis */
		} else {
			const char *letters = p < end ? glance_letters(c, *p++, one) : NULL;
			if (!letters)
				return false;
			while (*letters)
				*out++ = *letters++;
		}
	}
	buf->len = (size_t)(out - buf->ptr);
	*out = '\0';
	return true;
}

bool glance_holds(const struct buf *squeezed, struct lim_slice letters)
{
	return letters.len < TELLING || memmem(squeezed->ptr, squeezed->len, letters.ptr, letters.len);
}
