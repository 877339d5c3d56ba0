/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query as a tree: what both matchers are given, Xapian's and ours. */
#ifndef XAPIAN_C_TREE_HH
#define XAPIAN_C_TREE_HH

#include "xapian-c/source.hh"

namespace xc {

/* Never changed once it is made, so trees share their parts. */
struct Tree {
	enum class Kind { nothing, all, term, range, ids, check, scale, join };

	Kind kind = Kind::nothing;
	std::string term;
	uint32_t wqf = 1;
	/* A range of values; an open side is NULL in the interface. */
	uint32_t slot = 0;
	bool has_begin = false, has_end = false;
	std::string begin, end;
	std::shared_ptr<const IdLists> lists;
	Filter filter = {nullptr, nullptr}; /* of a check of the only part */
	double factor = 1;
	enum xc_op op = XC_AND;
	std::vector<std::shared_ptr<const Tree>> parts;
	/* Of ids and checks: the database that they belong to. */
	std::shared_ptr<const Shards> shards;
};

/* The same for Xapian. */
Xapian::Query translate(const Tree &tree);

} // namespace xc

#endif
