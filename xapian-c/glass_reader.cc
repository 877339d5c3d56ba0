/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_reader.hh"

#include "xapian-c/glass_key.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace xc::glass {

/* SYNC: glass_table.cc */
static constexpr size_t header_size = 11, entry_size = 2, child_bytes = 4, component_bytes = 2;
static constexpr size_t size_bytes = 2, length_bytes = 1;
static constexpr unsigned is_deflated = 0x8000, is_last = 0x4000, is_first = 0x2000, size_mask = 0x1fff;

/* A writer has used a block again. */
struct Changed {
};

[[noreturn]] static void damaged()
{
	fail(XC_E_DAMAGED, "the table of document data contradicts itself");
}

static void expect(bool condition)
{
	if (!condition)
		damaged();
}

static uint32_t read_be(const char *from, size_t bytes)
{
	uint32_t n = 0;
	while (bytes-- > 0)
		n = n << 8 | static_cast<unsigned char>(*from++);
	return n;
}

std::unique_ptr<DataReader> DataReader::open(const std::string &path, uint64_t revision)
{
	Version version = {};
	if (!series_is_known() || !read_version(path, version) || version.revision != revision ||
	    !version.docdata.info.used)
		return nullptr;
	const int fd = ::open((path + "/docdata.glass").c_str(), O_RDONLY | O_CLOEXEC);
	return fd < 0 ? nullptr : std::unique_ptr<DataReader>(new DataReader(fd, version));
}

DataReader::DataReader(int fd, const Version &version)
	: fd_(fd), version_(version), levels_(version.docdata.info.level + 1)
{
}

DataReader::~DataReader()
{
	close(fd_);
}

/* ---- blocks */

/* Puts a block into the place of its level. */
void DataReader::load(size_t level, uint32_t number)
{
	Level &to = levels_[level];
	if (to.loaded && to.number == number)
		return;
	const size_t size = version_.docdata.block_size;
	to.loaded = false;
	to.bytes.resize(size);
	for (size_t done = 0; done < size;) {
		const ssize_t n = pread(fd_, to.bytes.data() + done, size - done,
			static_cast<off_t>(uint64_t(number) * size + done));
		if (n < 0 && errno != EINTR)
			fail_errno("document data");
		expect(n != 0);
		if (n > 0)
			done += static_cast<size_t>(n);
	}
	if (read_be(&to.bytes[0], 4) > version_.revision)
		throw Changed{};
	const size_t end = read_be(&to.bytes[9], 2);
	expect(static_cast<unsigned char>(to.bytes[4]) == level);
	expect(end >= header_size + entry_size && end <= size && (end - header_size) % entry_size == 0);
	to.number = number;
	to.loaded = true;
}

size_t DataReader::count(size_t level) const
{
	return (read_be(&levels_[level].bytes[9], 2) - header_size) / entry_size;
}

DataReader::Item DataReader::item(size_t level, size_t i) const
{
	const std::vector<char> &bytes = levels_[level].bytes;
	const char *p = bytes.data() + read_be(&bytes[header_size + i * entry_size], 2);
	size_t left = bytes.size() - static_cast<size_t>(p - bytes.data());
	const bool leaf = level == 0;
	const size_t fixed = leaf ? size_bytes : child_bytes;
	Item item = {};
	expect(left <= bytes.size() && left > fixed);
	const unsigned flags = leaf ? read_be(p, size_bytes) : 0;
	const size_t key_size = static_cast<unsigned char>(p[fixed]);
	const bool numbered = !leaf || (flags & is_first) == 0;
	size_t size = leaf ? (flags & size_mask) + size_bytes + length_bytes :
		child_bytes + length_bytes + key_size + component_bytes;
	const size_t head = fixed + length_bytes + key_size + (numbered ? component_bytes : 0);
	expect(size <= left && head <= size);
	item.place.key = {p + fixed + length_bytes, key_size};
	item.place.component = numbered ? read_be(p + head - component_bytes, component_bytes) : 1;
	item.deflated = (flags & is_deflated) != 0;
	item.last = (flags & is_last) != 0;
	item.data = leaf ? p + head : p;
	item.len = leaf ? size - head : child_bytes;
	return item;
}

/* ---- finding */

static bool is_less(struct xc_slice a, struct xc_slice b)
{
	const int order = memcmp(a.data, b.data, std::min(a.len, b.len));
	return order != 0 ? order < 0 : a.len < b.len;
}

/* How many items of the block are not behind a place. */
size_t DataReader::upto(size_t level, const Place &place) const
{
	size_t low = 0, high = count(level);
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const Place at = item(level, middle).place;
		const bool behind = is_less(place.key, at.key) ||
			(!is_less(at.key, place.key) && place.component < at.component);
		if (behind)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/*
 * The last item that is not behind a place, as number i of the leaf that is then loaded. Separators
 * being cut short, it may be in the subtree before the one that they name.
 */
bool DataReader::search(size_t level, uint32_t number, const Place &place, size_t &i)
{
	load(level, number);
	const size_t n = upto(level, place);
	if (level == 0) {
		i = n - 1;
		return n > 0;
	}
	/* The first item of a branch stands for all that is smaller. */
	const size_t last = std::max(n, size_t(1)) - 1;
	const uint32_t child = read_be(item(level, last).data, child_bytes);
	if (search(level - 1, child, place, i))
		return true;
	if (last == 0)
		return false;
	load(level, number);
	return search(level - 1, read_be(item(level, last - 1).data, child_bytes), place, i);
}

/* All parts of a tag, which go on in the leaves that follow. */
void DataReader::gather(const std::string &key)
{
	const struct xc_slice name = slice(key);
	tag_.clear();
	for (uint32_t component = 1;;) {
		size_t i;
		expect(search(version_.docdata.info.level, version_.docdata.info.root, {name, component}, i));
		for (const size_t n = count(0), first = component; i < n; i++, component++) {
			const Item part = item(0, i);
			const bool here = part.place.component == component &&
				!is_less(part.place.key, name) && !is_less(name, part.place.key);
			if (!here && component > first)
				break;
			expect(here);
			tag_.append(part.data, part.len);
			deflated_ = part.deflated;
			if (part.last)
				return;
		}
	}
}

/* The document that a key stands for: see put_sortable. 0: no such key is written. */
static uint32_t docid_of(struct xc_slice key)
{
	if (key.len < 2 || key.len > 5)
		return 0;
	const uint32_t n = read_be(key.data + (key.len == 5), key.len - (key.len == 5));
	std::string again;
	const uint32_t docid = key.len == 5 ? n : n & ((1u << (7 * key.len + 1)) - 1);
	put_sortable(again, docid);
	return key.len == again.size() && memcmp(key.data, again.data(), key.len) == 0 ? docid : 0;
}

DataReader::Found DataReader::find(uint32_t docid, uint32_t *found)
{
	try {
		size_t i;
		key_.clear();
		put_sortable(key_, docid);
		expect(search(version_.docdata.info.level, version_.docdata.info.root, {slice(key_), 1}, i));
		const struct xc_slice key = item(0, i).place.key;
		if (key.len == 0)
			return no;
		*found = docid_of(key);
		expect(*found != 0);
		key_.assign(key.data, key.len);
		gather(key_);
		return yes;
	} catch (const Changed &) {
		return changed;
	}
}

void DataReader::get(struct xc_bytes *out)
{
	if (deflated_)
		inflater_.inflate(slice(tag_), out);
	else
		put(out, tag_);
}

} // namespace xc::glass
