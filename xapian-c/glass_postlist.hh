/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The postlist table: metadata, statistics of slots, values, document lengths, postings. */
#ifndef XAPIAN_C_GLASS_POSTLIST_HH
#define XAPIAN_C_GLASS_POSTLIST_HH

#include "xapian-c/glass_chunk.hh"
#include "xapian-c/glass_values.hh"

namespace xc::glass {

class Postlist : public Sink {
public:
	Postlist(const std::string &path, const SlotStatistics &slots);
	/* XC_E_LIMIT: a term's wdf add up to more than 32 bits. */
	void write(const Entry &entry, Kind kind, const Piece &chunk, bool last) override;
	size_t room() const override { return table_.room(); }
	TableInfo finish();

private:
	void put_head(const Entry &entry, Kind kind, const Piece &chunk);
	void write_slots();

	Table table_;
	const SlotStatistics &slots_;
	bool slots_written_ = false;
	bool begun_ = false; /* an entry, whose chunks are being written */
	std::string key_, tag_;
};

} // namespace xc::glass

#endif
