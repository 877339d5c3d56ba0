/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The docdata table: what documents store. */
#ifndef XAPIAN_C_GLASS_DATA_HH
#define XAPIAN_C_GLASS_DATA_HH

#include "xapian-c/deflate.hh"
#include "xapian-c/glass_map.hh"

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
	/* That of another table with so many documents, as it is; ids get larger by before. */
	void copy(const MappedTable &from, uint32_t before, uint32_t documents);
	TableInfo finish() { return table_.finish(); }

private:
	Table table_;
	std::optional<Deflater> deflater_;
	std::string key_, deflated_;
};

class Tags;
/* Whose data a tag is, of so many documents. */
uint32_t data_docid(const Tags &tags, uint32_t documents);

} // namespace xc::glass

#endif
