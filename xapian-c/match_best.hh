/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The best documents so far, of all shards, and how many match. */
#ifndef XAPIAN_C_MATCH_BEST_HH
#define XAPIAN_C_MATCH_BEST_HH

#include "xapian-c/candidate.hh"
#include "xapian-c/match_node.hh"
#include "xapian-c/results.hh"

#include <string>
#include <unordered_map>
#include <vector>

namespace xc::match {

/* Values read from the tables, each slot by its own stream. */
class MappedValues : public Values {
public:
	explicit MappedValues(const glass::Files &files) : files_(files) {}
	struct xc_slice get(Xapian::docid local, Xapian::valueno slot) override;

private:
	const glass::Files &files_;
	std::vector<std::pair<uint32_t, std::unique_ptr<glass::Stream>>> streams_;
};

class Best {
public:
	/* total: documents of all shards. Both have to stay. */
	Best(const struct xc_search_options &options, const Shards &shards, uint32_t total);

	void begin_shard(size_t shard, MappedValues &values);
	/* A document matches, whatever it weighs, and so do others that it stands for. Ids ascend. */
	void count(uint32_t local, uint32_t stands_for)
	{
		kept_++;
		seen_ += stands_for;
		if (options_.collapse_max != 0)
			count_key(local);
	}
	void offer(uint32_t local, double weight);
	/* How many documents that are only counted one stands for. */
	uint32_t light_each() const;
	/* counts: what is known beforehand of how many match; complete: all of them were counted. */
	void end_shard(const Counts &counts, size_t excluded, bool complete);

	/* What a document from local on has to weigh to be among the best, at least. */
	double need(uint32_t local) const;
	/* What weighs less is no match at all. */
	double least() const { return options_.min_weight; }
	/* Documents that were counted in the shard. */
	uint64_t seen() const { return seen_ - seen_before_; }
	bool is_enough() const { return seen_ >= counted_ && heap_.size() >= wanted_; }
	std::unique_ptr<Results> finish();

private:
	struct Entry {
		double weight;
		uint32_t docid, local;
		size_t shard;
		std::string tie, key;
	};

	static bool is_better(const Entry &a, const Entry &b);
	bool replaces(Entry &entry);
	void count_key(uint32_t local);

	const struct xc_search_options &options_;
	const Shards &shards_;
	const size_t wanted_;  /* hits, those passed over included */
	const uint64_t counted_; /* documents, at least */
	std::vector<Entry> heap_; /* the worst one first */
	double heaviest_ = 0;
	size_t shard_ = 0;
	MappedValues *values_ = nullptr;
	uint64_t seen_ = 0, seen_before_ = 0; /* before the shard */
	uint64_t kept_ = 0; /* in the shard, without those that others stood for */
	uint64_t distinct_ = 0; /* of those seen, what is left after collapsing */
	std::unordered_map<std::string, uint32_t> keys_;
	double lower_ = 0, estimated_ = 0, upper_ = 0;
};

} // namespace xc::match

#endif
