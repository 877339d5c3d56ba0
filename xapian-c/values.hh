/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of one slot, asked for in ascending order of ids. */
#ifndef XAPIAN_C_VALUES_HH
#define XAPIAN_C_VALUES_HH

#include "xapian-c/database.hh"

namespace xc {

class ValueReader {
public:
	ValueReader(const Xapian::Database &db, Xapian::valueno slot);
	/* Valid until the next call. Empty: no value. */
	const std::string &get(Xapian::docid docid);

private:
	void restart();

	Xapian::Database db_;
	Xapian::valueno slot_;
	Xapian::ValueIterator it_;
	Xapian::docid last_;
	std::string value_;
};

} // namespace xc

#endif
