/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table of a glass database, a B-tree, written bottom-up in one pass of appends. */
#ifndef XAPIAN_C_GLASS_TABLE_HH
#define XAPIAN_C_GLASS_TABLE_HH

#include "xapian-c/guard.hh"
#include "xapian-c/output.hh"

#include <cstdint>
#include <vector>

namespace xc::glass {

constexpr size_t block_size = 8192;
/* In every block and in the version file. */
constexpr uint32_t revision = 1;
/* Four items fit into every block: less its header of 11 bytes, four entries of its directory. */
constexpr size_t max_item = (block_size - 11 - 4 * 2) / 4;

/* What the version file says about a table. */
struct TableInfo {
	bool used = false; /* false: there is no entry, the file may be absent */
	uint32_t root = 0; /* block number */
	uint32_t level = 0;
	uint32_t blocks = 0;
	uint64_t entries = 0;
};

/*
 * A block as it is in the file: a header; the directory, offsets of the items in the order of keys;
 * a gap; the items, packed against the end, the first one last.
 */
class Block {
public:
	void clear();
	/* So many bytes another item may have; its entry in the directory is counted already. */
	size_t room() const;
	size_t items() const { return items_; }
	/* The place of a new last item. */
	char *add(size_t size);
	/* Fills in the header. */
	const char *seal(unsigned level);

private:
	size_t directory_end() const;

	size_t items_ = 0;
	size_t start_ = block_size; /* of the item last added */
	char bytes_[block_size] = {};
};

class Table {
public:
	explicit Table(const std::string &path);
	/* Keys have 1 to 255 bytes and ascend. */
	void add(const std::string &key, struct xc_slice tag, bool deflated = false);
	/* Bytes that an item may have so that it still comes into the block being filled. */
	size_t room() const { return levels_[0]->block.room(); }
	TableInfo finish();

private:
	/* One unfinished block of each level, with the separator before it: where it belongs. */
	struct Level {
		Block block;
		std::string key;
		uint32_t component = 0;
	};

	size_t share(size_t overhead, size_t rest, size_t key_size);
	void add_component(const std::string &key, uint32_t component, struct xc_slice part,
		unsigned flags);
	void begin_leaf(const std::string &key, uint32_t component);
	void add_child(size_t level, const std::string &key, uint32_t component, uint32_t child);
	void close_block(size_t level);
	uint32_t append(size_t level);

	Output output_;
	std::vector<std::unique_ptr<Level>> levels_; /* leaves first */
	std::string last_key_;
	TableInfo info_;
};

} // namespace xc::glass

#endif
