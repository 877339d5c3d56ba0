/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_data.hh"

#include "xapian-c/glass_key.hh"

#include <new>

namespace xc::glass {

/* Level 6, which Xapian uses, takes half as long again to save a twentieth. */
static constexpr int level = 3;
/* Deflating less is not worth a try. */
static constexpr size_t least = 18;
/* Every tag begins anew, so the state to be cleared must be small where tags are. */
static constexpr size_t most_small = 1024;
static constexpr int small_window = 10, small_memory = 5, large_window = 15, large_memory = 8;

Deflater::Deflater(int window_bits, int memory_level) : stream_()
{
	const int status = deflateInit2(&stream_, level, Z_DEFLATED, -window_bits, memory_level,
		Z_DEFAULT_STRATEGY);
	if (status == Z_MEM_ERROR)
		throw std::bad_alloc();
	if (status != Z_OK)
		fail(XC_E_INTERNAL, "zlib cannot be used");
}

Deflater::~Deflater()
{
	deflateEnd(&stream_);
}

bool Deflater::shorten(struct xc_slice in, std::string &out)
{
	deflateReset(&stream_);
	out.resize(in.len - 1);
	stream_.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in.data));
	stream_.avail_in = static_cast<uInt>(in.len);
	stream_.next_out = reinterpret_cast<Bytef *>(&out[0]);
	stream_.avail_out = static_cast<uInt>(out.size());
	if (deflate(&stream_, Z_FINISH) != Z_STREAM_END)
		return false;
	out.resize(out.size() - stream_.avail_out);
	return true;
}

DocData::DocData(const std::string &path)
	: table_(path), small_(small_window, small_memory), large_(large_window, large_memory)
{
}

void DocData::add(uint32_t docid, struct xc_slice data)
{
	key_.clear();
	put_sortable(key_, docid);
	Deflater &deflater = data.len <= most_small ? small_ : large_;
	if (data.len > least && deflater.shorten(data, deflated_))
		table_.add(key_, slice(deflated_), true);
	else
		table_.add(key_, data);
}

} // namespace xc::glass
