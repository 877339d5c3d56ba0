/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory in equal pieces that stay where they are and go at once. */
#ifndef XAPIAN_C_PIECES_HH
#define XAPIAN_C_PIECES_HH

#include <cstddef>
#include <memory>
#include <vector>

namespace xc {

/*
 * Many of them lie in pages of 2 MB, where the system has these (Linux): with pages of 4 KB, who reads here
 * and there waits for the address of the page each time, too.
 */
class Pieces {
public:
	explicit Pieces(size_t size) : size_(size) {}
	/* One more, with anything in it. */
	char *take();

private:
	struct Unmap {
		void operator()(char *block) const;
	};

	size_t size_, taken_ = 0;
	std::vector<std::unique_ptr<char[]>> single_;
	std::vector<std::unique_ptr<char, Unmap>> blocks_; /* of many pieces */
	size_t left_ = 0;                                  /* pieces of the last block */
};

} // namespace xc

#endif
