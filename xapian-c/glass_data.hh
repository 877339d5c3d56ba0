/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The docdata table: what documents store. */
#ifndef XAPIAN_C_GLASS_DATA_HH
#define XAPIAN_C_GLASS_DATA_HH

#include "xapian-c/glass_table.hh"

#include <zlib.h>

namespace xc::glass {

/* Raw deflate, as Xapian inflates it, with a state that serves many tags. */
class Deflater {
public:
	Deflater(int window_bits, int memory_level);
	~Deflater();
	Deflater(const Deflater &) = delete;
	Deflater &operator=(const Deflater &) = delete;

	/* Whether the result, in *out, is shorter. */
	bool shorten(struct xc_slice in, std::string &out);

private:
	z_stream stream_;
};

class DocData {
public:
	explicit DocData(const std::string &path);
	/* Ids ascend; data is not empty. */
	void add(uint32_t docid, struct xc_slice data);
	TableInfo finish() { return table_.finish(); }

private:
	Table table_;
	Deflater small_, large_;
	std::string key_, deflated_;
};

} // namespace xc::glass

#endif
