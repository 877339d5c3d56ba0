/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/deflate.hh"

#include <algorithm>
#include <new>

#if HAVE_LIBDEFLATE
#include <libdeflate.h>
#else
#include <zlib.h>
#endif

namespace xc {

/* No deflated byte stands for more than this many. */
static constexpr size_t most_per_byte = 1032;
/* Room that text needs, mostly, where the buffer has none from earlier texts. */
static constexpr size_t usual_per_byte = 4, least_room = 4096;

#if HAVE_LIBDEFLATE

/*
 * Text in blocks of 24 KB, MB deflated per CPU-second and ratio: level 5 105, 0.335; level 6 95, 0.334;
 * level 12 8, 0.321; zlib level 3 70, 0.365. Inflating is twice as fast as with zlib.
 */
static constexpr int level = 6, hard_level = 12;

struct Deflater::State {
	struct libdeflate_compressor *with;
};

Deflater::Deflater(bool hard)
	: state_(new State{libdeflate_alloc_compressor(hard ? hard_level : level)})
{
	if (state_->with == nullptr)
		throw std::bad_alloc();
}

Deflater::~Deflater()
{
	libdeflate_free_compressor(state_->with);
}

bool Deflater::shorten(struct xc_slice in, std::string &out)
{
	out.resize(in.len - 1);
	out.resize(libdeflate_deflate_compress(state_->with, in.data, in.len, &out[0], out.size()));
	return !out.empty();
}

struct Inflater::State {
	struct libdeflate_decompressor *with;
};

Inflater::Inflater() : state_(new State{libdeflate_alloc_decompressor()})
{
	if (state_->with == nullptr)
		throw std::bad_alloc();
}

Inflater::~Inflater()
{
	libdeflate_free_decompressor(state_->with);
}

/* Whether the text fits into the buffer's len bytes, which become its own length. */
static bool fill(struct libdeflate_decompressor *with, struct xc_slice in, struct xc_bytes *out)
{
	switch (libdeflate_deflate_decompress(with, in.data, in.len, out->data, out->len, &out->len)) {
	case LIBDEFLATE_SUCCESS:
		return true;
	case LIBDEFLATE_INSUFFICIENT_SPACE:
		return false;
	default:
		fail(XC_E_DAMAGED, "a compressed text cannot be read");
	}
}

#else

static constexpr int level = 3, hard_level = 9, window_bits = -15, memory_level = 8;

struct Deflater::State {
	z_stream stream;
};

static void verify(int status)
{
	if (status == Z_MEM_ERROR)
		throw std::bad_alloc();
	if (status != Z_OK)
		fail(XC_E_INTERNAL, "zlib cannot be used");
}

Deflater::Deflater(bool hard) : state_(new State{})
{
	verify(deflateInit2(&state_->stream, hard ? hard_level : level, Z_DEFLATED, window_bits,
		memory_level, Z_DEFAULT_STRATEGY));
}

Deflater::~Deflater()
{
	deflateEnd(&state_->stream);
}

static void set_buffers(z_stream &stream, struct xc_slice in, char *out, size_t room)
{
	stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in.data));
	stream.avail_in = static_cast<uInt>(in.len);
	stream.next_out = reinterpret_cast<Bytef *>(out);
	stream.avail_out = static_cast<uInt>(room);
}

bool Deflater::shorten(struct xc_slice in, std::string &out)
{
	deflateReset(&state_->stream);
	out.resize(in.len - 1);
	set_buffers(state_->stream, in, &out[0], out.size());
	if (deflate(&state_->stream, Z_FINISH) != Z_STREAM_END)
		return false;
	out.resize(out.size() - state_->stream.avail_out);
	return true;
}

struct Inflater::State {
	z_stream with;
};

Inflater::Inflater() : state_(new State{})
{
	verify(inflateInit2(&state_->with, window_bits));
}

Inflater::~Inflater()
{
	inflateEnd(&state_->with);
}

static bool fill(z_stream &with, struct xc_slice in, struct xc_bytes *out)
{
	inflateReset(&with);
	set_buffers(with, in, out->data, out->len);
	const int status = ::inflate(&with, Z_FINISH);
	out->len -= with.avail_out;
	if (status != Z_STREAM_END && (status != Z_BUF_ERROR || with.avail_out > 0))
		fail(XC_E_DAMAGED, "a compressed text cannot be read");
	return status == Z_STREAM_END;
}

#endif

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
		if (fill(state_->with, in, out))
			break;
		out->len = 0;
		if (room > most)
			fail(XC_E_DAMAGED, "a compressed text cannot be read");
	}
	out->data[out->len] = '\0';
}

} // namespace xc
