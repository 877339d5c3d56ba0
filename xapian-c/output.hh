/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A new file, written from beginning to end. */
#ifndef XAPIAN_C_OUTPUT_HH
#define XAPIAN_C_OUTPUT_HH

#include <memory>
#include <string>

namespace xc {

/* Failures are reported with the system's words, so a full disk is called by its name. */
class Output {
public:
	/* The file must not exist. */
	explicit Output(const std::string &path);
	~Output();
	Output(const Output &) = delete;
	Output &operator=(const Output &) = delete;

	void write(const void *data, size_t len);
	/* Everything is with the system afterwards, though not yet on the disk. */
	void close();

private:
	void flush();

	const std::string path_;
	int fd_;
	std::unique_ptr<char[]> buffer_;
	size_t used_ = 0;
};

} // namespace xc

#endif
