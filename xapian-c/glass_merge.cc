/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_merge.hh"

#include <algorithm>

namespace xc::glass {

namespace {

using Sources = std::vector<std::unique_ptr<Source>>;

/* The source to be read first is on top of the heap: by its key, then by its place. */
struct Later {
	const Sources &sources;
	bool operator()(size_t a, size_t b) const
	{
		const int c = sources[a]->entry().key.compare(sources[b]->entry().key);
		return c != 0 ? c > 0 : a > b;
	}
};

class Merge {
public:
	Merge(const Sources &sources, Sink &sink, const Merger &merger);
	void run();

private:
	void advance(size_t source);
	void take_first();
	uint32_t origin(size_t in_group) const { return sources_[group_[in_group]]->origin().number; }
	void write_resolved();
	void write_entry();

	const Sources &sources_;
	const Merger &merger_;
	const Later later_;
	Cutter cutter_;
	std::vector<size_t> heap_;  /* sources that have more */
	std::vector<size_t> group_; /* sources whose key is the current one */
	Entry entry_;
};

Merge::Merge(const Sources &sources, Sink &sink, const Merger &merger)
	: sources_(sources), merger_(merger), later_{sources}, cutter_(sink)
{
	for (size_t i = 0; i < sources_.size(); i++)
		advance(i);
}

void Merge::advance(size_t source)
{
	if (!sources_[source]->next())
		return;
	heap_.push_back(source);
	std::push_heap(heap_.begin(), heap_.end(), later_);
}

void Merge::take_first()
{
	std::pop_heap(heap_.begin(), heap_.end(), later_);
	group_.push_back(heap_.back());
	heap_.pop_back();
}

void Merge::write_resolved()
{
	std::vector<std::string> values;
	Piece piece;
	for (size_t i = 0; i < group_.size(); i++) {
		if (i + 1 < group_.size() && origin(i + 1) == origin(i))
			continue;
		values.emplace_back();
		while (sources_[group_[i]]->read(piece))
			values.back().append(piece.data, piece.len);
	}
	std::string nothing, value;
	metadata_key(nothing, {"", 0});
	heed(resolve(merger_, entry_.key.substr(nothing.size()), values, value));
	if (value.empty())
		return;
	cutter_.begin(&entry_);
	cutter_.add({0, 0, value.data(), value.size()});
	cutter_.finish();
}

void Merge::write_entry()
{
	const bool one = kind_of(entry_.key) == Kind::metadata;
	if (one && origin(0) != origin(group_.size() - 1))
		return write_resolved();
	cutter_.begin(&entry_);
	Piece piece;
	for (size_t i = one ? group_.size() - 1 : 0; i < group_.size(); i++)
		while (sources_[group_[i]]->read(piece))
			cutter_.add(piece);
	cutter_.finish();
}

void Merge::run()
{
	while (!heap_.empty()) {
		group_.clear();
		entry_.documents = entry_.sum = 0;
		entry_.key = sources_[heap_.front()]->entry().key;
		while (!heap_.empty() && sources_[heap_.front()]->entry().key == entry_.key) {
			take_first();
			entry_.documents += sources_[group_.back()]->entry().documents;
			entry_.sum += sources_[group_.back()]->entry().sum;
		}
		write_entry();
		for (size_t source : group_)
			advance(source);
	}
}

} // namespace

void merge_sources(const std::vector<std::unique_ptr<Source>> &sources, Sink &sink,
	const Merger &merger)
{
	Merge(sources, sink, merger).run();
}

} // namespace xc::glass
