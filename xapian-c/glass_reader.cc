/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_reader.hh"

#include "xapian-c/glass_key.hh"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace xc::glass {

/* ---- blocks */

FileTable::FileTable(int fd, const TableVersion &version, uint64_t revision)
	: Blocks(version, revision), fd_(fd), levels_(version.info.level + 1)
{
}

FileTable::~FileTable()
{
	close(fd_);
}

/* Valid until another block of the level is asked for. */
const char *FileTable::block(uint32_t number, uint32_t level) const
{
	Level &to = levels_[level];
	if (to.loaded && to.number == number)
		return to.bytes.data();
	const size_t size = version_.block_size;
	to.loaded = false;
	to.bytes.resize(size);
	for (size_t done = 0; done < size;) {
		const ssize_t n = pread(fd_, to.bytes.data() + done, size - done,
			static_cast<off_t>(uint64_t(number) * size + done));
		if (n < 0 && errno != EINTR)
			fail_errno("document data");
		expect(n != 0);
		if (n > 0)
			done += static_cast<size_t>(n);
	}
	check(to.bytes.data(), level);
	to.number = number;
	to.loaded = true;
	return to.bytes.data();
}

/* ---- data */

std::unique_ptr<DataReader> DataReader::open(const std::string &path, const Version &version)
{
	if (!version.docdata.info.used)
		return nullptr;
	const int fd = ::open((path + "/docdata.glass").c_str(), O_RDONLY | O_CLOEXEC);
	return fd < 0 ? nullptr : std::unique_ptr<DataReader>(new DataReader(fd, version));
}

DataReader::DataReader(int fd, const Version &version)
	: table_(fd, version.docdata, version.revision), cursor_(table_)
{
}

DataReader::Found DataReader::find(uint32_t docid, uint32_t *found)
{
	try {
		key_.clear();
		put_sortable(key_, docid);
		/* The table begins with an item of an empty key. */
		expect(cursor_.seek(slice(key_), 1));
		const struct xc_slice key = cursor_.item().key;
		if (key.len == 0)
			return no;
		*found = read_sortable(key);
		expect(*found != 0);
		/* It may be a later part of the tag. */
		key_.assign(key.data, key.len);
		expect(cursor_.item().component == 1 || cursor_.seek(slice(key_), 1));
		deflated_ = cursor_.read_tag(tag_);
		return yes;
	} catch (const Changed &) {
		return changed;
	}
}

void DataReader::get(struct xc_bytes *out)
{
	if (deflated_)
		inflater_.inflate(slice(tag_), out);
	else
		put(out, tag_);
}

} // namespace xc::glass
