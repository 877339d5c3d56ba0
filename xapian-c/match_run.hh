/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going through the documents of one shard. */
#ifndef XAPIAN_C_MATCH_RUN_HH
#define XAPIAN_C_MATCH_RUN_HH

#include "xapian-c/match_best.hh"

namespace xc::match {

/* A bound that is a sum must not be less than a weight that was summed in another order. */
constexpr double slack = 1 + 1e-12;

/*
 * What cannot be among the best is passed over once enough documents were counted, by bounds for what is not
 * yet known of a weight: MaxScore (H. Turtle and J. Flood, "Query evaluation: strategies and optimizations",
 * Information Processing and Management 31(6), 1995). While a union has several lists that must be read, they
 * are added up one after the other in windows of documents.
 */
class Run {
public:
	/* excluded: ids that are treated as absent. All have to stay. */
	Run(Both &query, Best &best, const std::vector<uint32_t> &excluded);
	/* Whether all matches were counted. */
	bool go();

private:
	bool leads_alone() const;
	void update(uint32_t docid);
	void guess_rest();
	bool is_absent(uint32_t docid);
	bool is_passed_over();
	void candidate(uint32_t docid, double weight);

	void intersect();
	bool meets(uint32_t &docid, double &weight);
	bool are_dense() const;
	uint32_t meet_in_windows();
	void sweep_met(uint32_t base, uint64_t all);

	void unite();
	void set_essential();
	void read_windows();
	uint32_t next_of(size_t i, uint32_t docid);
	void sweep(uint32_t base);
	void read_one(uint32_t docid);
	bool has_long(size_t n);
	void choose_drivers(Node *longest, size_t n);
	uint32_t next_driver(uint32_t docid);
	bool drivers_match(uint32_t docid) const;
	bool holds_rest(uint32_t docid);

	Both &query_;
	Best &best_;
	const uint32_t *absent_, *const absent_end_;
	/* How it stands with the best, see update(). */
	double need_ = 0;
	bool pruning_ = false, complete_ = true, sampled_ = false;
	/* Where all were counted up to, and how many. */
	uint32_t counted_upto_ = 0;
	uint64_t counted_ = 0;
	const uint32_t light_each_;
	uint32_t light_ = 0; /* documents that were only counted */
	/* What scorers from i on can add. */
	std::vector<double> rest_;

	/* Of a union: its parts, the lightest first; from essential_ on they have to be read. */
	std::vector<Node *> parts_;
	std::vector<double> below_; /* what parts up to i can add, with all that is only maybe there */
	size_t essential_ = 0;
	bool alone_ = false; /* one of them has to be read at most, or one is long and the others are rare */
	Node *long_ = nullptr; /* it */
	std::vector<Node *> drivers_; /* what is rare beside it; the first ones can match, */
	size_t matching_ = 0; /* so many */
	double others_ = 0; /* what neither it nor drivers can add */
	std::vector<Node *> scorers_; /* what is looked up for candidates, the heaviest first */
	std::vector<Node *> fillers_; /* the same, but so rare that it is read with the windows */
	bool has_conditions_ = false; /* without weight */
	Window window_;
};

} // namespace xc::match

#endif
