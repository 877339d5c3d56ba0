/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_files.hh"

#include "xapian-c/glass_chunks.hh"

#include <sys/stat.h>

namespace xc::glass {

std::unique_ptr<Files> Files::open(const std::string &path, const Version &version)
{
	if (!version.postlist.info.used || version.last_docid > most_docid)
		return nullptr;
	return std::unique_ptr<Files>(new Files(path, version));
}

Files::Files(const std::string &path, const Version &read)
	: version(read), postlist(path + "/postlist.glass", read.postlist, read.revision),
	  path_(path + "/iamglass")
{
	struct stat st;
	if (stat(path_.c_str(), &st) == 0) {
		inode_ = static_cast<int64_t>(st.st_ino);
		changed_s_ = st.st_ctim.tv_sec;
		changed_ns_ = st.st_ctim.tv_nsec;
	}
}

bool Files::unchanged() const
{
	struct stat st;
	/* What is removed as a whole does not change any more. */
	if (stat(path_.c_str(), &st) != 0)
		return true;
	return inode_ == static_cast<int64_t>(st.st_ino) && changed_s_ == st.st_ctim.tv_sec &&
		changed_ns_ == st.st_ctim.tv_nsec;
}

} // namespace xc::glass
