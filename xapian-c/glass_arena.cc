/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_arena.hh"

#include "xapian-c/guard.hh"

#include <algorithm>

namespace xc::glass {

static constexpr size_t link_size = sizeof(uint32_t);
static constexpr uint16_t smallest_slice = 16, largest_slice = 512;

/* The slice after one of this size. */
static uint16_t next_size(uint16_t slice)
{
	return slice == 0 ? smallest_slice
			  : std::min(static_cast<uint16_t>(2 * slice), largest_slice);
}

uint32_t Arena::allocate(size_t len)
{
	size_t start = std::max<size_t>(used_, 1);
	if (start % page_size + len > page_size)
		start += page_size - start % page_size;
	if (start + len > UINT32_MAX)
		fail(XC_E_MEMORY, "a document needs more than 4 GB");
	if (start / page_size == pages_.size())
		pages_.push_back(pieces_.take());
	used_ = start + len;
	return static_cast<uint32_t>(start);
}

void Arena::add_slice(ByteList &list)
{
	const uint16_t size = next_size(list.slice);
	const uint32_t offset = allocate(size);
	if (list.first == 0)
		list.first = offset;
	else
		memcpy(at(list.end - list.slice), &offset, link_size);
	list.slice = size;
	list.end = offset + static_cast<uint32_t>(link_size);
	list.left = static_cast<uint16_t>(size - link_size);
}

void Arena::append(ByteList &list, const char *data, size_t len)
{
	while (len > 0) {
		if (list.left == 0)
			add_slice(list);
		const size_t n = std::min<size_t>(len, list.left);
		memcpy(at(list.end), data, n);
		advance(list, n);
		data += n;
		len -= n;
	}
}

/* The sizes of the slices are known by their order. */
void Arena::read(const ByteList &list, std::string &to) const
{
	uint32_t offset = list.first;
	for (uint16_t size = next_size(0); offset != 0; size = next_size(size)) {
		const char *slice = at(offset);
		const uint32_t last = list.end - (list.slice - list.left);
		if (offset == last) {
			to.append(slice + link_size, list.slice - list.left - link_size);
			return;
		}
		to.append(slice + link_size, size - link_size);
		memcpy(&offset, slice, link_size);
	}
}

} // namespace xc::glass
