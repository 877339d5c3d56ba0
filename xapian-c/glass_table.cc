/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Leaves lie in the file in the order of their keys, each branch block behind its children, the
 * root last. Readers may thus walk from leaf to leaf by block number.
 */
#include "xapian-c/glass_table.hh"

#include "xapian-c/glass_key.hh"

#include <algorithm>
#include <cstring>

namespace xc::glass {

static constexpr size_t header_size = 11, entry_size = 2;
/* The two bytes before an item of a leaf: its size less these and the length of the key… */
static constexpr size_t size_bytes = 2, length_bytes = 1, component_bytes = 2;
/* …and, in the high bits, what it is. */
static constexpr unsigned is_deflated = 0x8000, is_last = 0x4000, is_first = 0x2000;
static constexpr size_t child_bytes = 4;
static constexpr uint32_t max_component = 65535;
/*
 * A tag is cut to fill a block's last bytes when there is room for this much of it beside the key.
 * Cutting for less costs more, in branches and repeated keys, than the bytes are worth.
 */
static constexpr size_t worth_cutting = 32;

void Block::clear()
{
	items_ = 0;
	start_ = block_size;
}

size_t Block::directory_end() const
{
	return header_size + items_ * entry_size;
}

size_t Block::room() const
{
	const size_t used = directory_end() + entry_size;
	return start_ > used ? start_ - used : 0;
}

char *Block::add(size_t size)
{
	start_ -= size;
	store_be(bytes_ + directory_end(), static_cast<uint32_t>(start_), 2);
	items_++;
	return bytes_ + start_;
}

const char *Block::seal(unsigned level)
{
	const size_t end = directory_end();
	const uint32_t gap = static_cast<uint32_t>(start_ - end);
	store_be(bytes_, revision, 4);
	store_be(bytes_ + 4, level, 1);
	store_be(bytes_ + 5, gap, 2);
	store_be(bytes_ + 7, gap, 2); /* all free bytes: there are no other gaps */
	store_be(bytes_ + 9, static_cast<uint32_t>(end), 2);
	/* No bytes of earlier blocks in the file. */
	memset(bytes_ + end, 0, gap);
	return bytes_;
}

/* Every table begins with an item of empty key and empty tag, which is not counted. */
Table::Table(const std::string &path) : output_(path)
{
	levels_.push_back(std::make_unique<Level>());
	add_component("", 1, {"", 0}, is_first | is_last);
}

/* A tag too large for an item is cut into components, numbered from 1. */
void Table::add(const std::string &key, struct xc_slice tag, bool deflated)
{
	const unsigned flags = deflated ? is_deflated : 0;
	size_t done = 0;
	uint32_t component = 0;
	do {
		if (++component > max_component)
			fail(XC_E_LIMIT, "an entry is too large for a table");
		size_t overhead = size_bytes + length_bytes + key.size();
		if (component > 1)
			overhead += component_bytes;
		const size_t rest = tag.len - done;
		const size_t n = share(overhead, rest, key.size());
		if (overhead + n > levels_[0]->block.room())
			begin_leaf(key, component);
		add_component(key, component, {tag.data + done, n},
			flags | (component == 1 ? is_first : 0) | (n == rest ? is_last : 0));
		done += n;
		if (component == 1)
			last_key_ = key;
	} while (done < tag.len);
	info_.entries++;
}

/* How much of what is left of a tag goes into the next item. */
size_t Table::share(size_t overhead, size_t rest, size_t key_size)
{
	const size_t room = levels_[0]->block.room(), wanted = std::min(rest, max_item - overhead);
	if (overhead + wanted > room && room >= overhead + key_size + worth_cutting)
		return room - overhead;
	return wanted;
}

void Table::add_component(const std::string &key, uint32_t component, struct xc_slice part,
	unsigned flags)
{
	const size_t size = size_bytes + length_bytes + key.size() +
		(flags & is_first ? 0 : component_bytes) + part.len;
	char *to = levels_[0]->block.add(size);
	store_be(to, flags | static_cast<unsigned>(size - size_bytes - length_bytes), 2);
	store_be(to + 2, static_cast<uint32_t>(key.size()), 1);
	to = std::copy(key.begin(), key.end(), to + 3);
	if (!(flags & is_first)) {
		store_be(to, component, 2);
		to += component_bytes;
	}
	std::copy(part.data, part.data + part.len, to);
}

/*
 * The branch needs only as much of the new leaf's first key as is greater than the last key before;
 * all of it when a tag goes on in the new leaf, where the number of its component decides.
 */
void Table::begin_leaf(const std::string &key, uint32_t component)
{
	close_block(0);
	const size_t shorter = std::min(key.size(), last_key_.size());
	size_t common = 0;
	while (common < shorter && key[common] == last_key_[common])
		common++;
	levels_[0]->key.assign(key, 0, common + 1);
	levels_[0]->component = component;
}

void Table::close_block(size_t level)
{
	const uint32_t number = append(level);
	Level &full = *levels_[level];
	add_child(level + 1, full.key, full.component, number);
	full.block.clear();
}

/* The first item of a branch block has no key: what it had goes up with the block. */
void Table::add_child(size_t level, const std::string &key, uint32_t component, uint32_t child)
{
	if (level == levels_.size())
		levels_.push_back(std::make_unique<Level>());
	size_t size = child_bytes + length_bytes + key.size() + component_bytes;
	if (levels_[level]->block.items() > 0 && size > levels_[level]->block.room())
		close_block(level);
	Level &branch = *levels_[level];
	const bool first = branch.block.items() == 0;
	if (first) {
		branch.key = key;
		branch.component = component;
		size -= key.size();
	}
	char *to = branch.block.add(size);
	store_be(to, child, 4);
	store_be(to + 4, static_cast<uint32_t>(first ? 0 : key.size()), 1);
	to += child_bytes + length_bytes;
	if (!first)
		to = std::copy(key.begin(), key.end(), to);
	store_be(to, first ? 0 : component, 2);
}

/* Writes the block of a level; its number. */
uint32_t Table::append(size_t level)
{
	if (info_.blocks == UINT32_MAX)
		fail(XC_E_LIMIT, "a table has more than 2^32 blocks");
	output_.write(levels_[level]->block.seal(static_cast<unsigned>(level)), block_size);
	return info_.blocks++;
}

TableInfo Table::finish()
{
	if (info_.entries > 0) {
		for (size_t level = 0; level + 1 < levels_.size(); level++)
			close_block(level);
		info_.used = true;
		info_.level = static_cast<uint32_t>(levels_.size() - 1);
		info_.root = append(info_.level);
	}
	output_.close();
	return info_;
}

} // namespace xc::glass
