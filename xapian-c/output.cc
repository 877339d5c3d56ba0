/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/output.hh"

#include "xapian-c/guard.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace xc {

static constexpr size_t buffer_size = 64u << 10;

Output::Output(const std::string &path)
	: path_(path), fd_(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666))
{
	if (fd_ < 0)
		fail_errno(path_);
	try {
		buffer_ = std::make_unique<char[]>(buffer_size);
	} catch (...) {
		::close(fd_);
		throw;
	}
}

Output::~Output()
{
	if (fd_ >= 0)
		::close(fd_);
}

void Output::write(const void *data, size_t len)
{
	const char *from = static_cast<const char *>(data);
	while (len > 0) {
		if (used_ == buffer_size)
			flush();
		const size_t n = std::min(len, buffer_size - used_);
		memcpy(buffer_.get() + used_, from, n);
		used_ += n;
		from += n;
		len -= n;
	}
}

void Output::flush()
{
	for (size_t done = 0; done < used_;) {
		const ssize_t n = ::write(fd_, buffer_.get() + done, used_ - done);
		if (n < 0 && errno != EINTR)
			fail_errno(path_);
		if (n > 0)
			done += static_cast<size_t>(n);
	}
	used_ = 0;
}

/* Some file systems only tell now that there was no room. */
void Output::close()
{
	flush();
	const int fd = fd_;
	fd_ = -1;
	if (::close(fd) != 0 && errno != EINTR)
		fail_errno(path_);
}

} // namespace xc
