/* SPDX-License-Identifier: GPL-2.0-or-later */
/* New directories that appear at their place complete or not at all. */
#ifndef XAPIAN_C_FILES_HH
#define XAPIAN_C_FILES_HH

#include <string>

namespace xc {

/*
 * A working directory beside a path where something new is to be. Whatever has not been published
 * when it is destroyed is removed.
 */
class Staging {
public:
	explicit Staging(const char *target);
	~Staging();
	Staging(const Staging &) = delete;
	Staging &operator=(const Staging &) = delete;

	/* A path inside the working directory. */
	std::string inside(const std::string &name) const { return dir_ + "/" + name; }
	/* Brings inside(name) to the disk, then renames it to the target. */
	void publish(const std::string &name);

private:
	std::string target_;
	std::string dir_;
};

/* File or directory: its content, or the names in it, are on the disk afterwards. */
void sync_path(const std::string &path);

/* Removes a file or a whole tree, as far as possible. */
void remove_tree(const std::string &path) noexcept;

} // namespace xc

#endif
