/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_data.hh"

#include "xapian-c/glass_key.hh"

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

void DocData::copy(uint32_t docid, struct xc_slice tag, bool deflated)
{
	key_.clear();
	put_sortable(key_, docid);
	table_.add(key_, tag, deflated);
}

} // namespace xc::glass
