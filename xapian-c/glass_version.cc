/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_version.hh"

#include "xapian-c/glass_key.hh"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>

#include <xapian.h>

namespace xc::glass {

/* The format has a date for its version; readers want this one. */
static const std::string magic("\x0f\x0dXapian Glass");
static constexpr uint32_t format = (2016 - 2014) << 9 | 3 << 5 | 14;
/* Tags above this size are tried to be deflated by whoever changes the table. */
static constexpr uint32_t deflate_texts = 18, deflate_none = 0;
/* In the number that has the level above them. */
static constexpr uint32_t is_sequential = 2, is_unused = 1;
/* Tables are 2048 to 65536 bytes a block. */
static constexpr uint32_t block_unit = 2048, most_units = 32;
static constexpr size_t uuid_size = 16;

void Statistics::add_document(uint32_t length)
{
	documents++;
	total_length += length;
	longest = std::max(longest, length);
	if (length != 0)
		shortest = shortest == 0 ? length : std::min(shortest, length);
}

void Statistics::add(const Statistics &more)
{
	documents += more.documents;
	total_length += more.total_length;
	longest = std::max(longest, more.longest);
	largest_wdf = std::max(largest_wdf, more.largest_wdf);
	if (more.shortest != 0)
		shortest = shortest == 0 ? more.shortest : std::min(shortest, more.shortest);
}

/* Random, variant and version 4 as RFC 4122 has it. */
static void put_uuid(std::string &to)
{
	std::random_device random;
	char uuid[uuid_size];
	for (unsigned i = 0; i < uuid_size; i += 4)
		store_be(uuid + i, static_cast<uint32_t>(random()), 4);
	uuid[6] = static_cast<char>((uuid[6] & 0x0f) | 0x40);
	uuid[8] = static_cast<char>((uuid[8] & 0x3f) | 0x80);
	to.append(uuid, sizeof uuid);
}

/* Revision, number of blocks, four zeros: no block is free. */
static void put_free_list(std::string &to, const TableInfo &table)
{
	std::string list;
	if (table.used) {
		put_vint(list, revision);
		put_vint(list, table.blocks);
		list.append(4, '\0');
	}
	put_string(to, slice(list));
}

static void put_table(std::string &to, const TableInfo &table, uint32_t deflate_above)
{
	put_vint(to, table.root);
	put_vint(to, table.level << 2 | is_sequential | (table.used ? 0 : is_unused));
	put_vint(to, table.entries);
	put_vint(to, block_size / block_unit);
	put_vint(to, deflate_above);
	put_free_list(to, table);
}

/* The zeros: no change set is kept, no word is in the spelling table. */
static void put_statistics(std::string &to, const Statistics &s)
{
	put_vint(to, s.documents);
	put_vint(to, 0); /* by how much the last id is larger than their number */
	put_vint(to, s.shortest);
	put_vint(to, s.largest_wdf);
	put_vint(to, s.longest - s.largest_wdf);
	put_vint(to, 0);
	put_vint(to, s.total_length);
	put_vint(to, 0);
}

static std::string beginning()
{
	char date[2];
	store_be(date, format, sizeof date);
	return magic + std::string(date, sizeof date);
}

/* Well below the 256 bytes that are read. */
static std::string version_file(const TableInfo &postlist, const TableInfo &docdata,
	const Statistics &statistics)
{
	const TableInfo unused;
	std::string all = beginning();
	put_uuid(all);
	put_vint(all, revision);
	put_table(all, postlist, deflate_none);
	put_table(all, docdata, deflate_texts);
	put_table(all, unused, deflate_texts); /* term list */
	put_table(all, unused, deflate_none);  /* positions */
	put_table(all, unused, deflate_texts); /* spelling */
	put_table(all, unused, deflate_texts); /* synonyms */
	put_statistics(all, statistics);
	return all;
}

void write_version(const std::string &directory, const TableInfo &postlist,
	const TableInfo &docdata, const Statistics &statistics)
{
	const std::string content = version_file(postlist, docdata, statistics);
	const std::string path = directory + "/iamglass", other = directory + "/v.tmp";
	Output file(other);
	file.write(content.data(), content.size());
	file.close();
	if (rename(other.c_str(), path.c_str()) != 0)
		fail_errno(path);
}

/* A number of at most so many bits; at moves behind it. */
static uint32_t read_uint32(const char *&at, const char *end)
{
	const uint64_t n = read_vint(at, end);
	if (n > UINT32_MAX)
		fail(XC_E_DAMAGED, "a number of a version file is too large");
	return static_cast<uint32_t>(n);
}

/* The description of a table; at moves behind it. False: no reader of ours understands it. */
static bool read_table(const char *&at, const char *end, TableVersion &table)
{
	table.info.root = read_uint32(at, end);
	const uint32_t level = read_uint32(at, end);
	table.info.level = level >> 2;
	table.info.used = (level & is_unused) == 0;
	table.info.entries = read_vint(at, end);
	const uint32_t units = read_uint32(at, end);
	read_vint(at, end);
	const uint64_t free_list = read_vint(at, end);
	if (free_list > static_cast<size_t>(end - at))
		fail(XC_E_DAMAGED, "a version file ends within a table");
	at += free_list;
	table.block_size = units * block_unit;
	return units > 0 && units <= most_units && (units & (units - 1)) == 0 &&
		table.info.level < most_levels;
}

static void read_statistics(const char *&at, const char *end, Version &version)
{
	Statistics &s = version.statistics;
	s.documents = read_uint32(at, end);
	const uint64_t last = uint64_t(s.documents) + read_uint32(at, end);
	if (last >= UINT32_MAX)
		fail(XC_E_DAMAGED, "a version file has too many documents");
	version.last_docid = static_cast<uint32_t>(last);
	s.shortest = read_uint32(at, end);
	s.largest_wdf = read_uint32(at, end);
	s.longest = static_cast<uint32_t>(read_uint32(at, end) + uint64_t(s.largest_wdf));
	read_vint(at, end);
	s.total_length = read_vint(at, end);
}

bool read_version(const std::string &directory, Version &version)
{
	std::ifstream file(directory + "/iamglass", std::ios::binary);
	if (!file)
		return false;
	const std::string all{std::istreambuf_iterator<char>(file), {}}, begins = beginning();
	const size_t head = begins.size() + uuid_size;
	if (all.size() < head || all.compare(0, begins.size(), begins) != 0)
		return false;
	const char *at = all.data() + head, *const end = all.data() + all.size();
	TableVersion other;
	version.revision = read_uint32(at, end);
	if (!read_table(at, end, version.postlist) || !read_table(at, end, version.docdata))
		return false;
	version.other_tables = false;
	for (int i = 0; i < 4; i++) {
		if (!read_table(at, end, other))
			return false;
		version.other_tables |= other.info.used;
	}
	read_statistics(at, end, version);
	return true;
}

bool series_is_known()
{
	const int major = Xapian::major_version();
	return major == 2 || (major == 1 && Xapian::minor_version() == 4);
}

} // namespace xc::glass
