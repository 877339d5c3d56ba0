/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/match_run.hh"

#include <algorithm>
#include <cstring>

namespace xc::match {

/* A bound that is a sum must not be less than a weight that was summed in another order. */
static constexpr double slack = 1 + 1e-12;
/* A condition this much rarer than the documents that it is to filter leads. */
static constexpr double leading = 4;
/* What adds so much less than is read anyway is read, too. */
static constexpr double rare_enough = 4;

Run::Run(Both &query, Best &best, const std::vector<uint32_t> &excluded)
	: query_(query), best_(best), absent_(excluded.data()), absent_end_(absent_ + excluded.size())
{
}

/* After each change among the best, and now and then: ids play a part. */
void Run::update(uint32_t docid)
{
	need_ = best_.need(docid);
	pruning_ = best_.is_enough();
}

bool Run::is_absent(uint32_t docid)
{
	for (int i = 0; i < 4 && absent_ != absent_end_ && *absent_ < docid; i++)
		absent_++;
	if (absent_ != absent_end_ && *absent_ < docid)
		absent_ = std::lower_bound(absent_, absent_end_, docid);
	return absent_ != absent_end_ && *absent_ == docid;
}

/* A document that meets all cheap conditions: the rest of its weight, the checks, the count. */
void Run::candidate(uint32_t docid, double weight)
{
	const double least = best_.least(), limit = pruning_ || least <= 0 ? need_ : least;
	for (size_t i = 0; i < scorers_.size(); i++) {
		if (weight + rest_[i] < limit)
			break;
		Node &node = *scorers_[i];
		if (node.docid < docid)
			node.seek(docid);
		if (node.docid == docid)
			weight += node.weight();
	}
	const bool light = weight < need_;
	if (light && pruning_) {
		complete_ = false;
		return;
	}
	if (weight < least || !query_.is_kept(docid))
		return;
	best_.count(docid);
	if (!light)
		best_.offer(docid, weight);
	if (!light || best_.is_enough() != pruning_)
		update(docid);
}

bool Run::go()
{
	for (const Both::Part &part : query_.required)
		if (part.node->docid == no_docid)
			return true;
	update(1);
	if (leads_alone())
		unite();
	else
		intersect();
	return complete_;
}

/* The only part that has weight is best read as a union, unless another condition is much rarer. */
bool Run::leads_alone() const
{
	size_t weighing = 0, which = 0;
	for (size_t i = 0; i < query_.required.size(); i++) {
		if (query_.required[i].weighs) {
			weighing++;
			which = i;
		}
	}
	if (weighing > 1 || (weighing == 0 && query_.required.size() > 1))
		return false;
	return query_.required[0].node->counts.guess * leading >= query_.required[which].node->counts.guess;
}

/* ---- intersections */

/* From docid on to the next document that all required parts have, or no_docid; and what they give. False: it
 * is too light, and docid the one after it. */
bool Run::meets(uint32_t &docid, double &weight)
{
	const auto &required = query_.required;
	weight = 0;
	for (size_t i = 0; i < required.size(); i++) {
		Node &node = *required[i].node;
		if (node.docid < docid)
			node.seek(docid);
		if (node.docid != docid) {
			const bool restart = i > 0;
			docid = node.docid;
			if (docid == no_docid)
				return true;
			if (restart)
				return false;
		}
		if (required[i].weighs)
			weight += node.weight();
		if (pruning_ && weight + below_[i + 1] < need_) {
			complete_ = false;
			docid++;
			return false;
		}
	}
	return true;
}

void Run::intersect()
{
	const auto &required = query_.required;
	double rest = 0;
	for (const auto &node : query_.maybe)
		scorers_.push_back(node.get());
	rest_.assign(scorers_.size() + 1, 0);
	for (size_t i = scorers_.size(); i-- > 0;)
		rest_[i] = rest = (rest + scorers_[i]->most) * slack;
	below_.assign(required.size() + 1, rest);
	for (size_t i = required.size(); i-- > 0;)
		below_[i] = (below_[i + 1] + (required[i].weighs ? required[i].node->most : 0)) * slack;
	double floor = -1;
	for (uint32_t docid = 1;;) {
		double weight;
		if (pruning_ && floor != need_) {
			Node &lead = *required[0].node;
			if (lead.docid < docid)
				lead.seek(docid);
			if (lead.docid == no_docid)
				return;
			complete_ = false;
			if (below_[0] < need_)
				return;
			floor = need_;
			if (required[0].weighs)
				lead.set_floor(need_ - below_[1]);
		}
		if (!meets(docid, weight))
			continue;
		if (docid == no_docid)
			return;
		if (!query_.is_excluded(docid) && !is_absent(docid))
			candidate(docid, weight);
		docid++;
	}
}

/* ---- unions */

static bool is_lighter(const Node *a, const Node *b)
{
	return a->most < b->most;
}

void Run::unite()
{
	Node *lead = nullptr;
	for (const Both::Part &part : query_.required)
		if (part.weighs || query_.required.size() == 1)
			lead = part.node.get();
	Any *any = dynamic_cast<Any *>(lead);
	if (any != nullptr && !any->first_only)
		for (const auto &part : any->parts)
			parts_.push_back(part.get());
	else
		parts_.push_back(lead);
	std::sort(parts_.begin(), parts_.end(), is_lighter);
	double sum = 0;
	for (const auto &node : query_.maybe)
		sum += node->most;
	below_.push_back(sum * slack);
	for (const Node *node : parts_)
		below_.push_back((sum += node->most) * slack);
	if (parts_.size() == 1 && query_.maybe.empty())
		below_ = {0, sum};
	has_conditions_ = query_.required.size() > 1 || !query_.excluded.empty() || absent_ != absent_end_;
	set_essential();
	read_windows();
	if (alone_ && essential_ + 1 == parts_.size())
		read_one();
}

/*
 * By now: parts that are too light together to make a hit need not be read by themselves. They are looked up
 * for candidates; the rare ones among them are read all the same, as that makes for fewer candidates.
 */
void Run::set_essential()
{
	size_t n = 0;
	if (pruning_)
		while (n < parts_.size() && below_[n + 1] < need_)
			n++;
	const bool alone = pruning_ && n + 1 >= parts_.size();
	if (n == essential_ && alone == alone_ && !rest_.empty())
		return;
	essential_ = n;
	alone_ = alone;
	double postings = 0;
	for (size_t i = n; i < parts_.size(); i++)
		postings += parts_[i]->counts.guess;
	scorers_.clear();
	fillers_.clear();
	auto sort = [&](Node *node) {
		const bool rare = !alone && node->counts.guess * rare_enough <= postings;
		(rare ? fillers_ : scorers_).push_back(node);
	};
	for (size_t i = 0; i < n; i++)
		sort(parts_[i]);
	for (const auto &node : query_.maybe)
		sort(node.get());
	std::sort(scorers_.rbegin(), scorers_.rend(), is_lighter);
	rest_.assign(scorers_.size() + 1, 0);
	for (size_t i = scorers_.size(); i-- > 0;)
		rest_[i] = (rest_[i + 1] + scorers_[i]->most) * slack;
}

/* Whether conditions without weight are met. */
bool Run::holds_rest(uint32_t docid)
{
	if (query_.required.size() > 1) {
		for (const Both::Part &part : query_.required) {
			if (part.weighs)
				continue;
			if (part.node->docid < docid)
				part.node->seek(docid);
			if (part.node->docid != docid)
				return false;
		}
	}
	return !query_.is_excluded(docid) && !is_absent(docid);
}

/* The first document from docid on that a part from part i on has. */
uint32_t Run::next_of(size_t i, uint32_t docid)
{
	uint32_t least = no_docid;
	for (; i < parts_.size(); i++) {
		if (parts_[i]->docid < docid)
			parts_[i]->seek(docid);
		least = std::min(least, parts_[i]->docid);
	}
	return least;
}

/* Until all is read, or one part at most has to be read. */
void Run::read_windows()
{
	for (uint32_t from = 1;; from = window_.end) {
		update(from);
		if (pruning_ && complete_) {
			if (next_of(0, from) == no_docid)
				return;
			complete_ = false;
		}
		set_essential();
		if (alone_)
			return;
		const uint32_t base = next_of(essential_, from);
		if (base == no_docid)
			return;
		window_.base = base;
		window_.end = base + Window::size;
		window_.mark = Window::weighs;
		for (Node *node : fillers_)
			if (node->docid < window_.end)
				node->fill(window_);
		window_.mark = Window::matches;
		for (size_t i = essential_; i < parts_.size(); i++)
			if (parts_[i]->docid < window_.end)
				parts_[i]->fill(window_);
		sweep(base);
	}
}

void Run::sweep(uint32_t base)
{
	constexpr uint64_t matches = 0x0101010101010101 * Window::matches;
	for (size_t word = 0; word < Window::size; word += 8) {
		const uint64_t marks = glass::load(window_.marks + word);
		if (marks == 0)
			continue;
		for (uint64_t left = marks & matches; left != 0; left &= left - 1) {
			const size_t in_word = static_cast<size_t>(__builtin_ctzll(left)) / 8;
			const uint32_t i = static_cast<uint32_t>(word + in_word);
			const double weight = window_.weight[i];
			if (pruning_ && weight + rest_[0] < need_) {
				complete_ = false;
				continue;
			}
			if (!has_conditions_ || holds_rest(base + i))
				candidate(base + i, weight);
		}
		memset(window_.marks + word, 0, 8);
		memset(window_.weight + word, 0, 8 * sizeof *window_.weight);
	}
}

/* The only part that has to be read: what is too light in it is passed over. */
void Run::read_one()
{
	Node &node = *parts_.back();
	double floor = -1;
	for (uint32_t docid = std::max(node.docid, 1u); node.docid != no_docid; docid++) {
		if (floor != need_) {
			if (below_.back() < need_)
				return;
			floor = need_;
			node.set_floor(need_ - below_[essential_]);
		}
		if (node.docid < docid)
			node.seek(docid);
		docid = node.docid;
		if (docid == no_docid)
			return;
		const double weight = node.weight();
		if (weight + rest_[0] >= need_ && (!has_conditions_ || holds_rest(docid)))
			candidate(docid, weight);
	}
}

} // namespace xc::match
