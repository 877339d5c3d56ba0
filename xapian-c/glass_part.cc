/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_part.hh"

namespace xc::glass {

static const std::string statistics("\0\xd0", 2);

Tags::Tags(const MappedTable &table, const std::string &from, size_t stay)
	: table_(table), cursor_(table), stay_(stay)
{
	/* The first item of a table has an empty key: there is something up to every other one. */
	more_ = cursor_.seek(slice(from), 0);
	if (more_ && compare_keys(cursor_.item().key, slice(from)) < 0)
		more_ = cursor_.next();
}

bool Tags::next()
{
	if (!more_) {
		table_.release();
		return false;
	}
	key_.assign(cursor_.item().key.data, cursor_.item().key.len);
	deflated_ = cursor_.read_tag(tag_);
	read_ += tag_.size();
	if (read_ > stay_) {
		table_.release();
		read_ = 0;
	}
	more_ = cursor_.next();
	return true;
}

PartSource::PartSource(const MappedTable &postlist, Origin origin, uint32_t documents, size_t stay)
	: Source(origin), tags_(postlist, std::string(1, '\0'), stay), documents_(documents)
{
	more_ = tags_.next();
}

static bool begins(const std::string &s, const std::string &with)
{
	return s.compare(0, with.size(), with) == 0;
}

/* Whether the tag goes on with the entry: its key is that of the entry and an id. */
bool PartSource::is_ours() const
{
	const std::string &key = tags_.key(), &own = entry_.key;
	if (kind_ == Kind::metadata || !begins(key, own))
		return false;
	/* No id begins with 0xff, which in a term follows each zero. */
	return kind_ != Kind::term ||
		(key.size() > own.size() + 1 && key[own.size()] == '\0' && key[own.size() + 1] != '\xff');
}

/* The length of the number at the beginning of s, behind at. */
static size_t number_end(const std::string &s, size_t at)
{
	const char *p = s.data() + at;
	read_vint(p, s.data() + s.size());
	return static_cast<size_t>(p - s.data());
}

/* The entry that the tag begins. */
void PartSource::begin()
{
	entry_ = Entry();
	entry_.key = tags_.key();
	kind_ = kind_of(entry_.key);
	if (kind_ == Kind::value)
		entry_.key.resize(number_end(entry_.key, 2));
	if (kind_ == Kind::term) {
		const char *p = tags_.tag().data(), *const end = p + tags_.tag().size();
		entry_.documents = read_vint(p, end);
		entry_.sum = read_vint(p, end);
	}
	first_ = unread_ = true;
	last_ = 0;
}

bool PartSource::next()
{
	while (more_ && !entry_.key.empty() && (unread_ || is_ours())) {
		unread_ = false;
		more_ = tags_.next();
	}
	while (more_ && begins(tags_.key(), statistics))
		more_ = tags_.next();
	if (more_)
		begin();
	return more_;
}

uint32_t PartSource::docid_behind(size_t len) const
{
	const std::string &key = tags_.key();
	return key.size() > len ? read_sortable({key.data() + len, key.size() - len}) : 0;
}

void PartSource::take_ids(uint64_t first, uint64_t last, Piece &piece)
{
	expect(first > last_ && first <= last && last <= documents_);
	last_ = static_cast<uint32_t>(last);
	piece.first = static_cast<uint32_t>(first) + origin().before;
	piece.last = last_ + origin().before;
}

/* SYNC: Postlist::write */
void PartSource::read_list(Piece &piece)
{
	const char *p = tags_.tag().data(), *const end = p + tags_.tag().size();
	uint64_t first = 0;
	if (first_) {
		read_vint(p, end);
		read_vint(p, end);
		first = read_vint(p, end) + 1;
	} else {
		first = docid_behind(entry_.key.size() + (kind_ == Kind::term ? 1 : 0));
	}
	expect(p != end);
	p++;
	const uint64_t span = read_vint(p, end);
	expect(span < documents_ && p != end);
	take_ids(first, first + span, piece);
	piece.data = p;
	piece.len = static_cast<size_t>(end - p);
}

void PartSource::read_values(Piece &piece)
{
	const char *p = tags_.tag().data(), *const end = p + tags_.tag().size();
	const uint32_t first = docid_behind(entry_.key.size());
	uint64_t last = first;
	for (;;) {
		const uint64_t len = read_vint(p, end);
		expect(len <= static_cast<size_t>(end - p));
		p += len;
		if (p == end)
			break;
		last += read_vint(p, end) + 1;
		expect(last <= documents_);
	}
	take_ids(first, last, piece);
	piece.data = tags_.tag().data();
	piece.len = tags_.tag().size();
}

bool PartSource::read(Piece &piece)
{
	if (!unread_) {
		more_ = more_ && tags_.next();
		if (!more_ || !is_ours())
			return false;
	}
	unread_ = false;
	if (kind_ == Kind::metadata)
		piece = {0, 0, tags_.tag().data(), tags_.tag().size()};
	else if (kind_ == Kind::value)
		read_values(piece);
	else
		read_list(piece);
	first_ = false;
	return true;
}

/* SYNC: SlotStatistics::write */
void add_statistics(const MappedTable &postlist, SlotStatistics &slots)
{
	Tags tags(postlist, statistics);
	while (tags.next() && begins(tags.key(), statistics)) {
		const std::string &key = tags.key(), &tag = tags.tag();
		uint32_t slot = 0;
		expect(key.size() <= statistics.size() + 4);
		for (size_t i = key.size(); i-- > statistics.size();)
			slot = slot << 8 | static_cast<unsigned char>(key[i]);
		const char *p = tag.data(), *const end = p + tag.size();
		const uint64_t documents = read_vint(p, end), len = read_vint(p, end);
		expect(documents > 0 && documents <= UINT32_MAX && len <= static_cast<size_t>(end - p));
		const struct xc_slice lower = {p, len};
		const struct xc_slice upper = {p + len, static_cast<size_t>(end - p) - len};
		slots.add(slot, static_cast<uint32_t>(documents), lower, upper.len > 0 ? upper : lower);
	}
}

} // namespace xc::glass
