/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that only grows and goes at once, and lists of bytes in it. */
#ifndef XAPIAN_C_GLASS_ARENA_HH
#define XAPIAN_C_GLASS_ARENA_HH

#include "xapian-c/pieces.hh"

#include <cstdint>
#include <cstring>
#include <string>

namespace xc::glass {

/*
 * Bytes that are appended to, in slices of growing size, each beginning with the offset of the
 * next. A list that stays short wastes little, a long one needs few links.
 */
struct ByteList {
	uint32_t first = 0; /* slice; 0: the list is empty */
	uint32_t end = 0;   /* where the next byte goes */
	uint16_t left = 0;  /* free bytes of the last slice */
	uint16_t slice = 0; /* size of the last slice */
};

class Arena {
public:
	/*
	 * The offset, never 0, of len bytes in one piece, at most page_size. Offsets have 32 bits:
	 * behind 4 GB there is no more memory.
	 */
	uint32_t allocate(size_t len);
	char *at(uint32_t offset) { return pages_[offset / page_size] + offset % page_size; }
	const char *at(uint32_t offset) const
	{
		return pages_[offset / page_size] + offset % page_size;
	}

	void append(ByteList &list, const char *data, size_t len);
	/*
	 * Where the next bytes of a list will stand, if so many are free there, else NULL. What was
	 * written there is appended by advance.
	 */
	char *room(const ByteList &list, size_t len)
	{
		return len <= list.left ? at(list.end) : nullptr;
	}
	static void advance(ByteList &list, size_t len)
	{
		list.end += static_cast<uint32_t>(len);
		list.left = static_cast<uint16_t>(list.left - len);
	}
	/* Adds the whole content of a list to a string. */
	void read(const ByteList &list, std::string &to) const;

	size_t used() const { return used_; }

	static constexpr size_t page_size = 64u << 10;

private:
	void add_slice(ByteList &list);

	Pieces pieces_{page_size};
	std::vector<char *> pages_;
	size_t used_ = 0;
};

} // namespace xc::glass

#endif
