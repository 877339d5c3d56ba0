/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_values.hh"

#include "xapian-c/glass_key.hh"

#include <algorithm>
#include <cstring>

namespace xc::glass {

static bool less(struct xc_slice a, struct xc_slice b)
{
	const int c = memcmp(a.data, b.data, std::min(a.len, b.len));
	return c != 0 ? c < 0 : a.len < b.len;
}

void SlotStatistics::add(uint32_t slot, struct xc_slice value)
{
	add(slot, 1, value, value);
}

void SlotStatistics::add(uint32_t slot, uint32_t documents, struct xc_slice lower, struct xc_slice upper)
{
	Bounds &bounds = slots_[slot];
	const bool first = bounds.documents == 0;
	bounds.documents += documents;
	if (first || less(lower, slice(bounds.lower)))
		bounds.lower.assign(lower.data, lower.len);
	if (first || less(slice(bounds.upper), upper))
		bounds.upper.assign(upper.data, upper.len);
}

void SlotStatistics::add(const SlotStatistics &more)
{
	for (const auto &[slot, bounds] : more.slots_)
		add(slot, bounds.documents, slice(bounds.lower), slice(bounds.upper));
}

/* An upper bound that equals the lower one is left out. The keys do not sort as the slots do. */
void SlotStatistics::write(Table &table) const
{
	std::vector<std::pair<std::string, const Bounds *>> entries;
	for (const auto &[slot, bounds] : slots_) {
		entries.emplace_back(std::string(), &bounds);
		statistics_key(entries.back().first, slot);
	}
	std::sort(entries.begin(), entries.end());
	std::string tag;
	for (const auto &[key, bounds] : entries) {
		tag.clear();
		put_vint(tag, bounds->documents);
		put_string(tag, slice(bounds->lower));
		if (bounds->upper != bounds->lower)
			tag += bounds->upper;
		table.add(key, slice(tag));
	}
}

} // namespace xc::glass
