/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The postings of a term, or the list of document lengths, read from the mapped table. */
#ifndef XAPIAN_C_GLASS_POSTINGS_HH
#define XAPIAN_C_GLASS_POSTINGS_HH

#include "xapian-c/glass_chunks.hh"

#include <cstring>

namespace xc::glass {

class Postings {
public:
	/* key: of the entry. Stands at the first posting. */
	Postings(const MappedTable &table, Kind kind, std::string key);

	/* As the head of the list says: in how many documents, and the sum of their wdf. 0: no entry. */
	uint32_t documents() const { return documents_; }
	uint32_t sum() const { return sum_; }
	/* The largest wdf, where reading all of them costs next to nothing; otherwise not less than it. */
	uint32_t largest_wdf(uint32_t bound) const;

	/* Where it stands: no_docid behind the last posting. */
	uint32_t docid() const { return docid_; }
	uint32_t wdf() const { return wdf_; }

	/* To the first posting from target on that has at least wdf least, or is at until or behind; never
	 * back. */
	void seek(uint32_t target, uint32_t least = 0, uint32_t until = no_docid)
	{
		if (docid_ < target || (wdf_ < least && docid_ < until))
			advance(target, least, until);
	}
	/* fn(docid, wdf) for each from the present one to those below end; then stands at end or behind. */
	template <class Fn> void each_below(uint32_t end, Fn fn);

private:
	uint32_t number();
	void open_chunk();
	bool enter_chunk(uint32_t target);
	void advance(uint32_t target, uint32_t least, uint32_t until);
	bool scan(uint32_t target, uint32_t least, uint32_t until);
	bool step();

	Chunks chunks_;
	uint32_t documents_ = 0, sum_ = 0;
	uint32_t docid_ = 0, wdf_ = 0;
	uint32_t last_ = 0; /* id of the chunk where it stands */
	/* Of the chunk, whose last byte ends a number: so none that begins in it goes on behind it. */
	const unsigned char *at_ = nullptr, *end_ = nullptr;
};

/* Eight bytes, the first one lowest. */
inline uint64_t load(const unsigned char *p)
{
	uint64_t n;
	memcpy(&n, p, sizeof n);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	n = __builtin_bswap64(n);
#endif
	return n;
}

/* The number at p, of which there is one byte at least; moves behind it. */
inline uint64_t read_number(const unsigned char *&p)
{
	uint64_t n = *p++;
	if (n < 0x80)
		return n;
	n &= 0x7f;
	for (unsigned shift = 7;; shift += 7) {
		const uint64_t byte = *p++;
		expect(shift < 35);
		n |= (byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
}

/* To the next posting of the chunk; false: there is none. */
inline bool Postings::step()
{
	if (at_ == end_)
		return false;
	const uint64_t docid = docid_ + read_number(at_) + 1;
	expect(docid <= last_ && at_ != end_);
	const uint64_t wdf = read_number(at_);
	expect(wdf <= UINT32_MAX);
	docid_ = static_cast<uint32_t>(docid);
	wdf_ = static_cast<uint32_t>(wdf);
	return true;
}

template <class Fn> void Postings::each_below(uint32_t end, Fn fn)
{
	while (docid_ < end) {
		fn(docid_, wdf_);
		/* Nearly all numbers are of one byte. */
		uint32_t docid = docid_, wdf = wdf_;
		const unsigned char *p = at_;
		const uint32_t stop = end < last_ ? end : last_;
		while (end_ - p >= 2 && (p[0] | p[1]) < 0x80) {
			docid += uint32_t(p[0]) + 1;
			wdf = p[1];
			p += 2;
			if (docid >= stop)
				break;
			fn(docid, wdf);
			docid_ = docid;
		}
		expect(docid <= last_);
		const bool fresh = docid != docid_;
		docid_ = docid;
		wdf_ = wdf;
		at_ = p;
		if (fresh)
			continue; /* it is not yet told */
		if (!step() && !enter_chunk(docid_ + 1))
			return;
	}
}

} // namespace xc::glass

#endif
