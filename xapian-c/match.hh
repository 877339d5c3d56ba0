/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A matcher of our own, which reads the tables without Xapian. */
#ifndef XAPIAN_C_MATCH_HH
#define XAPIAN_C_MATCH_HH

#include "xapian-c/query.hh"
#include "xapian-c/results.hh"

namespace xc {

/* NULL: it cannot, or a writer has changed what it reads meanwhile; Xapian has to. */
std::unique_ptr<Results> match_directly(const struct xc_database &db, const struct xc_query &query,
	const struct xc_search_options &options);

} // namespace xc

#endif
