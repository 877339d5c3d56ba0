/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_data.hh"

#include "xapian-c/glass_key.hh"
#include "xapian-c/glass_part.hh"

namespace xc::glass {

/* Deflating less is not worth a try. */
static constexpr size_t least = 18;

void DocData::add(uint32_t docid, struct xc_slice data)
{
	key_.clear();
	put_sortable(key_, docid);
	if (deflater_ && data.len > least && deflater_->shorten(data, deflated_))
		table_.add(key_, slice(deflated_), true);
	else
		table_.add(key_, data);
}

uint32_t data_docid(const Tags &tags, uint32_t documents)
{
	const uint32_t docid = read_sortable(slice(tags.key()));
	expect(docid > 0 && docid <= documents);
	return docid;
}

void DocData::copy(const MappedTable &from, uint32_t before, uint32_t documents)
{
	for (Tags tags(from, std::string(1, '\0')); tags.next();) {
		key_.clear();
		put_sortable(key_, before + data_docid(tags, documents));
		table_.add(key_, slice(tags.tag()), tags.deflated());
	}
}

} // namespace xc::glass
