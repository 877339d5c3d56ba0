/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/match_node.hh"

#include <algorithm>
#include <cmath>

namespace xc::match {

using glass::compare_keys;

void Node::fill(Window &window)
{
	for (seek(window.base); docid < window.end; seek(docid + 1))
		window.add(docid, weight());
}

/* ---- a term */

Term::Term(const glass::Files &files, glass::Kind kind, std::string key, double factor)
	: files_(files), kind_(kind), key_(std::move(key)), postings_(files.postlist, kind, key_),
	  factor_(factor)
{
	docid = postings_.docid();
	/* The list of lengths does not tell how many there are. */
	const glass::Statistics &all = files.version.statistics;
	const double n = kind == glass::Kind::term ? postings_.documents() : all.documents;
	counts = {n, n, n};
	if (factor > 0)
		most = factor * postings_.largest_wdf(all.largest_wdf);
}

void Term::set_floor(double least)
{
	/* A product that is rounded must not be missed. */
	const double wdf = factor_ > 0 ? std::ceil(least / factor_ * (1 - 1e-12)) : 0;
	floor_ = static_cast<uint32_t>(std::clamp(wdf, 0.0, double(UINT32_MAX)));
}

double Term::share_upto(uint32_t last) const
{
	glass::Postings all(files_.postlist, kind_, key_);
	double n = 0;
	all.each_below(last + 1, [&](uint32_t, uint32_t) { n++; });
	return n / counts.guess;
}

/* ---- all documents, lists */

static Counts exactly(double n)
{
	return {n, n, n};
}

All::All(const glass::Files &files) : last_(files.version.last_docid)
{
	counts = exactly(last_);
}

Ids::Ids(const glass::Files &files, const std::vector<uint32_t> &list)
	: at_(list.data()),
	  end_(std::upper_bound(at_, at_ + list.size(), files.version.last_docid))
{
	const double n = static_cast<double>(end_ - at_), used = files.version.statistics.documents;
	/* Where ids are unused, some of the list may be. */
	const bool has_gaps = files.version.has_gaps();
	const double share = used / std::max<double>(files.version.last_docid, 1);
	counts = {has_gaps ? 0 : n, n * share, std::min(n, used)};
}

void Ids::seek(uint32_t target)
{
	/* The next id is mostly near: try a few before halving the rest. */
	for (int i = 0; i < 4 && at_ != end_ && *at_ < target; i++)
		at_++;
	if (at_ != end_ && *at_ < target)
		at_ = std::lower_bound(at_, end_, target);
	docid = at_ != end_ ? *at_ : no_docid;
}

/* ---- values */

Range::Range(const glass::Files &files, const Tree &tree)
	: stream_(files.postlist, tree.slot), tree_(tree)
{
	const double n = files.version.statistics.documents;
	counts = {0, n / 4, n};
}

bool Range::holds(struct xc_slice value) const
{
	return (!tree_.has_begin || compare_keys(value, slice(tree_.begin)) >= 0) &&
		(!tree_.has_end || compare_keys(value, slice(tree_.end)) <= 0);
}

void Range::seek(uint32_t target)
{
	if (docid >= target)
		return;
	for (stream_.seek(target); stream_.docid() != no_docid; stream_.seek(stream_.docid() + 1))
		if (holds(stream_.value()))
			break;
	docid = stream_.docid();
}

} // namespace xc::match
