/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking up: the content of one document, metadata by key, frequencies by term. */
#include "xapian-c/database.hh"
#include "xapian-c/glass_postings.hh"

#include <algorithm>

using namespace xc;

using glass::DataReader;

/* Without a reader of our own, or where it does not know, Xapian is asked. */
static DataReader *data_reader(const struct xc_database *db, size_t shard)
{
	return shard < db->data.size() ? db->data[shard].get() : nullptr;
}

int xc_database_data(const struct xc_database *db, size_t shard, uint32_t docid,
	struct xc_bytes *out, struct xc_error *err)
{
	return guard(err, "document data", [&] {
		require(docid != 0, "there is no document 0");
		DataReader *reader = data_reader(db, shard);
		uint32_t found = 0;
		if (reader != nullptr && reader->find(docid, &found) == DataReader::yes &&
		    found == docid)
			reader->get(out);
		else
			put(out, db->at(shard).get_document(docid).get_data());
		return XC_OK;
	});
}

/* Empty where there is no such document. */
static std::string data_of(const Xapian::Database &db, uint32_t docid)
{
	try {
		return db.get_document(docid).get_data();
	} catch (const Xapian::DocNotFoundError &) {
		return std::string();
	}
}

static int last_data(const Xapian::Database &db, uint32_t docid, uint32_t *found, struct xc_bytes *out)
{
	for (uint32_t id = std::min(docid, db.get_lastdocid()); id > 0; id--) {
		const std::string data = data_of(db, id);
		if (data.empty())
			continue;
		if (out != nullptr)
			put(out, data);
		*found = id;
		return XC_OK;
	}
	return XC_NONE;
}

int xc_database_last_data(const struct xc_database *db, size_t shard, uint32_t docid,
	uint32_t *found, struct xc_bytes *out, struct xc_error *err)
{
	return guard(err, "document data", [&]() -> int {
		DataReader *reader = data_reader(db, shard);
		uint32_t last = 0;
		switch (reader != nullptr ? reader->find(docid, &last) : DataReader::changed) {
		case DataReader::no:
			return XC_NONE;
		case DataReader::yes:
			if (out != nullptr)
				reader->get(out);
			*found = last;
			return XC_OK;
		case DataReader::changed:
			break;
		}
		return last_data(db->at(shard), docid, found, out);
	});
}

int xc_database_value(const struct xc_database *db, size_t shard, uint32_t docid, uint32_t slot,
	struct xc_bytes *out, struct xc_error *err)
{
	return guard(err, "document value", [&] {
		require(docid != 0, "there is no document 0");
		put(out, db->at(shard).get_document(docid).get_value(slot));
		return XC_OK;
	});
}

int xc_database_length(const struct xc_database *db, size_t shard, uint32_t docid,
	uint32_t *length, struct xc_error *err)
{
	return guard(err, "document length", [&] {
		require(docid != 0, "there is no document 0");
		*length = db->at(shard).get_doclength(docid);
		return XC_OK;
	});
}

/* ---- from the mapped tables, in a fifth of the time; Xapian knows the rest */

static std::string read_metadata(const glass::MappedTable &table, const std::string &name)
{
	std::string key, value;
	glass::Cursor cursor(table);
	glass::metadata_key(key, slice(name));
	if (!cursor.seek(slice(key), 1) || glass::compare_keys(cursor.item().key, slice(key)) != 0)
		return value;
	cursor.read_tag(value);
	return value;
}

static uint32_t read_frequency(const glass::MappedTable &table, const std::string &term)
{
	std::string key;
	glass::term_key(key, slice(term));
	return glass::Postings(table, glass::Kind::term, std::move(key)).documents();
}

/* What mapped(table) says of a shard, or else xapian(database). */
template <class Mapped, class Slow>
static auto ask(const struct xc_database *db, size_t shard, Mapped mapped, Slow xapian)
{
	const glass::Files *files = db->files.at(shard).get();
	if (files != nullptr) {
		try {
			return mapped(files->postlist);
		} catch (const glass::Changed &) {
			/* A writer was quicker: Xapian says what to do. */
		}
	}
	return xapian(db->at(shard));
}

static std::string shard_metadata(const struct xc_database *db, size_t shard, const std::string &key)
{
	return ask(db, shard, [&](const glass::MappedTable &table) { return read_metadata(table, key); },
		[&](const Xapian::Database &x) { return x.get_metadata(key); });
}

static uint32_t shard_frequency(const struct xc_database *db, size_t shard, const std::string &term)
{
	return ask(db, shard, [&](const glass::MappedTable &table) { return read_frequency(table, term); },
		[&](const Xapian::Database &x) { return x.get_termfreq(term); });
}

static std::string find_metadata(const struct xc_database *db, size_t shard,
	const std::string &key)
{
	if (shard != XC_ALL)
		return shard_metadata(db, shard, key);
	for (size_t i = 0; i < db->parts.size(); i++) {
		std::string value = shard_metadata(db, i, key);
		if (!value.empty())
			return value;
	}
	return std::string();
}

int xc_database_metadata(const struct xc_database *db, size_t shard, const char *key,
	size_t key_len, struct xc_bytes *out, struct xc_error *err)
{
	return guard(err, "metadata", [&] {
		require(key_len != 0, "the key is empty");
		const std::string value = find_metadata(db, shard, text(key, key_len));
		put(out, value);
		return value.empty() ? XC_NONE : XC_OK;
	});
}

int xc_database_term_freq(const struct xc_database *db, size_t shard, const char *term, size_t len,
	uint32_t *documents, uint64_t *occurrences, struct xc_error *err)
{
	return guard(err, "term frequency", [&] {
		require(len != 0, "the term is empty");
		const Xapian::Database &x = db->at(shard);
		const std::string name = text(term, len);
		uint32_t n = 0;
		for (size_t i = 0; i < db->parts.size(); i++)
			n += shard == XC_ALL || shard == i ? shard_frequency(db, i, name) : 0;
		if (occurrences != nullptr)
			*occurrences = n != 0 ? x.get_collection_freq(name) : 0;
		if (documents != nullptr)
			*documents = n;
		return n != 0 ? XC_OK : XC_NONE;
	});
}
