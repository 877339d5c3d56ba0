/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/match_best.hh"

#include <algorithm>
#include <cmath>
#include <limits>

namespace xc::match {

using glass::compare_keys;

struct xc_slice MappedValues::get(Xapian::docid local, Xapian::valueno slot)
{
	auto it = std::find_if(streams_.begin(), streams_.end(),
		[&](const auto &one) { return one.first == slot; });
	if (it == streams_.end())
		it = streams_.emplace(it, slot, nullptr);
	std::unique_ptr<glass::Stream> &stream = it->second;
	/* Mostly it goes on from where it is. */
	if (stream == nullptr || stream->is_behind(local))
		stream = std::make_unique<glass::Stream>(files_.postlist, slot);
	stream->seek(local);
	return stream->docid() == local ? stream->value() : xc_slice{"", 0};
}

static size_t choose_wanted(const struct xc_search_options &options, uint32_t total)
{
	const uint32_t offset = std::min(options.offset, total);
	return offset + size_t(std::min(options.count, total - offset));
}

Best::Best(const struct xc_search_options &options, const Shards &shards, uint32_t total)
	: options_(options), shards_(shards), wanted_(choose_wanted(options, total)),
	  counted_(std::max<uint64_t>(options.check_at_least, wanted_))
{
	heap_.reserve(std::min<size_t>(wanted_, 4096) + 1);
}

void Best::begin_shard(size_t shard, MappedValues &values)
{
	shard_ = shard;
	values_ = &values;
	seen_before_ = seen_;
	kept_ = 0;
}

uint32_t Best::light_each() const
{
	return options_.collapse_max != 0 ? 1 : std::max(options_.light_each, 1u);
}

/* Heavier; of equal weight, with the smaller value, where that is asked for; then with the smaller id. */
bool Best::is_better(const Entry &a, const Entry &b)
{
	if (a.weight != b.weight)
		return a.weight > b.weight;
	const int order = compare_keys(slice(a.tie), slice(b.tie));
	return order != 0 ? order < 0 : a.docid < b.docid;
}

double Best::need(uint32_t local) const
{
	if (wanted_ == 0)
		return std::numeric_limits<double>::infinity();
	if (heap_.size() < wanted_)
		return options_.min_weight;
	const Entry &worst = heap_[0];
	if (options_.ties_by_value)
		return worst.weight;
	/* Ids ascend within the shard: what weighs the same comes too late. */
	const bool late = shards_.join(shard_, local) > worst.docid;
	const double most = std::numeric_limits<double>::infinity();
	return late ? std::nextafter(worst.weight, most) : worst.weight;
}

void Best::count_key(uint32_t local)
{
	const struct xc_slice key = values_->get(local, options_.collapse_slot);
	if (key.len == 0 || ++keys_[std::string(key.data, key.len)] <= options_.collapse_max)
		distinct_++;
}

/* Whether the entry took, or was not worth, the place of another of its key. */
bool Best::replaces(Entry &entry)
{
	if (entry.key.empty())
		return false;
	uint32_t same = 0;
	auto worst = heap_.end();
	for (auto it = heap_.begin(); it != heap_.end(); ++it) {
		if (it->key != entry.key)
			continue;
		same++;
		if (worst == heap_.end() || is_better(*worst, *it))
			worst = it;
	}
	if (same < options_.collapse_max)
		return false;
	if (is_better(entry, *worst)) {
		*worst = std::move(entry);
		std::make_heap(heap_.begin(), heap_.end(), is_better);
	}
	return true;
}

void Best::offer(uint32_t local, double weight)
{
	heaviest_ = std::max(heaviest_, weight);
	if (weight < need(local))
		return;
	Entry entry = {weight, shards_.join(shard_, local), local, shard_, {}, {}};
	if (options_.ties_by_value) {
		const struct xc_slice tie = values_->get(local, options_.ties_slot);
		/* Mostly it is one of many that weigh the same, and not the best of them. */
		if (heap_.size() == wanted_ && weight == heap_[0].weight &&
			compare_keys(tie, slice(heap_[0].tie)) > 0 && options_.collapse_max == 0)
			return;
		entry.tie.assign(tie.data, tie.len);
	}
	if (options_.collapse_max != 0) {
		const struct xc_slice key = values_->get(local, options_.collapse_slot);
		entry.key.assign(key.data, key.len);
	}
	if (replaces(entry))
		return;
	if (heap_.size() == wanted_ && !is_better(entry, heap_[0]))
		return;
	if (heap_.size() == wanted_) {
		std::pop_heap(heap_.begin(), heap_.end(), is_better);
		heap_.pop_back();
	}
	heap_.push_back(std::move(entry));
	std::push_heap(heap_.begin(), heap_.end(), is_better);
}

void Best::end_shard(const Counts &counts, size_t excluded, bool complete)
{
	const double seen = static_cast<double>(seen_ - seen_before_);
	const bool all_count = options_.min_weight <= 0 && options_.filter == nullptr;
	const double least = all_count ? counts.least - static_cast<double>(excluded) : 0;
	const double lower = complete ? seen : std::max(static_cast<double>(kept_), least);
	const double upper = complete ? seen : std::max(counts.most, lower);
	lower_ += lower;
	upper_ += upper;
	estimated_ += std::clamp(counts.guess, lower, upper);
}

std::unique_ptr<Results> Best::finish()
{
	auto results = std::make_unique<Results>();
	std::sort(heap_.begin(), heap_.end(), is_better);
	for (size_t i = std::min<size_t>(options_.offset, heap_.size()); i < heap_.size(); i++) {
		const Entry &entry = heap_[i];
		struct xc_hit hit = {};
		hit.docid = entry.docid;
		hit.local = entry.local;
		hit.shard = entry.shard;
		hit.weight = entry.weight;
		hit.tied = options_.ties_by_value && i > options_.offset &&
			entry.weight == heap_[i - 1].weight && entry.tie == heap_[i - 1].tie;
		if (!entry.key.empty() && keys_[entry.key] > options_.collapse_max)
			hit.collapsed = keys_[entry.key] - options_.collapse_max;
		results->store.push_back(hit);
	}
	if (options_.collapse_max != 0) {
		const double seen = static_cast<double>(seen_);
		const double left = seen_ == 0 ? 1 : static_cast<double>(distinct_) / seen;
		upper_ -= static_cast<double>(seen_ - distinct_);
		lower_ = static_cast<double>(distinct_);
		estimated_ = std::clamp(estimated_ * left, lower_, upper_);
	}
	results->hits = results->store.data();
	results->n = results->store.size();
	results->lower = static_cast<uint32_t>(lower_);
	results->estimated = static_cast<uint32_t>(estimated_ + 0.5);
	results->upper = static_cast<uint32_t>(upper_);
	results->max_weight = heaviest_;
	return results;
}

} // namespace xc::match
