/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/match_run.hh"

#include <algorithm>
#include <cstring>

namespace xc::match {

/* A condition this much rarer than the documents that it is to filter leads. */
static constexpr double leading = 4;
/* Conditions that differ no more than so in length are added up in windows. */
static constexpr double alike = 8;

Run::Run(Both &query, Best &best, const std::vector<uint32_t> &excluded)
	: query_(query), best_(best), absent_(excluded.data()), absent_end_(absent_ + excluded.size()),
	  light_each_(query.checks.empty() ? 1 : best.light_each())
{
}

/* After each change among the best, and now and then: ids play a part. */
void Run::update(uint32_t docid)
{
	need_ = best_.need(docid);
	if (!pruning_ && best_.is_enough()) {
		counted_upto_ = docid;
		counted_ = best_.seen();
	}
	pruning_ = best_.is_enough();
}

/* What was not counted is as frequent among the documents of the first part as what was. */
void Run::guess_rest()
{
	const double share = counted_ > 0 ? query_.required[0].node->share_upto(counted_upto_) : 0;
	if (share > 0)
		query_.counts.guess = static_cast<double>(counted_) / share;
}

bool Run::is_absent(uint32_t docid)
{
	for (int i = 0; i < 4 && absent_ != absent_end_ && *absent_ < docid; i++)
		absent_++;
	if (absent_ != absent_end_ && *absent_ < docid)
		absent_ = std::lower_bound(absent_, absent_end_, docid);
	return absent_ != absent_end_ && *absent_ == docid;
}

/* Of those that are only counted, all but one of so many. */
bool Run::is_passed_over()
{
	sampled_ |= light_each_ > 1;
	return light_++ % light_each_ != 0;
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
	const uint32_t stands_for = light ? light_each_ : 1;
	if (weight < least || (light && is_passed_over()) || !query_.is_kept(docid, stands_for))
		return;
	best_.count(docid, stands_for);
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
	if (!complete_ && query_.required.size() > 1)
		guess_rest();
	else if (sampled_)
		query_.counts.guess = static_cast<double>(best_.seen());
	return complete_ && !sampled_;
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
	for (uint32_t docid = are_dense() ? meet_in_windows() : 1; docid != no_docid;) {
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

bool Run::are_dense() const
{
	const auto &required = query_.required;
	return required.size() > 1 && required.size() <= Window::most_bits &&
		required[0].node->counts.guess * alike >= required.back().node->counts.guess;
}

/* While all matches are counted. Gives the document to go on from. */
uint32_t Run::meet_in_windows()
{
	const auto &required = query_.required;
	uint64_t all = 0;
	uint32_t from = 1;
	for (; !pruning_; from = window_.end) {
		for (const Both::Part &part : required) {
			if (part.node->docid < from)
				part.node->seek(from);
			from = std::max(from, part.node->docid);
			if (from == no_docid)
				return from;
		}
		window_.base = from;
		window_.end = from + Window::size;
		window_.mark = 1;
		all = 0;
		for (const Both::Part &part : required) {
			all |= window_.mark;
			if (part.node->docid < window_.end)
				part.node->fill(window_);
			window_.mark = static_cast<unsigned char>(window_.mark << 1);
		}
		sweep_met(from, 0x0101010101010101 * all);
	}
	return from;
}

/* all: the marks of what matches. */
void Run::sweep_met(uint32_t base, uint64_t all)
{
	constexpr uint64_t low = 0x7f7f7f7f7f7f7f7f;
	for (size_t word = 0; word < Window::size; word += 8) {
		const uint64_t marks = glass::load(window_.marks + word);
		if (marks == 0)
			continue;
		/* The high bit of a byte is set when its other ones are 0. */
		for (uint64_t left = ~((marks ^ all) + low) & ~low; left != 0; left &= left - 1) {
			const uint32_t i = static_cast<uint32_t>(word) +
				static_cast<uint32_t>(__builtin_ctzll(left)) / 8;
			if (!query_.is_excluded(base + i) && !is_absent(base + i))
				candidate(base + i, window_.weight[i]);
		}
		memset(window_.marks + word, 0, 8);
		memset(window_.weight + word, 0, 8 * sizeof *window_.weight);
	}
}

} // namespace xc::match
