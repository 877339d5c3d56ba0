/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/files.hh"

#include "xapian-c/guard.hh"

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace xc {

/* File or directory: its content, or the names in it, are on the disk afterwards. */
static void sync_path(const std::string &path)
{
	int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail_errno(path);
	int failed = fsync(fd);
	int saved = errno;
	close(fd);
	errno = saved;
	if (failed)
		fail_errno(path);
}

static std::string parent(const std::string &path)
{
	size_t slash = path.rfind('/');
	if (slash == std::string::npos)
		return ".";
	return slash == 0 ? "/" : path.substr(0, slash);
}

static std::string without_slashes(std::string path)
{
	while (path.size() > 1 && path.back() == '/')
		path.pop_back();
	return path;
}

Staging::Staging(const char *target)
{
	require(target != nullptr && *target != '\0', "the path is missing");
	target_ = without_slashes(target);
	struct stat st;
	if (lstat(target_.c_str(), &st) == 0)
		fail(XC_E_ARGUMENT, "exists already");
	std::string made = target_ + ".tmp-XXXXXX";
	if (mkdtemp(&made[0]) == nullptr)
		fail_errno("cannot create a directory beside it");
	dir_ = std::move(made);
}

Staging::~Staging()
{
	remove_tree(dir_);
}

void Staging::publish(const std::string &name)
{
	const std::string from = inside(name);
	for (const fs::directory_entry &entry : fs::directory_iterator(from))
		sync_path(entry.path().string());
	sync_path(from);
	if (rename(from.c_str(), target_.c_str()) != 0)
		fail_errno("cannot rename to it");
	sync_path(parent(target_));
}

void remove_tree(const std::string &path) noexcept
{
	try {
		std::error_code ignored;
		fs::remove_all(path, ignored);
	} catch (...) {
		/* Out of memory for the names: rubbish stays, as after a crash. */
	}
}

} // namespace xc
