/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of a glass database, B-trees, read without Xapian. */
#ifndef XAPIAN_C_GLASS_MAP_HH
#define XAPIAN_C_GLASS_MAP_HH

#include "xapian-c/glass_version.hh"

namespace xc::glass {

/* Thrown: a writer has used a block again, so that only Xapian can tell what was there. */
struct Changed {
};

/* An item as it lies in its block. */
struct Item {
	struct xc_slice key;
	uint32_t component; /* which part of the tag, from 1 on */
	struct xc_slice data; /* of a leaf: the part; of a branch: the child's number */
	bool deflated, last;
};

/*
 * The blocks of a table, wherever they come from. Nothing in the file is believed: what does not fit is
 * XC_E_DAMAGED.
 */
class Blocks {
public:
	virtual ~Blocks() = default;
	Blocks(const Blocks &) = delete;
	Blocks &operator=(const Blocks &) = delete;

	/* A block whose header is sound and which has items. */
	virtual const char *block(uint32_t number, uint32_t level) const = 0;
	size_t count(const char *block) const;
	Item item(const char *block, uint32_t level, size_t i) const;
	/* How many items of a block are not behind a place. */
	size_t upto(const char *block, uint32_t level, struct xc_slice key, uint32_t component) const;
	uint32_t root() const { return version_.info.root; }
	uint32_t level() const { return version_.info.level; }

protected:
	Blocks(const TableVersion &version, uint64_t revision) : version_(version), revision_(revision) {}
	/* Fails unless the header is sound. */
	void check(const char *block, uint32_t level) const;

	const TableVersion version_;

private:
	const uint64_t revision_;
};

/* Mapped into memory. The mapping may be shared by threads, a cursor may not. */
class MappedTable : public Blocks {
public:
	/* Fails with XC_E_IO or XC_E_NOT_FOUND. The table has to be in use. */
	MappedTable(const std::string &path, const TableVersion &version, uint64_t revision);
	~MappedTable() override;
	const char *block(uint32_t number, uint32_t level) const override;
	/* What was read counts no longer as memory of the process; it can be read again. */
	void release() const;

private:
	const char *bytes_ = nullptr;
	size_t size_ = 0;
};

/* A place among the items of the leaves. */
class Cursor {
public:
	/* The table has to stay. */
	explicit Cursor(const Blocks &table) : table_(&table) {}
	/* To the last item up to a place, ordered by key, then by component. False: there is none. */
	bool seek(struct xc_slice key, uint32_t component);
	/* Only after either has given true. False: there is no more. */
	bool next();
	const Item &item() const { return item_; }
	/* Puts the parts of the tag that begins here together; then it stands at the last one. Gives whether
	 * they are deflated. */
	bool read_tag(std::string &tag);

private:
	struct Level {
		const char *block;
		uint32_t i, n;
	};

	void enter(uint32_t level, uint32_t number);
	uint32_t child(uint32_t level) const;
	bool previous_leaf();
	bool load();

	const Blocks *table_;
	Level levels_[most_levels] = {}; /* leaves first */
	Item item_ = {};
};

/* As bytes, then shorter first. */
int compare_keys(struct xc_slice a, struct xc_slice b);

[[noreturn]] void damaged();

inline void expect(bool condition)
{
	if (!condition)
		damaged();
}

} // namespace xc::glass

#endif
