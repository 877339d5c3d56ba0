/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The docdata table of a database, read without Xapian: in half the time, most of it inflating. */
#ifndef XAPIAN_C_GLASS_READER_HH
#define XAPIAN_C_GLASS_READER_HH

#include "xapian-c/deflate.hh"
#include "xapian-c/glass_map.hh"

#include <memory>
#include <vector>

namespace xc::glass {

/* Read block by block, so that a failing disk gives an error. For one thread and one cursor at a time. */
class FileTable : public Blocks {
public:
	FileTable(int fd, const TableVersion &version, uint64_t revision);
	~FileTable() override;
	const char *block(uint32_t number, uint32_t level) const override;

private:
	/* A block of a level, the last one that was wanted. */
	struct Level {
		std::vector<char> bytes;
		uint32_t number = 0;
		bool loaded = false;
	};

	const int fd_;
	mutable std::vector<Level> levels_; /* leaves first */
};

/* For one thread at a time. */
class DataReader {
public:
	/* Of the database at path. NULL: it has no data, or it cannot be opened. */
	static std::unique_ptr<DataReader> open(const std::string &path, const Version &version);

	enum Found { yes, no, changed };
	/*
	 * The last document up to docid that has data: its id goes to *found, its data is what get
	 * gives. changed: a writer has used the blocks again.
	 */
	Found find(uint32_t docid, uint32_t *found);
	void get(struct xc_bytes *out);

private:
	DataReader(int fd, const Version &version);

	const FileTable table_;
	Cursor cursor_;
	Inflater inflater_;
	std::string key_, tag_;
	bool deflated_ = false;
};

} // namespace xc::glass

#endif
