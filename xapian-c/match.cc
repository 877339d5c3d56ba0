/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/match.hh"

#include "xapian-c/match_run.hh"

#include <cstring>

namespace xc {

using namespace match;

/* "nnn": a weight is the wdf times what the query says, whatever the collection is. */
static bool can_match(const struct xc_database &db, const struct xc_query &query,
	const struct xc_search_options &options)
{
	for (const auto &files : db.files)
		if (files == nullptr)
			return false;
	return options.weighting == XC_TFIDF && options.tfidf != nullptr &&
		strcmp(options.tfidf, "nnn") == 0 && !db.files.empty() && is_supported(*query.tree);
}

static void match_shard(const struct xc_database &db, size_t number, const struct xc_query &query,
	const struct xc_search_options &options, Best &best)
{
	static const std::vector<uint32_t> none;
	const glass::Files &files = *db.files[number];
	MappedValues values(files);
	Subject subject;
	subject.xc_candidate::shard = number;
	subject.values = &values;
	subject.shards = db.shards.get();
	const auto root = make_root({files, number, &subject}, *query.tree);
	if (options.filter != nullptr)
		root->checks.push_back({{options.filter, options.filter_ctx}, &subject});
	const bool excludes = options.exclude != nullptr && number < options.exclude->lists->size();
	const std::vector<uint32_t> &absent = excludes ? (*options.exclude->lists)[number] : none;
	best.begin_shard(number, values);
	const bool complete = Run(*root, best, absent).go();
	best.end_shard(root->counts, absent.size(), complete);
}

std::unique_ptr<Results> match_directly(const struct xc_database &db, const struct xc_query &query,
	const struct xc_search_options &options)
{
	if (!can_match(db, query, options))
		return nullptr;
	if (options.exclude != nullptr || options.filter != nullptr)
		db.shards->require_distinct();
	try {
		Best best(options, *db.shards, db.all.get_doccount());
		for (size_t i = 0; i < db.files.size(); i++)
			match_shard(db, i, query, options, best);
		for (const auto &files : db.files)
			if (!files->unchanged())
				return nullptr;
		return best.finish();
	} catch (const glass::Changed &) {
		return nullptr;
	}
}

} // namespace xc
