/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joining databases, for the builder and for xc_compact. */
#ifndef XAPIAN_C_MERGE_HH
#define XAPIAN_C_MERGE_HH

#include "xapian-c/guard.hh"

#include <string>
#include <vector>

namespace xc {

struct Merger {
	xc_merge_fn *fn = nullptr; /* NULL: the first value of a key stays */
	void *ctx = nullptr;
};

/* What several databases have under one key becomes one value; empty: none. Non-zero: stop. */
int resolve(const Merger &merger, const std::string &key, const std::vector<std::string> &values,
	std::string &merged);

/* Writes the databases, one after the other, into a new one at target. */
void merge(const std::vector<std::string> &sources, const std::string &target, unsigned flags,
	const Merger &merger = {});

} // namespace xc

#endif
