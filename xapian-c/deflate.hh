/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Raw deflate, by libdeflate where the build has it, else by zlib: each reads what the other writes. */
#ifndef XAPIAN_C_DEFLATE_HH
#define XAPIAN_C_DEFLATE_HH

#include "xapian-c/guard.hh"

#include <memory>

namespace xc {

/* States that serve many texts. */
class Deflater {
public:
	/* hard: a tenth smaller, in ten times the time. */
	explicit Deflater(bool hard);
	~Deflater();

	/* Whether the result, in *out, is shorter. */
	bool shorten(struct xc_slice in, std::string &out);

private:
	struct State;
	const std::unique_ptr<State> state_;
};

class Inflater {
public:
	Inflater();
	~Inflater();

	/* Fills the caller's buffer. XC_E_DAMAGED: it is no deflated text. */
	void inflate(struct xc_slice in, struct xc_bytes *out);

private:
	struct State;
	const std::unique_ptr<State> state_;
};

} // namespace xc

#endif
