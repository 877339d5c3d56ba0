/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_stream.hh"

#include <algorithm>
#include <cstring>

namespace xc::glass {

static std::string key_of(uint32_t slot)
{
	std::string key;
	value_key(key, slot);
	return key;
}

Stream::Stream(const MappedTable &table, uint32_t slot) : chunks_(table, Kind::value, key_of(slot))
{
	if (chunks_.begin())
		open_chunk();
	else
		docid_ = no_docid;
}

void Stream::take()
{
	const uint64_t len = read_vint(at_, end_);
	expect(len <= static_cast<size_t>(end_ - at_));
	value_ = {at_, len};
	at_ += len;
}

/* SYNC: glass_chunk.cc */
void Stream::open_chunk()
{
	expect(chunks_.first() > docid_ && chunks_.first() <= most_docid);
	docid_ = chunks_.first();
	at_ = chunks_.data().data;
	end_ = at_ + chunks_.data().len;
	take();
}

/* To target, or before what is not as nearly all values are: a byte for the gap, one for the length. */
void Stream::skip_short(uint32_t target)
{
	const char *at = at_;
	uint64_t docid = docid_;
	while (docid < target && end_ - at >= 2 && ((at[0] | at[1]) & 0x80) == 0 && at[1] <= end_ - at - 2) {
		docid += static_cast<unsigned char>(at[0]) + 1u;
		value_ = {at + 2, static_cast<size_t>(at[1])};
		at += 2 + at[1];
	}
	expect(docid < chunks_.following());
	docid_ = static_cast<uint32_t>(docid);
	at_ = at;
}

/*
 * Passes over values of two bytes of consecutive documents, four at a time, while they are before target: to
 * find one in a chunk takes a tenth of the time so. Each is a gap (0), a length (2), and the bytes.
 */
void Stream::skip_pairs(uint32_t target)
{
	static constexpr uint32_t step = 4;
	static const unsigned char heads[8] = {0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0};
	static const unsigned char expected[8] = {0, 2, 0, 0, 0, 2, 0, 0};
	uint64_t mask, pattern;
	memcpy(&mask, heads, sizeof mask);
	memcpy(&pattern, expected, sizeof pattern);
	const char *p = at_;
	uint32_t docid = docid_;
	const uint32_t end = std::min(target, chunks_.following());
	for (; docid < end && end - docid > step && end_ - p >= 16; p += 16, docid += step) {
		uint64_t two[2];
		memcpy(two, p, sizeof two);
		if ((((two[0] ^ pattern) | (two[1] ^ pattern)) & mask) != 0)
			break;
	}
	at_ = p;
	docid_ = docid;
}

void Stream::seek(uint32_t target)
{
	asked_ = std::max(asked_, target);
	if (chunks_.following() <= target && chunks_.following() != no_docid && docid_ < target) {
		chunks_.seek(target);
		open_chunk();
	}
	skip_pairs(target);
	while (docid_ < target) {
		skip_short(target);
		if (docid_ >= target)
			break;
		if (at_ != end_) {
			const uint64_t gap = read_vint(at_, end_);
			expect(gap < most_docid);
			const uint64_t docid = docid_ + gap + 1;
			expect(docid < chunks_.following() && docid <= most_docid);
			docid_ = static_cast<uint32_t>(docid);
			take();
		} else if (chunks_.following() != no_docid) {
			chunks_.next();
			open_chunk();
		} else {
			docid_ = no_docid;
		}
	}
}

} // namespace xc::glass
