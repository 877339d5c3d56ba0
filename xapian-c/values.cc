/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/values.hh"

namespace xc {

ValueReader::ValueReader(const Xapian::Database &db, Xapian::valueno slot) : db_(db), slot_(slot)
{
	restart();
}

void ValueReader::restart()
{
	it_ = db_.valuestream_begin(slot_);
	last_ = 0;
}

const std::string &ValueReader::get(Xapian::docid docid)
{
	if (docid == last_)
		return value_;
	if (docid < last_)
		restart();
	value_.clear();
	last_ = 0; /* should a step fail, the next one begins anew */
	const Xapian::ValueIterator end = db_.valuestream_end(slot_);
	if (it_ != end)
		it_.skip_to(docid);
	if (it_ != end && it_.get_docid() == docid)
		value_ = *it_;
	last_ = docid;
	return value_;
}

} // namespace xc

using namespace xc;

struct xc_value_reader {
	ValueReader reader;
};

int xc_value_reader_open(const struct xc_database *db, size_t shard, uint32_t slot,
	struct xc_value_reader **reader, struct xc_error *err)
{
	*reader = nullptr;
	return guard(err, "values", [&] {
		*reader = new xc_value_reader{ValueReader(db->at(shard), slot)};
		return XC_OK;
	});
}

int xc_value_reader_get(struct xc_value_reader *reader, uint32_t docid, struct xc_slice *value,
	struct xc_error *err)
{
	return guard(err, "values", [&] {
		require(docid != 0, "there is no document 0");
		*value = slice(reader->reader.get(docid));
		return XC_OK;
	});
}

void xc_value_reader_close(struct xc_value_reader *reader)
{
	guard(nullptr, "", [&] {
		delete reader;
		return XC_OK;
	});
}
