/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_chunks.hh"

#include <algorithm>
#include <cstring>

namespace xc::glass {

/* Chunks passed over one by one before the tree is asked. */
static constexpr int most_steps = 6;

Chunks::Chunks(const MappedTable &table, Kind kind, std::string key)
	: cursor_(table), kind_(kind), key_(std::move(key))
{
}

/* Whether the cursor is at a chunk of the entry; the id in its key. */
bool Chunks::is_ours(uint32_t *docid) const
{
	struct xc_slice key = cursor_.item().key;
	if (key.len < key_.size() || memcmp(key.data, key_.data(), key_.size()) != 0)
		return false;
	key.data += key_.size();
	key.len -= key_.size();
	*docid = 0;
	if (key.len == 0)
		return kind_ != Kind::value;
	if (kind_ == Kind::term) {
		if (key.data[0] != '\0')
			return false;
		key.data++;
		key.len--;
	}
	*docid = read_sortable(key);
	return *docid != 0;
}

bool Chunks::begin()
{
	uint32_t docid;
	bool found = cursor_.seek(slice(key_), 1);
	/* All chunks of values have an id behind the key. */
	if (found && kind_ == Kind::value)
		found = cursor_.next();
	if (!found || !is_ours(&docid))
		return false;
	take(docid);
	return true;
}

/* Takes the chunk at the cursor and moves on to what follows: a tag may go on in further items. */
void Chunks::take(uint32_t first)
{
	const Item head = cursor_.item();
	expect(head.component == 1);
	first_ = first;
	data_ = head.data;
	if (!head.last) {
		cursor_.read_tag(joined_);
		data_ = slice(joined_);
	}
	expect(data_.len > 0);
	look_ahead();
}

/* Chunks lie in their block from its end on, which is not the way that the processor looks ahead. */
static void fetch(struct xc_slice data)
{
	constexpr size_t line = 64, some = 12 * line;
	for (size_t i = 0; i < std::min(data.len, some); i += line)
		__builtin_prefetch(data.data + i);
}

void Chunks::look_ahead()
{
	uint32_t docid;
	following_ = no_docid;
	if (cursor_.next() && is_ours(&docid)) {
		expect(docid > first_ && docid != no_docid);
		following_ = docid;
		fetch(cursor_.item().data);
	}
}

void Chunks::next()
{
	take(following_);
}

void Chunks::seek(uint32_t docid)
{
	for (int steps = 0; following_ <= docid && following_ != no_docid; steps++) {
		if (steps < most_steps) {
			take(following_);
			continue;
		}
		uint32_t found;
		place_ = key_;
		add_docid(place_, kind_, docid);
		expect(cursor_.seek(slice(place_), UINT32_MAX));
		if (cursor_.item().component != 1) {
			place_.assign(cursor_.item().key.data, cursor_.item().key.len);
			expect(cursor_.seek(slice(place_), 1));
		}
		/* Forward, whatever a damaged tree says. */
		expect(is_ours(&found) && found >= following_ && found <= docid);
		take(found);
		expect(following_ > docid);
	}
}

} // namespace xc::glass
