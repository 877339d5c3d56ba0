/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several sorted sources become one. */
#ifndef XAPIAN_C_GLASS_MERGE_HH
#define XAPIAN_C_GLASS_MERGE_HH

#include "xapian-c/glass_chunk.hh"

#include <functional>
#include <memory>
#include <vector>

namespace xc::glass {

/* The value of metadata that several sources have, by its name; empty: it is left out. */
using Resolve = std::function<std::string(const std::string &, const std::vector<std::string> &)>;

/*
 * Writes the entries of all sources. Of one that several have, the contents follow each other in
 * the order of the sources, whose ids have to ascend likewise; of metadata, without resolve, the last
 * value stays.
 */
void merge_sources(const std::vector<std::unique_ptr<Source>> &sources, Sink &sink,
	const Resolve &resolve = nullptr);

} // namespace xc::glass

#endif
