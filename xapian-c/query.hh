/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef XAPIAN_C_QUERY_HH
#define XAPIAN_C_QUERY_HH

#include "xapian-c/tree.hh"

struct xc_query {
	std::shared_ptr<const xc::Tree> tree;
	/* The database whose ids it contains, or NULL when it can be used with any. */
	std::shared_ptr<const xc::Shards> bound;
};

struct xc_ids {
	std::shared_ptr<const xc::IdLists> lists;
};

#endif
