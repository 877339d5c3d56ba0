/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several sorted sources become one. */
#ifndef XAPIAN_C_GLASS_MERGE_HH
#define XAPIAN_C_GLASS_MERGE_HH

#include "xapian-c/glass_chunk.hh"
#include "xapian-c/merge.hh"

#include <memory>
#include <vector>

namespace xc::glass {

/*
 * Writes the entries of all sources. Of one that several have, the contents follow each other in
 * the order of the sources, whose ids have to ascend likewise. Of metadata the last value of an origin
 * stays, and of those of several what the merger makes of them (empty: nothing).
 */
void merge_sources(const std::vector<std::unique_ptr<Source>> &sources, Sink &sink,
	const Merger &merger = {});

} // namespace xc::glass

#endif
