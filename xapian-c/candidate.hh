/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking C code about a document, and answering what it asks back. */
#ifndef XAPIAN_C_CANDIDATE_HH
#define XAPIAN_C_CANDIDATE_HH

#include "xapian-c/values.hh"

#include <map>

namespace xc {

/* Where the values of a candidate come from. A result lasts until its slot is asked again. */
class Values {
public:
	virtual ~Values() = default;
	virtual struct xc_slice get(Xapian::docid local, Xapian::valueno slot) = 0;
};

/* Values read from a shard, each slot by its own reader. */
class ShardValues : public Values {
public:
	explicit ShardValues(const Xapian::Database &shard) : shard_(shard) {}
	struct xc_slice get(Xapian::docid local, Xapian::valueno slot) override;

private:
	Xapian::Database shard_;
	std::map<Xapian::valueno, ValueReader> readers_;
};

/* The public face, and behind it what xc_candidate_value needs. */
struct Candidate : xc_candidate {
	Candidate() : xc_candidate{0, 0, 0, 1} {}
	Values *values = nullptr;
	struct xc_error failure = {}; /* the first error that the callback met */
};

struct Filter {
	xc_filter_fn *fn;
	void *ctx;
	/* Whether to keep the candidate. Throws when the callback wants to stop or met an error. */
	bool keeps(Candidate &candidate) const;
};

} // namespace xc

#endif
