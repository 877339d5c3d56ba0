/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef XAPIAN_C_RESULTS_HH
#define XAPIAN_C_RESULTS_HH

#include "xapian-c/xapian-c.h"

#include <vector>

/* What xc_search hands out, with the memory behind it. */
struct Results : xc_results {
	std::vector<xc_hit> store;
};

#endif
