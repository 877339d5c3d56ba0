/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/files.hh"

#include "xapian-c/guard.hh"

#include <cerrno>
#include <cstdio>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace xc {

void sync_path(const std::string &path)
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

/* Not by std::filesystem, whose iterators end the program when memory is short. */
static void sync_files(const std::string &dir)
{
	std::unique_ptr<DIR, int (*)(DIR *)> entries(opendir(dir.c_str()), closedir);
	if (entries == nullptr)
		fail_errno(dir);
	errno = 0; /* readdir tells the end from an error by it */
	while (const struct dirent *entry = readdir(entries.get())) {
		if (entry->d_name[0] != '.')
			sync_path(dir + "/" + entry->d_name);
		errno = 0;
	}
	if (errno != 0)
		fail_errno(dir);
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
	sync_files(from);
	sync_path(from);
	if (rename(from.c_str(), target_.c_str()) != 0)
		fail_errno("cannot rename to it");
	sync_path(parent(target_));
}

static int remove_one(const char *path, const struct stat *, int, struct FTW *)
{
	remove(path);
	return 0;
}

void remove_tree(const std::string &path) noexcept
{
	nftw(path.c_str(), remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

} // namespace xc
