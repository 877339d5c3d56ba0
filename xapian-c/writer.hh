/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands behind a builder: ways of writing a new database. */
#ifndef XAPIAN_C_WRITER_HH
#define XAPIAN_C_WRITER_HH

#include "xapian-c/files.hh"
#include "xapian-c/merge.hh"

#include <memory>

namespace xc {

/* Documents and metadata come verified. After an exception only the destructor is called. */
class Writer {
public:
	virtual ~Writer() = default;
	/* Ids ascend. */
	virtual void add(const struct xc_document &doc, uint32_t docid) = 0;
	virtual void set_metadata(struct xc_slice key, struct xc_slice value) = 0;
	/* Whether it can finish together with others of its kind. */
	virtual bool joins() const { return false; }
	/*
	 * Completes the database, which is staging.inside("db"), with the documents of others, which are
	 * used up, behind its own.
	 */
	virtual void finish(const std::vector<Writer *> &others, const Merger &merger) = 0;
};

/* A writer that goes through Xapian's own API. The staging directory must outlive it. */
std::unique_ptr<Writer> api_writer(const Staging &staging, const xc_builder_options &options);
/* A writer of our own. */
std::unique_ptr<Writer> glass_writer(const Staging &staging, const xc_builder_options &options);

} // namespace xc

#endif
