/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/deflate.hh"

#include <algorithm>
#include <new>

namespace xc {

/* No deflated byte stands for more than this many. */
static constexpr size_t most_per_byte = 1032;
/* Room that text needs, mostly, where the buffer has none from earlier texts. */
static constexpr size_t usual_per_byte = 4, least_room = 4096;

static constexpr int window_bits = -15, memory_level = 8;

static void verify(int status)
{
	if (status == Z_MEM_ERROR)
		throw std::bad_alloc();
	if (status != Z_OK)
		fail(XC_E_INTERNAL, "zlib cannot be used");
}

static void set_buffers(z_stream &stream, struct xc_slice in, char *out, size_t room)
{
	stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in.data));
	stream.avail_in = static_cast<uInt>(in.len);
	stream.next_out = reinterpret_cast<Bytef *>(out);
	stream.avail_out = static_cast<uInt>(room);
}

Deflater::Deflater()
{
	verify(deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, memory_level,
		Z_DEFAULT_STRATEGY));
}

Deflater::~Deflater()
{
	deflateEnd(&stream_);
}

bool Deflater::shorten(struct xc_slice in, std::string &out)
{
	deflateReset(&stream_);
	out.resize(in.len - 1);
	set_buffers(stream_, in, &out[0], out.size());
	if (deflate(&stream_, Z_FINISH) != Z_STREAM_END)
		return false;
	out.resize(out.size() - stream_.avail_out);
	return true;
}

Inflater::Inflater()
{
	verify(inflateInit2(&stream_, window_bits));
}

Inflater::~Inflater()
{
	inflateEnd(&stream_);
}

/* Whether the text fits into the buffer's len bytes, which become its own length. */
bool Inflater::fill(struct xc_slice in, struct xc_bytes *out)
{
	inflateReset(&stream_);
	set_buffers(stream_, in, out->data, out->len);
	const int status = ::inflate(&stream_, Z_FINISH);
	out->len -= stream_.avail_out;
	if (status != Z_STREAM_END && (status != Z_BUF_ERROR || stream_.avail_out > 0))
		fail(XC_E_DAMAGED, "a compressed text cannot be read");
	return status == Z_STREAM_END;
}

/* How long the text is, nobody has noted: a buffer that is used again has room enough soon. */
void Inflater::inflate(struct xc_slice in, struct xc_bytes *out)
{
	const size_t most = in.len * most_per_byte;
	size_t room = std::max(in.len * usual_per_byte, least_room);
	if (out->capacity > room)
		room = out->capacity - 1;
	for (;; room *= 2) {
		out->len = 0;
		reserve(out, room);
		out->len = room;
		if (fill(in, out))
			break;
		out->len = 0;
		if (room > most)
			fail(XC_E_DAMAGED, "a compressed text cannot be read");
	}
	out->data[out->len] = '\0';
}

} // namespace xc
