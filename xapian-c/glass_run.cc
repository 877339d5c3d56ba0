/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_run.hh"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace xc::glass {

/* A join has many runs open at once. */
static constexpr size_t buffer_size = 32u << 10;

void RunSink::put(uint64_t n)
{
	char bytes[max_vint64];
	output_.write(bytes, static_cast<size_t>(write_vint(bytes, n) - bytes));
}

void RunSink::write(const Entry &entry, Kind, const Piece &chunk, bool last)
{
	if (!begun_) {
		put(entry.key.size());
		output_.write(entry.key.data(), entry.key.size());
		put(entry.documents);
		put(entry.sum);
	}
	put(chunk.len);
	put(chunk.first);
	put(chunk.last - chunk.first);
	output_.write(chunk.data, chunk.len);
	if (last)
		put(0);
	begun_ = !last;
}

RunSource::RunSource(const std::string &path, Origin origin)
	: Source(origin), path_(path), fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC))
{
	if (fd_ < 0)
		fail_errno(path_);
}

RunSource::~RunSource()
{
	if (fd_ >= 0)
		close(fd_);
}

/* When all in the buffer has been taken; false: the file ends. */
bool RunSource::fill()
{
	ssize_t n;
	buffer_.resize(buffer_size);
	do
		n = ::read(fd_, &buffer_[0], buffer_size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		fail_errno(path_);
	buffer_.resize(static_cast<size_t>(n));
	at_ = 0;
	return n > 0;
}

uint64_t RunSource::get()
{
	char bytes[max_vint64];
	size_t n = 0;
	do {
		if (n == sizeof bytes || (at_ == buffer_.size() && !fill()))
			fail(XC_E_DAMAGED, path_ + ": ends within a number");
		bytes[n] = buffer_[at_++];
	} while (bytes[n++] & 0x80);
	const char *p = bytes;
	return read_vint(p, bytes + n);
}

void RunSource::get(std::string &to, uint64_t len)
{
	to.clear();
	while (to.size() < len) {
		if (at_ == buffer_.size() && !fill())
			fail(XC_E_DAMAGED, path_ + ": ends within an entry");
		const size_t n = static_cast<size_t>(
			std::min<uint64_t>(len - to.size(), buffer_.size() - at_));
		to.append(buffer_, at_, n);
		at_ += n;
	}
}

bool RunSource::next()
{
	Piece rest;
	while (reading_)
		read(rest);
	if (at_ == buffer_.size() && !fill())
		return false;
	get(entry_.key, get());
	entry_.documents = get();
	entry_.sum = get();
	reading_ = true;
	return true;
}

bool RunSource::read(Piece &piece)
{
	const uint64_t len = reading_ ? get() : 0;
	reading_ = len != 0;
	if (!reading_)
		return false;
	piece.first = static_cast<uint32_t>(get()) + origin().before;
	piece.last = piece.first + static_cast<uint32_t>(get());
	get(chunk_, len);
	piece.data = chunk_.data();
	piece.len = chunk_.size();
	return true;
}

} // namespace xc::glass
