/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running a query: options in, plain arrays out. */
#include "xapian-c/match.hh"

#include <algorithm>

using namespace xc;

static constexpr size_t no_shard = XC_ALL;

/* The candidate's values through the match's own streams. */
class MatchValues : public Values {
public:
	const Xapian::Document *document = nullptr;
	struct xc_slice get(Xapian::docid, Xapian::valueno slot) override
	{
		return slice(values_[slot] = document->get_value(slot));
	}

private:
	std::map<Xapian::valueno, std::string> values_;
};

/*
 * The filter of a search. Xapian searches one shard after the other and shows a decider the id in
 * the shard only, not which shard it is. That is learnt from an IdSource on the right side of an
 * AND_NOT around the whole query: before the first document of a shard can be a candidate, this
 * side has been moved, which sets the mark; an empty list is dropped from the match right after.
 */
class Decider : public Xapian::MatchDecider {
public:
	Decider(const Shards &shards, const Filter &filter)
		: shards_(shards), filter_(filter), last_(shards.size())
	{
		candidate_.values = &values_;
	}

	bool operator()(const Xapian::Document &doc) const override
	{
		const size_t shard = shards_.size() == 1 ? 0 : mark;
		const Xapian::docid local = doc.get_docid();
		/* Should a Xapian to come search otherwise, fail rather than mistake the shard. */
		if (shard == no_shard || local <= last_[shard])
			fail(XC_E_INTERNAL, "candidates come in an unexpected order");
		last_[shard] = local;
		candidate_.shard = shard;
		candidate_.local = local;
		candidate_.docid = shards_.join(shard, local);
		values_.document = &doc;
		return filter_.keeps(candidate_);
	}

	size_t mark = no_shard;

private:
	const Shards &shards_;
	const Filter filter_;
	mutable std::vector<Xapian::docid> last_;
	mutable Candidate candidate_;
	mutable MatchValues values_;
};

static Xapian::BM25Weight bm25_weight(const struct xc_bm25 *p)
{
	if (p == nullptr)
		return Xapian::BM25Weight();
	return Xapian::BM25Weight(p->k1, p->k2, p->k3, p->b, p->min_normlen);
}

static void set_weighting(Xapian::Enquire &enquire, const struct xc_search_options &options)
{
	switch (options.weighting) {
	case XC_BM25:
		enquire.set_weighting_scheme(bm25_weight(options.bm25));
		return;
	case XC_TFIDF:
		enquire.set_weighting_scheme(
			Xapian::TfIdfWeight(options.tfidf != nullptr ? options.tfidf : "ntn"));
		return;
	case XC_BOOL:
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		return;
	case XC_COORD:
		enquire.set_weighting_scheme(Xapian::CoordWeight());
		return;
	}
	fail(XC_E_ARGUMENT, "unknown weighting scheme");
}

/* The query without the excluded documents, and with the mark that the decider needs. */
static Xapian::Query restricted(const struct xc_database &db, const Xapian::Query &query,
	const struct xc_ids *exclude, Decider *decider)
{
	if (exclude == nullptr && decider == nullptr)
		return query;
	db.shards->require_distinct();
	auto lists = exclude != nullptr ? exclude->lists : std::make_shared<const IdLists>();
	size_t *mark = decider != nullptr ? &decider->mark : nullptr;
	auto *source = new IdSource(db.shards, lists, mark);
	return Xapian::Query(Xapian::Query::OP_AND_NOT, query, Xapian::Query(source->release()));
}

static std::unique_ptr<Results> collect(const struct xc_database &db, const Xapian::MSet &mset,
	bool ties_by_value)
{
	std::string key, before;
	auto results = std::make_unique<Results>();
	results->store.reserve(mset.size());
	for (Xapian::MSetIterator it = mset.begin(); it != mset.end(); ++it) {
		struct xc_hit hit = {};
		hit.docid = *it;
		xc_docid_split(&db, hit.docid, &hit.shard, &hit.local);
		hit.weight = it.get_weight();
		hit.collapsed = it.get_collapse_count();
		if (ties_by_value) {
			key = it.get_sort_key();
			hit.tied = !results->store.empty() && key == before &&
				hit.weight == results->store.back().weight;
			before = key;
		}
		results->store.push_back(hit);
	}
	results->hits = results->store.data();
	results->n = results->store.size();
	results->lower = mset.get_matches_lower_bound();
	results->estimated = mset.get_matches_estimated();
	results->upper = mset.get_matches_upper_bound();
	results->max_weight = mset.get_max_attained();
	return results;
}

static std::unique_ptr<Results> match_by_xapian(const struct xc_database &db,
	const struct xc_query &query, const struct xc_search_options &options)
{
	const Xapian::doccount total = db.all.get_doccount();
	if (db.parts.empty())
		return collect(db, Xapian::MSet(), false);
	std::unique_ptr<Decider> decider;
	if (options.filter != nullptr)
		decider = std::make_unique<Decider>(*db.shards,
			Filter{options.filter, options.filter_ctx});
	Xapian::Enquire enquire(db.all);
	set_weighting(enquire, options);
	enquire.set_query(restricted(db, translate(*query.tree), options.exclude, decider.get()));
	if (options.collapse_max != 0)
		enquire.set_collapse_key(options.collapse_slot, options.collapse_max);
	if (options.ties_by_value)
		enquire.set_sort_by_relevance_then_value(options.ties_slot, false);
	enquire.set_cutoff(0, options.min_weight);
	const Xapian::doccount offset = std::min(options.offset, total);
	const Xapian::doccount count = std::min(options.count, total - offset);
	return collect(db,
		enquire.get_mset(offset, count, options.check_at_least, nullptr, decider.get()),
		options.ties_by_value != 0);
}

static std::unique_ptr<Results> search(const struct xc_database &db, const struct xc_query &query,
	const struct xc_search_options &options)
{
	std::unique_ptr<Results> results;
	if (options.matcher != XC_MATCHER_XAPIAN)
		results = match_directly(db, query, options);
	if (results == nullptr && options.matcher == XC_MATCHER_DIRECT)
		fail(XC_E_UNSUPPORTED, "only Xapian's matcher can search this");
	return results != nullptr ? std::move(results) : match_by_xapian(db, query, options);
}

int xc_search(const struct xc_database *db, const struct xc_query *query,
	const struct xc_search_options *options, struct xc_results **results, struct xc_error *err)
{
	static const struct xc_search_options defaults = {};
	if (results != nullptr)
		*results = nullptr;
	return guard(err, "search", [&] {
		require(db != nullptr && query != nullptr && results != nullptr,
			"database, query or place for the results is missing");
		require(query->bound == nullptr || query->bound == db->shards,
			"the query was made for another database");
		*results = search(*db, *query, options != nullptr ? *options : defaults).release();
		return XC_OK;
	});
}

void xc_results_free(struct xc_results *results)
{
	guard(nullptr, "", [&] {
		delete static_cast<Results *>(results);
		return XC_OK;
	});
}
