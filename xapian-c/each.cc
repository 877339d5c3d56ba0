/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking: metadata, terms, postings and values, one callback for each. */
#include "xapian-c/database.hh"

using namespace xc;

static void walk_metadata(const Xapian::Database &x, const std::string &prefix, xc_metadata_fn *fn,
	void *ctx)
{
	const auto end = x.metadata_keys_end(prefix);
	for (auto it = x.metadata_keys_begin(prefix); it != end; ++it) {
		const std::string key = *it;
		const std::string value = x.get_metadata(key);
		heed(fn(ctx, key.data(), key.size(), value.data(), value.size()));
	}
}

int xc_database_each_metadata(const struct xc_database *db, size_t shard, const char *prefix,
	size_t prefix_len, xc_metadata_fn *fn, void *ctx, struct xc_error *err)
{
	return guard(err, "metadata", [&] {
		require(fn != nullptr, "the callback is missing");
		const std::string begin = text(prefix, prefix_len);
		if (shard != XC_ALL)
			walk_metadata(db->at(shard), begin, fn, ctx);
		else
			for (const Xapian::Database &part : db->parts)
				walk_metadata(part, begin, fn, ctx);
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
