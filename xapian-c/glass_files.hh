/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A glass database whose tables this library reads by itself. */
#ifndef XAPIAN_C_GLASS_FILES_HH
#define XAPIAN_C_GLASS_FILES_HH

#include "xapian-c/glass_map.hh"

#include <memory>

namespace xc::glass {

struct Files {
	const Version version;
	const MappedTable postlist;

	/* The database at path. NULL: it has no postings, or more documents than are understood here. */
	static std::unique_ptr<Files> open(const std::string &path, const Version &version);
	/* False: a writer has committed since, and may use blocks again that are still read here. */
	bool unchanged() const;

private:
	Files(const std::string &path, const Version &version);

	const std::string path_;
	int64_t inode_ = 0, changed_s_ = 0, changed_ns_ = 0; /* of the version file */
};

} // namespace xc::glass

#endif
