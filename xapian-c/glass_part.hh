/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The entries of a database that is joined with others. */
#ifndef XAPIAN_C_GLASS_PART_HH
#define XAPIAN_C_GLASS_PART_HH

#include "xapian-c/glass_key.hh"
#include "xapian-c/glass_map.hh"
#include "xapian-c/glass_source.hh"
#include "xapian-c/glass_values.hh"

namespace xc::glass {

/* The tags of a table one after the other, their components put together. */
class Tags {
public:
	/* From the first key that is not below this one onwards. The table has to stay; of what was read of
	 * it, so many bytes stay in memory at most. */
	Tags(const MappedTable &table, const std::string &from, size_t stay = 8u << 20);
	/* False: there is no more. */
	bool next();
	const std::string &key() const { return key_; }
	const std::string &tag() const { return tag_; }
	bool deflated() const { return deflated_; }

private:
	const MappedTable &table_;
	Cursor cursor_;
	const size_t stay_;
	bool more_;
	size_t read_ = 0; /* bytes since the table was released */
	bool deflated_ = false;
	std::string key_, tag_;
};

class PartSource : public Source {
public:
	/* Up to so many documents. The table has to stay, but see Tags. */
	PartSource(const MappedTable &postlist, Origin origin, uint32_t documents, size_t stay);
	bool next() override;
	const Entry &entry() const override { return entry_; }
	bool read(Piece &piece) override;

private:
	bool is_ours() const;
	void begin();
	void take_ids(uint64_t first, uint64_t last, Piece &piece);
	void read_list(Piece &piece);
	void read_values(Piece &piece);
	uint32_t docid_behind(size_t len) const;

	Tags tags_;
	const uint32_t documents_;
	bool more_, unread_ = false; /* of the tag where it is */
	bool first_ = false;         /* that tag begins the entry */
	uint32_t last_ = 0;          /* id read last */
	Kind kind_ = Kind::metadata;
	Entry entry_;
};

/* Adds what a database knows of its slots. */
void add_statistics(const MappedTable &postlist, SlotStatistics &slots);

} // namespace xc::glass

#endif
