/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_postings.hh"

#include <algorithm>

namespace xc::glass {

Postings::Postings(const MappedTable &table, Kind kind, std::string key)
	: chunks_(table, kind, std::move(key))
{
	if (chunks_.begin())
		open_chunk();
	else
		docid_ = no_docid;
}

uint32_t Postings::number()
{
	expect(at_ != end_);
	const uint64_t n = read_number(at_);
	expect(n <= UINT32_MAX);
	return static_cast<uint32_t>(n);
}

/* SYNC: glass_postlist.cc. To the first posting of the chunk. */
void Postings::open_chunk()
{
	const struct xc_slice data = chunks_.data();
	const bool whole = chunks_.first() == 0;
	const uint32_t before = docid_;
	at_ = reinterpret_cast<const unsigned char *>(data.data);
	end_ = at_ + data.len;
	expect(end_[-1] < 0x80);
	uint64_t first = chunks_.first();
	if (whole) {
		documents_ = number();
		sum_ = number();
		first = uint64_t(number()) + 1;
	}
	expect(at_ != end_);
	at_++; /* says whether it is the last one, as the keys do */
	const uint64_t last = first + number();
	expect(first > before && last <= most_docid);
	docid_ = static_cast<uint32_t>(first);
	last_ = static_cast<uint32_t>(last);
	wdf_ = number();
}

/* To the first posting of the chunk that target is in, or of the next. False: there is none; at the end. */
bool Postings::enter_chunk(uint32_t target)
{
	for (;;) {
		if (chunks_.following() == no_docid) {
			docid_ = no_docid;
			return false;
		}
		if (chunks_.following() <= target)
			chunks_.seek(target);
		else
			chunks_.next();
		open_chunk();
		if (last_ >= target)
			return true;
	}
}

void Postings::advance(uint32_t target, uint32_t least, uint32_t until)
{
	if (docid_ == no_docid)
		return;
	if (target > last_ && !enter_chunk(target))
		return;
	while (!scan(target, least, until))
		if (!enter_chunk(last_ + 1))
			return;
}

/*
 * Goes forward within the chunk; false: it ends before. Four postings at a time, where their numbers are of
 * one byte each: gap, wdf, gap, wdf… The sum of the gaps is that of four numbers of 16 bits, by a
 * multiplication; a wdf of at least least sets the high bit of its byte when 128 - least is added.
 */
bool Postings::scan(uint32_t target, uint32_t least, uint32_t until)
{
	constexpr uint64_t high_bits = 0x8080808080808080, low_bytes = 0x00ff00ff00ff00ff;
	constexpr uint64_t ones = 0x0001000100010001;
	const uint64_t lift = ones * (0x80 - std::min<uint32_t>(least, 0x80));
	while (docid_ < target || (wdf_ < least && docid_ < until)) {
		while (end_ - at_ >= 8) {
			const uint64_t four = load(at_);
			if ((four & high_bits) != 0)
				break;
			const uint64_t sum = ((four & low_bytes) * ones >> 48) + 4;
			const bool heavy = ((((four >> 8) & low_bytes) + lift) & 0x0080008000800080) != 0;
			if ((docid_ + sum >= target && heavy) || docid_ + sum >= until)
				break;
			expect(docid_ + sum <= last_);
			docid_ += static_cast<uint32_t>(sum);
			wdf_ = static_cast<uint32_t>(four >> 56);
			at_ += 8;
		}
		if (!step())
			return false;
	}
	return true;
}

uint32_t Postings::largest_wdf(uint32_t bound) const
{
	bound = std::min(bound, sum_);
	if (documents_ <= 1 || chunks_.following() != no_docid || chunks_.first() != 0)
		return bound;
	uint32_t largest = wdf_;
	for (const unsigned char *p = at_; p != end_;) {
		read_number(p);
		expect(p != end_);
		largest = std::max<uint32_t>(largest, static_cast<uint32_t>(read_number(p)));
	}
	return std::min(bound, largest);
}

} // namespace xc::glass
