/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of a slot, in the order of ids, where they lie in the mapped table. */
#ifndef XAPIAN_C_GLASS_STREAM_HH
#define XAPIAN_C_GLASS_STREAM_HH

#include "xapian-c/glass_chunks.hh"

namespace xc::glass {

class Stream {
public:
	/* Stands at the first value. The table has to stay. */
	Stream(const MappedTable &table, uint32_t slot);
	/* To the first value of a document from target on; never back. */
	void seek(uint32_t target);
	/* Whether a value of the document, if it has one, was passed. */
	bool is_behind(uint32_t docid) const { return docid < docid_ && docid < asked_; }
	/* no_docid: behind the last one. */
	uint32_t docid() const { return docid_; }
	/* Valid until it moves. */
	struct xc_slice value() const { return value_; }

private:
	void open_chunk();
	void take();
	void skip_short(uint32_t target);
	void skip_pairs(uint32_t target);

	Chunks chunks_;
	uint32_t docid_ = 0, asked_ = 0;
	struct xc_slice value_ = {"", 0};
	/* What follows the value; the last byte of the chunk is anything. */
	const char *at_ = nullptr, *end_ = nullptr;
};

} // namespace xc::glass

#endif
