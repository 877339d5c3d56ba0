/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several databases as one, without Xapian: chunks are cut anew, so that the parts leave no trace. */
#ifndef XAPIAN_C_GLASS_JOIN_HH
#define XAPIAN_C_GLASS_JOIN_HH

#include "xapian-c/merge.hh"

namespace xc::glass {

/*
 * Writes the databases, one after the other, into a new one at target. False, and nothing is there: one of
 * them is of a kind that only Xapian can join.
 */
bool join(const std::vector<std::string> &paths, const std::string &target, const Merger &merger,
	const struct xc_compact_options &options);

} // namespace xc::glass

#endif
