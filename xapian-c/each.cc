/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking: metadata, terms, postings and values, one callback for each. */
#include "xapian-c/database.hh"
#include "xapian-c/glass_key.hh"

#include <cstring>

using namespace xc;

/* Metadata of one shard on its way to the callback. */
struct Walk {
	const std::string prefix;
	xc_metadata_fn *fn;
	void *ctx;
	std::string key, value; /* given last */

	void give() { heed(fn(ctx, key.data(), key.size(), value.data(), value.size())); }
};

/* What follows the key given last. */
static void walk_metadata(const Xapian::Database &x, Walk &walk)
{
	const auto end = x.metadata_keys_end(walk.prefix);
	for (auto it = x.metadata_keys_begin(walk.prefix); it != end; ++it) {
		const std::string key = *it;
		if (key <= walk.key)
			continue;
		walk.value = x.get_metadata(key);
		walk.key = key;
		walk.give();
	}
}

static bool begins(struct xc_slice key, const std::string &prefix)
{
	return key.len >= prefix.size() && memcmp(key.data, prefix.data(), prefix.size()) == 0;
}

static void walk_metadata(const glass::MappedTable &table, Walk &walk)
{
	std::string key;
	glass::Cursor cursor(table);
	glass::metadata_key(key, {"", 0});
	const size_t named = key.size();
	key += walk.prefix;
	bool more = cursor.seek(slice(key), 1);
	/* It may stand before. */
	if (more && glass::compare_keys(cursor.item().key, slice(key)) < 0)
		more = cursor.next();
	for (; more && begins(cursor.item().key, key); more = cursor.next()) {
		const struct xc_slice at = cursor.item().key;
		std::string name(at.data + named, at.len - named);
		cursor.read_tag(walk.value);
		walk.key = std::move(name);
		walk.give();
	}
}

static void walk_shard(const struct xc_database *db, size_t shard, Walk walk)
{
	const glass::Files *files = db->files.at(shard).get();
	if (files != nullptr) {
		try {
			walk_metadata(files->postlist, walk);
			return;
		} catch (const glass::Changed &) {
			/* A writer was quicker: Xapian says what to do. */
		}
	}
	walk_metadata(db->at(shard), walk);
}

int xc_database_each_metadata(const struct xc_database *db, size_t shard, const char *prefix,
	size_t prefix_len, xc_metadata_fn *fn, void *ctx, struct xc_error *err)
{
	return guard(err, "metadata", [&] {
		require(fn != nullptr, "the callback is missing");
		const Walk walk = {text(prefix, prefix_len), fn, ctx, {}, {}};
		db->at(shard);
		for (size_t i = 0; i < db->parts.size(); i++)
			if (shard == XC_ALL || shard == i)
				walk_shard(db, i, walk);
		return XC_OK;
	});
}

int xc_database_each_term(const struct xc_database *db, size_t shard, const char *prefix,
	size_t prefix_len, xc_term_fn *fn, void *ctx, struct xc_error *err)
{
	return guard(err, "terms", [&] {
		require(fn != nullptr, "the callback is missing");
		const Xapian::Database &x = db->at(shard);
		const std::string begin = text(prefix, prefix_len);
		const auto end = x.allterms_end(begin);
		for (auto it = x.allterms_begin(begin); it != end; ++it) {
			const std::string term = *it;
			heed(fn(ctx, term.data(), term.size(), it.get_termfreq()));
		}
		return XC_OK;
	});
}

int xc_database_each_posting(const struct xc_database *db, size_t shard, const char *term,
	size_t len, xc_posting_fn *fn, void *ctx, struct xc_error *err)
{
	return guard(err, "postings", [&] {
		require(fn != nullptr, "the callback is missing");
		const Xapian::Database &x = db->at(shard);
		const std::string name = text(term, len);
		const auto end = x.postlist_end(name);
		for (auto it = x.postlist_begin(name); it != end; ++it)
			heed(fn(ctx, *it, it.get_wdf()));
		return XC_OK;
	});
}

int xc_database_each_value(const struct xc_database *db, size_t shard, uint32_t slot,
	xc_value_fn *fn, void *ctx, struct xc_error *err)
{
	return guard(err, "values", [&] {
		require(fn != nullptr, "the callback is missing");
		const Xapian::Database &x = db->at(shard);
		const auto end = x.valuestream_end(slot);
		for (auto it = x.valuestream_begin(slot); it != end; ++it) {
			const std::string value = *it;
			heed(fn(ctx, it.get_docid(), value.data(), value.size()));
		}
		return XC_OK;
	});
}
