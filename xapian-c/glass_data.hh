/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The docdata table: what documents store. */
#ifndef XAPIAN_C_GLASS_DATA_HH
#define XAPIAN_C_GLASS_DATA_HH

#include "xapian-c/deflate.hh"
#include "xapian-c/glass_table.hh"

#include <optional>

namespace xc::glass {

class DocData {
public:
	/* as_given: data is not deflated. */
	DocData(const std::string &path, bool as_given) : table_(path)
	{
		if (!as_given)
			deflater_.emplace();
	}
	/* Ids ascend; data is not empty. */
	void add(uint32_t docid, struct xc_slice data);
	/* As it is in another table. */
	void copy(uint32_t docid, struct xc_slice tag, bool deflated);
	TableInfo finish() { return table_.finish(); }

private:
	Table table_;
	std::optional<Deflater> deflater_;
	std::string key_, deflated_;
};

} // namespace xc::glass

#endif
