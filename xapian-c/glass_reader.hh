/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The docdata table of a database, read without Xapian: in half the time, most of it inflating. */
#ifndef XAPIAN_C_GLASS_READER_HH
#define XAPIAN_C_GLASS_READER_HH

#include "xapian-c/deflate.hh"
#include "xapian-c/glass_version.hh"

#include <vector>

namespace xc::glass {

/*
 * Nothing in the file is believed: what does not fit is XC_E_DAMAGED. For one thread at a time.
 */
class DataReader {
public:
	/*
	 * The database at path, as it was in that revision. NULL: it is none that is understood here,
	 * or has another revision meanwhile.
	 */
	static std::unique_ptr<DataReader> open(const std::string &path, uint64_t revision);
	~DataReader();
	DataReader(const DataReader &) = delete;
	DataReader &operator=(const DataReader &) = delete;

	enum Found { yes, no, changed };
	/*
	 * The last document up to docid that has data: its id goes to *found, its data is what get
	 * gives. changed: a writer has used the blocks again.
	 */
	Found find(uint32_t docid, uint32_t *found);
	void get(struct xc_bytes *out);

private:
	/* Orders items: by key, then by the part of the tag. */
	struct Place {
		struct xc_slice key;
		uint32_t component;
	};
	struct Item {
		Place place;
		const char *data; /* of a leaf: the part; of a branch: the child's number */
		size_t len;
		bool deflated, last;
	};
	/* A block of a level, the last one that was wanted. */
	struct Level {
		std::vector<char> bytes;
		uint32_t number = 0;
		bool loaded = false;
	};

	DataReader(int fd, const Version &version);
	void load(size_t level, uint32_t number);
	size_t count(size_t level) const;
	Item item(size_t level, size_t i) const;
	size_t upto(size_t level, const Place &place) const;
	bool search(size_t level, uint32_t number, const Place &place, size_t &i);
	void gather(const std::string &key);

	const int fd_;
	const Version version_;
	std::vector<Level> levels_; /* leaves first */
	Inflater inflater_;
	std::string key_, tag_;
	bool deflated_ = false;
};

} // namespace xc::glass

#endif
