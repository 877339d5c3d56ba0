/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/candidate.hh"

namespace xc {

struct xc_slice ShardValues::get(Xapian::docid local, Xapian::valueno slot)
{
	auto it = readers_.find(slot);
	if (it == readers_.end())
		it = readers_.emplace(slot, ValueReader(shard_, slot)).first;
	return slice(it->second.get(local));
}

bool Filter::keeps(Candidate &candidate) const
{
	const int answer = fn(ctx, &candidate);
	if (candidate.failure.status < 0)
		fail(candidate.failure.status, candidate.failure.message);
	if (answer < 0)
		throw Stop{};
	return answer > 0;
}

} // namespace xc

using namespace xc;

int xc_candidate_value(const struct xc_candidate *candidate, uint32_t slot, struct xc_slice *value)
{
	/* Every candidate is one of ours, and none of ours is const. */
	auto *c = static_cast<Candidate *>(const_cast<struct xc_candidate *>(candidate));
	struct xc_error *err = c->failure.status < 0 ? nullptr : &c->failure;

	*value = {"", 0};
	return guard(err, "a candidate's value", [&] {
		*value = c->values->get(c->local, slot);
		return XC_OK;
	});
}
