/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Raw deflate, as Xapian stores tags. */
#ifndef XAPIAN_C_DEFLATE_HH
#define XAPIAN_C_DEFLATE_HH

#include "xapian-c/guard.hh"

#include <zlib.h>

namespace xc {

/* Streams that serve many texts. */
class Deflater {
public:
	Deflater();
	~Deflater();
	Deflater(const Deflater &) = delete;
	Deflater &operator=(const Deflater &) = delete;

	/* Whether the result, in *out, is shorter. */
	bool shorten(struct xc_slice in, std::string &out);

private:
	z_stream stream_ = {};
};

class Inflater {
public:
	Inflater();
	~Inflater();
	Inflater(const Inflater &) = delete;
	Inflater &operator=(const Inflater &) = delete;

	/* Fills the caller's buffer. XC_E_DAMAGED: it is no deflated text. */
	void inflate(struct xc_slice in, struct xc_bytes *out);

private:
	bool fill(struct xc_slice in, struct xc_bytes *out);

	z_stream stream_ = {};
};

} // namespace xc

#endif
