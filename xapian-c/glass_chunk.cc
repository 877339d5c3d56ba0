/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_chunk.hh"

#include "xapian-c/glass_table.hh"

#include <algorithm>

namespace xc::glass {

/* Readers pass over whole chunks and step through one: larger ones make skipping dearer. */
static constexpr size_t longest = 2000;
/*
 * Beside the chunk's content, an item holds the bytes before its key, the key, and the head: number
 * of documents, sum, first id, a byte that says whether it is the last, and the distance between
 * its ids. Where the head is short the key has a document id instead.
 */
static constexpr size_t most_overhead = 3 + max_vint32 + max_vint32 + max_vint32 + 1 + max_vint32;

/*
 * Values are asked for here and there: their chunks end with the block, so that they can be read where
 * they lie. Not if that leaves less than this.
 */
static constexpr size_t worth_fitting = 300;

void Cutter::begin(const Entry *entry)
{
	entry_ = entry;
	kind_ = kind_of(entry->key);
	begin_chunk();
}

void Cutter::begin_chunk()
{
	const size_t overhead = most_overhead + entry_->key.size(), room = sink_.room();
	limit_ = std::min(longest, max_item - overhead);
	if (kind_ == Kind::value && room >= overhead + worth_fitting)
		limit_ = std::min(limit_, room - overhead);
	chunk_.clear();
}

bool Cutter::fits(uint32_t docid, size_t len) const
{
	const size_t gap = chunk_.empty() ? 0 : vint_size(docid - last_ - 1);
	return chunk_.size() + gap + len <= limit_;
}

void Cutter::append(uint32_t first, uint32_t last, const char *data, size_t len)
{
	if (chunk_.empty())
		first_ = first;
	else
		put_vint(chunk_, first - last_ - 1);
	chunk_.append(data, len);
	last_ = last;
}

void Cutter::add(const Piece &piece)
{
	if (kind_ == Kind::metadata)
		chunk_.append(piece.data, piece.len);
	else if (fits(piece.first, piece.len))
		append(piece.first, piece.last, piece.data, piece.len);
	else
		add_items(piece);
}

/* Behind the posting or value at p. */
static const char *item_end(Kind kind, const char *p, const char *end)
{
	const uint64_t n = read_vint(p, end);
	if (kind != Kind::value)
		return p;
	if (n > static_cast<size_t>(end - p))
		fail(XC_E_DAMAGED, "a temporary file ends within a value");
	return p + n;
}

void Cutter::add_items(const Piece &piece)
{
	const char *p = piece.data, *const end = piece.data + piece.len;
	for (uint32_t docid = piece.first;;) {
		const char *stop = item_end(kind_, p, end);
		if (!fits(docid, static_cast<size_t>(stop - p))) {
			flush(false);
			if (fits(docid, static_cast<size_t>(end - p))) {
				append(docid, piece.last, p, static_cast<size_t>(end - p));
				return;
			}
		}
		append(docid, docid, p, static_cast<size_t>(stop - p));
		if (stop == end)
			return;
		p = stop;
		docid += static_cast<uint32_t>(read_vint(p, end)) + 1;
	}
}

void Cutter::flush(bool last)
{
	if (chunk_.empty())
		return;
	sink_.write(*entry_, kind_, {first_, last_, chunk_.data(), chunk_.size()}, last);
	begin_chunk();
}

void Cutter::finish()
{
	flush(true);
}

} // namespace xc::glass
