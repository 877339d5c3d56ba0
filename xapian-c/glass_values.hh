/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many documents have a value in a slot, and its bounds. */
#ifndef XAPIAN_C_GLASS_VALUES_HH
#define XAPIAN_C_GLASS_VALUES_HH

#include "xapian-c/glass_table.hh"

#include <unordered_map>

namespace xc::glass {

/* The bounds are tight: a search leaves documents out by them. */
class SlotStatistics {
public:
	/* Once for a slot and a document; not empty. */
	void add(uint32_t slot, struct xc_slice value);
	/* What is known of more documents. */
	void add(uint32_t slot, uint32_t documents, struct xc_slice lower, struct xc_slice upper);
	void add(const SlotStatistics &more);
	/* Their entries of the postlist table. */
	void write(Table &table) const;

private:
	struct Bounds {
		uint32_t documents = 0;
		std::string lower, upper;
	};

	std::unordered_map<uint32_t, Bounds> slots_;
};

} // namespace xc::glass

#endif
