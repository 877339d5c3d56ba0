/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_postlist.hh"

namespace xc::glass {

Postlist::Postlist(const std::string &path, const SlotStatistics &slots)
	: table_(path), slots_(slots)
{
}

/*
 * The head of a list's first chunk: number of documents, sum of wdf, first id less one. In the list
 * of lengths the first two are 0. Xapian counts both in 32 bits.
 */
void Postlist::put_head(const Entry &entry, Kind kind, const Piece &chunk)
{
	const bool counted = kind == Kind::term;
	if (counted && (entry.documents > UINT32_MAX || entry.sum > UINT32_MAX))
		fail(XC_E_LIMIT, "the wdf of a term add up to more than 32 bits");
	put_vint(tag_, counted ? entry.documents : 0);
	put_vint(tag_, counted ? entry.sum : 0);
	put_vint(tag_, chunk.first - 1);
}

/*
 * All chunks of values and the later ones of a list have their first id in the key. A list's chunk
 * begins with the character 0 or 1, whether it is the last, and the distance between its ids.
 */
void Postlist::write(const Entry &entry, Kind kind, const Piece &chunk, bool last)
{
	if (kind != Kind::metadata)
		write_slots();
	key_ = entry.key;
	tag_.clear();
	if (kind == Kind::value || begun_)
		add_docid(key_, kind, chunk.first);
	if (kind == Kind::term || kind == Kind::length) {
		if (!begun_)
			put_head(entry, kind, chunk);
		tag_.push_back(last ? '1' : '0');
		put_vint(tag_, chunk.last - chunk.first);
	}
	tag_.append(chunk.data, chunk.len);
	table_.add(key_, slice(tag_));
	begun_ = !last;
}

void Postlist::write_slots()
{
	if (!slots_written_)
		slots_.write(table_);
	slots_written_ = true;
}

TableInfo Postlist::finish()
{
	write_slots();
	return table_.finish();
}

} // namespace xc::glass
