/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_map.hh"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace xc::glass {

/* SYNC: glass_table.cc */
static constexpr size_t header_size = 11, entry_size = 2, child_bytes = 4, component_bytes = 2;
static constexpr size_t size_bytes = 2, length_bytes = 1;
static constexpr unsigned is_deflated = 0x8000, is_last = 0x4000, is_first = 0x2000, size_mask = 0x1fff;

void damaged()
{
	fail(XC_E_DAMAGED, "a table of the database contradicts itself");
}

static uint32_t read_be16(const char *from)
{
	const unsigned char *p = reinterpret_cast<const unsigned char *>(from);
	return uint32_t(p[0]) << 8 | p[1];
}

static uint32_t read_be32(const char *from)
{
	return read_be16(from) << 16 | read_be16(from + 2);
}

int compare_keys(struct xc_slice a, struct xc_slice b)
{
	const int order = memcmp(a.data, b.data, std::min(a.len, b.len));
	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* ---- blocks */

void Blocks::check(const char *block, uint32_t level) const
{
	if (read_be32(block) > revision_)
		throw Changed{};
	const size_t size = version_.block_size, end = read_be16(block + 9);
	expect(static_cast<unsigned char>(block[4]) == level);
	expect(end >= header_size + entry_size && end <= size && (end - header_size) % entry_size == 0);
}

size_t Blocks::count(const char *block) const
{
	return (read_be16(block + 9) - header_size) / entry_size;
}

Item Blocks::item(const char *block, uint32_t level, size_t i) const
{
	const size_t offset = read_be16(block + header_size + i * entry_size);
	const bool leaf = level == 0;
	const size_t fixed = leaf ? size_bytes : child_bytes;
	expect(offset + fixed < version_.block_size);
	const char *p = block + offset;
	const size_t left = version_.block_size - offset;
	const unsigned flags = leaf ? read_be16(p) : 0;
	const size_t key_size = static_cast<unsigned char>(p[fixed]);
	const bool numbered = !leaf || (flags & is_first) == 0;
	const size_t head = fixed + length_bytes + key_size + (numbered ? component_bytes : 0);
	const size_t size = leaf ? (flags & size_mask) + size_bytes + length_bytes : head;
	expect(size <= left && head <= size);
	Item item = {};
	item.key = {p + fixed + length_bytes, key_size};
	item.component = numbered ? read_be16(p + head - component_bytes) : 1;
	item.deflated = (flags & is_deflated) != 0;
	item.last = (flags & is_last) != 0;
	item.data = leaf ? xc_slice{p + head, size - head} : xc_slice{p, child_bytes};
	return item;
}

size_t Blocks::upto(const char *block, uint32_t level, struct xc_slice key, uint32_t component) const
{
	size_t low = 0, high = count(block);
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const Item at = item(block, level, middle);
		const int order = compare_keys(key, at.key);
		if (order < 0 || (order == 0 && component < at.component))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

MappedTable::MappedTable(const std::string &path, const TableVersion &version, uint64_t revision)
	: Blocks(version, revision)
{
	const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0)
		fail_errno(path);
	void *bytes = MAP_FAILED;
	if (fstat(fd, &st) == 0 && st.st_size > 0) {
		size_ = static_cast<size_t>(st.st_size);
		bytes = mmap(nullptr, size_, PROT_READ, MAP_SHARED, fd, 0);
	}
	const int cause = errno;
	close(fd);
	if (size_ == 0)
		damaged();
	errno = cause;
	if (bytes == MAP_FAILED)
		fail_errno(path);
	bytes_ = static_cast<const char *>(bytes);
}

MappedTable::~MappedTable()
{
	munmap(const_cast<char *>(bytes_), size_);
}

void MappedTable::release() const
{
	madvise(const_cast<char *>(bytes_), size_, MADV_DONTNEED);
}

const char *MappedTable::block(uint32_t number, uint32_t level) const
{
	const size_t size = version_.block_size;
	expect(number < size_ / size);
	const char *block = bytes_ + number * size;
	check(block, level);
	return block;
}

/* ---- places */

void Cursor::enter(uint32_t level, uint32_t number)
{
	Level &to = levels_[level];
	to.block = table_->block(number, level);
	to.n = static_cast<uint32_t>(table_->count(to.block));
	to.i = 0;
}

uint32_t Cursor::child(uint32_t level) const
{
	return read_be32(table_->item(levels_[level].block, level, levels_[level].i).data.data);
}

bool Cursor::load()
{
	item_ = table_->item(levels_[0].block, 0, levels_[0].i);
	return true;
}

bool Cursor::read_tag(std::string &tag)
{
	const std::string key(item_.key.data, item_.key.len);
	tag.clear();
	for (uint32_t component = 1;; component++) {
		expect(item_.component == component && compare_keys(item_.key, slice(key)) == 0);
		tag.append(item_.data.data, item_.data.len);
		if (item_.last)
			return item_.deflated;
		expect(next());
	}
}

/*
 * Separators being cut short, the item may be in the leaf before the one that they name. The first item of a
 * branch stands for all that is smaller.
 */
bool Cursor::seek(struct xc_slice key, uint32_t component)
{
	uint32_t number = table_->root();
	for (uint32_t level = table_->level();; level--) {
		enter(level, number);
		const size_t n = table_->upto(levels_[level].block, level, key, component);
		if (level == 0 && n == 0)
			return previous_leaf();
		levels_[level].i = static_cast<uint32_t>(std::max(n, size_t(1)) - 1);
		if (level == 0)
			return load();
		number = child(level);
	}
}

/* To the last item of the leaf before. */
bool Cursor::previous_leaf()
{
	uint32_t level = 1;
	while (level <= table_->level() && levels_[level].i == 0)
		level++;
	if (level > table_->level())
		return false;
	levels_[level].i--;
	while (level > 0) {
		const uint32_t number = child(level--);
		enter(level, number);
		levels_[level].i = levels_[level].n - 1;
	}
	return load();
}

bool Cursor::next()
{
	uint32_t level = 0;
	while (level <= table_->level() && levels_[level].i + 1 >= levels_[level].n)
		level++;
	if (level > table_->level())
		return false;
	levels_[level].i++;
	while (level > 0) {
		const uint32_t number = child(level--);
		enter(level, number);
	}
	return load();
}

} // namespace xc::glass
