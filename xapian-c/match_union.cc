/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run through a union: what any of several parts has. */
#include "xapian-c/match_run.hh"

#include <algorithm>
#include <cstring>

namespace xc::match {

/* What adds so much less than is read anyway is read, too. */
static constexpr double rare_enough = 4;
/* Where one list is so many times longer than others that must be read, it is passed over up to what is heavy
 * or what they have, provided that few of its postings are so heavy: this part of what it can give. */
static constexpr double long_enough = 16, heavy_enough = 0.75;
/* What is so much rarer than the long list joins the others, which lets less of it be heavy. */
static constexpr double joining = 8;

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
	const bool alone = pruning_ && (n == parts_.size() || has_long(n));
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
	for (size_t i = 0; i < (alone ? parts_.size() : n); i++)
		if (!alone || parts_[i] != long_)
			sort(parts_[i]);
	for (const auto &node : query_.maybe)
		sort(node.get());
	std::sort(scorers_.rbegin(), scorers_.rend(), is_lighter);
	rest_.assign(scorers_.size() + 1, 0);
	for (size_t i = scorers_.size(); i-- > 0;)
		rest_[i] = (rest_[i + 1] + scorers_[i]->most) * slack;
}

/* Whether one of the parts from n on is long, and those beside it are rare. */
bool Run::has_long(size_t n)
{
	Node *longest = parts_[n];
	for (size_t i = n; i < parts_.size(); i++)
		if (parts_[i]->counts.guess > longest->counts.guess)
			longest = parts_[i];
	choose_drivers(longest, n);
	if (n + 1 == parts_.size())
		return true;
	for (size_t i = n; i < parts_.size(); i++)
		if (parts_[i] != longest && parts_[i]->counts.guess * long_enough > longest->counts.guess)
			return false;
	return need_ - others_ >= heavy_enough * longest->most;
}

/* Beside the long part: all from n on, and whatever is rare. */
void Run::choose_drivers(Node *longest, size_t n)
{
	long_ = longest;
	drivers_.clear();
	others_ = 0;
	auto sort = [&](Node *node, bool needed) {
		if (needed || node->counts.guess * joining <= longest->counts.guess)
			drivers_.push_back(node);
		else
			others_ = (others_ + node->most) * slack;
	};
	for (size_t i = 0; i < parts_.size(); i++)
		if (parts_[i] != longest)
			sort(parts_[i], i >= n);
	matching_ = drivers_.size();
	for (const auto &node : query_.maybe)
		sort(node.get(), false);
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
		if (alone_) {
			if (essential_ < parts_.size())
				read_one(from);
			return;
		}
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

/* The first document from docid on that a driver has. */
uint32_t Run::next_driver(uint32_t docid)
{
	uint32_t least = no_docid;
	for (Node *node : drivers_) {
		if (node->docid < docid)
			node->seek(docid);
		least = std::min(least, node->docid);
	}
	return least;
}

/* Whether a document where drivers stand matches. */
bool Run::drivers_match(uint32_t docid) const
{
	for (size_t i = 0; i < matching_; i++)
		if (drivers_[i]->docid == docid)
			return true;
	return false;
}

/* One long part: what is too light in it is passed over, but for what drivers have. */
void Run::read_one(uint32_t docid)
{
	Node &node = *long_;
	double floor = -1;
	bool is_enough = true; /* without drivers */
	for (uint32_t next = 0;; docid++) {
		if (floor != need_) {
			if (below_.back() < need_)
				return;
			floor = need_;
			node.set_floor(need_ - others_);
			is_enough = (node.most + others_) * slack >= need_;
		}
		if (next < docid)
			next = next_driver(docid);
		const uint32_t target = is_enough ? docid : next;
		if (target == no_docid)
			return;
		node.seek_until(target, next);
		docid = std::min(node.docid, next);
		if (docid == no_docid)
			return;
		if (node.docid != docid && !drivers_match(docid))
			continue;
		const double weight = node.docid == docid ? node.weight() : 0;
		if (weight + rest_[0] >= need_ && (!has_conditions_ || holds_rest(docid)))
			candidate(docid, weight);
	}
}

} // namespace xc::match
