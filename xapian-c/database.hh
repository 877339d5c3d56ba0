/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A database and its shards, as the other files of this room see them. */
#ifndef XAPIAN_C_DATABASE_HH
#define XAPIAN_C_DATABASE_HH

#include "xapian-c/glass_files.hh"
#include "xapian-c/glass_reader.hh"

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

/* Ids leave as uint32_t; a Xapian built for 64-bit ids would have them cut. */
static_assert(sizeof(Xapian::docid) == sizeof(uint32_t), "Xapian is built with 64-bit ids");

namespace xc {

/* Which shard is which; shared with what was made for this database and may outlive it. */
class Shards {
public:
	explicit Shards(std::vector<std::string> uuids);
	size_t size() const { return uuids_.size(); }
	/* The position of one shard. Only after require_distinct. */
	size_t find(const Xapian::Database &shard) const;
	/* Fails if two shards are the same database, which find could not tell apart. */
	void require_distinct() const;
	uint32_t join(size_t shard, uint32_t local) const;

private:
	std::vector<std::string> uuids_;
};

} // namespace xc

struct xc_database {
	Xapian::Database all;
	std::vector<Xapian::Database> parts;
	/* Of each part, a short cut to its data, or NULL. */
	std::vector<std::unique_ptr<xc::glass::DataReader>> data;
	/* Of each part, what our own matcher reads, or NULL. */
	std::vector<std::unique_ptr<xc::glass::Files>> files;
	std::shared_ptr<const xc::Shards> shards;

	/* The database behind a shard number, XC_ALL included. */
	const Xapian::Database &at(size_t shard) const;
};

#endif
