/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands behind a builder: ways of writing a new database. */
#ifndef XAPIAN_C_WRITER_HH
#define XAPIAN_C_WRITER_HH

#include "xapian-c/files.hh"
#include "xapian-c/guard.hh"

#include <memory>

namespace xc {

/* Documents and metadata come verified. After an exception only the destructor is called. */
class Writer {
public:
	virtual ~Writer() = default;
	/* Ids ascend. */
	virtual void add(const struct xc_document &doc, uint32_t docid) = 0;
	virtual void set_metadata(struct xc_slice key, struct xc_slice value) = 0;
	/* Completes the database, which is staging.inside("db"). */
	virtual void finish() = 0;
};

/* A writer that goes through Xapian's own API. The staging directory must outlive it. */
std::unique_ptr<Writer> api_writer(const Staging &staging, const xc_builder_options &options);
/* A writer of our own. */
std::unique_ptr<Writer> glass_writer(const Staging &staging, const xc_builder_options &options);

} // namespace xc

#endif
