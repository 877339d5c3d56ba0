/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and closing; statistics; ids of the whole and of a shard. */
#include "xapian-c/database.hh"

namespace xc {

Shards::Shards(std::vector<std::string> uuids) : uuids_(std::move(uuids))
{
}

size_t Shards::find(const Xapian::Database &shard) const
{
	if (uuids_.size() == 1)
		return 0;
	const std::string uuid = shard.get_uuid();
	for (size_t i = 0; i < uuids_.size(); i++)
		if (uuids_[i] == uuid)
			return i;
	fail(XC_E_ARGUMENT, "the query was made for another database");
}

void Shards::require_distinct() const
{
	for (size_t i = 0; i < uuids_.size(); i++)
		for (size_t j = 0; j < i; j++)
			if (uuids_[i] == uuids_[j])
				fail(XC_E_ARGUMENT,
					"shards " + std::to_string(j) + " and " +
						std::to_string(i) +
						" are the same database");
}

uint32_t Shards::join(size_t shard, uint32_t local) const
{
	if (shard >= size() || local == 0)
		return 0;
	uint64_t docid = uint64_t(local - 1) * size() + shard + 1;
	return docid <= UINT32_MAX ? static_cast<uint32_t>(docid) : 0;
}

/* Only a plain database in a directory has a revision and a version file, which may be another by now. */
static void open_tables(const char *path, const Xapian::Database &shard, struct xc_database &db)
{
	db.data.emplace_back();
	db.files.emplace_back();
	try {
		glass::Version version = {};
		if (!glass::series_is_known() || !glass::read_version(path, version) ||
		    version.revision != shard.get_revision())
			return;
		db.data.back() = glass::DataReader::open(path, version);
		db.files.back() = glass::Files::open(path, version);
	} catch (const Xapian::Error &) {
	}
}

static Xapian::Database open_shard(const char *path)
{
	Xapian::Database shard(path);
	if (shard.size() != 1)
		fail(XC_E_ARGUMENT, "a stub file of several databases: open them one by one");
	return shard;
}

} // namespace xc

using namespace xc;

const Xapian::Database &xc_database::at(size_t shard) const
{
	if (shard == XC_ALL)
		return all;
	require(shard < parts.size(), "no such shard");
	return parts[shard];
}

int xc_database_open(const char *const *paths, size_t n, struct xc_database **db,
	struct xc_error *err)
{
	const char *doing = "open a database";
	if (db != nullptr)
		*db = nullptr;
	return guard(err, doing, [&] {
		require(db != nullptr, "no place for the result");
		require(paths != nullptr || n == 0, "the paths are missing");
		auto made = std::make_unique<xc_database>();
		std::vector<std::string> uuids;
		for (size_t i = 0; i < n; i++) {
			require(paths[i] != nullptr, "a path is NULL");
			doing = paths[i];
			made->parts.push_back(open_shard(paths[i]));
			open_tables(paths[i], made->parts.back(), *made);
			uuids.push_back(made->parts.back().get_uuid());
			made->all.add_database(made->parts.back());
		}
		made->shards = std::make_shared<const Shards>(std::move(uuids));
		*db = made.release();
		return XC_OK;
	});
}

void xc_database_close(struct xc_database *db)
{
	guard(nullptr, "", [&] {
		delete db;
		return XC_OK;
	});
}

size_t xc_database_shards(const struct xc_database *db)
{
	return db->parts.size();
}

int xc_database_stats(const struct xc_database *db, size_t shard, struct xc_stats *stats,
	struct xc_error *err)
{
	return guard(err, "statistics", [&] {
		const Xapian::Database &x = db->at(shard);
		struct xc_stats s = {};
		s.documents = x.get_doccount();
		s.last_docid = x.get_lastdocid();
		s.total_length = x.get_total_length();
		s.average_length = x.get_average_length();
		if (shard != XC_ALL)
			x.get_uuid().copy(s.uuid, sizeof s.uuid - 1);
		*stats = s;
		return XC_OK;
	});
}

void xc_docid_split(const struct xc_database *db, uint32_t docid, size_t *shard, uint32_t *local)
{
	const size_t n = db->parts.size();
	const bool valid = docid != 0 && n != 0;
	*shard = valid ? (docid - 1) % n : 0;
	*local = valid ? static_cast<uint32_t>((docid - 1) / n + 1) : 0;
}

uint32_t xc_docid_join(const struct xc_database *db, size_t shard, uint32_t local)
{
	return db->shards->join(shard, local);
}
