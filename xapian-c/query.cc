/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries as trees of handles. */
#include "xapian-c/query.hh"

#include <cmath>

using namespace xc;

/* Runs make(), which returns a query; NULL with *err when it throws. */
template <class Make> static struct xc_query *built(struct xc_error *err, Make make) noexcept
{
	struct xc_query *result = nullptr;
	guard(err, "query", [&] {
		result = make().release();
		return XC_OK;
	});
	return result;
}

static std::unique_ptr<xc_query> own(const Xapian::Query &query,
	std::shared_ptr<const Shards> bound = nullptr)
{
	return std::unique_ptr<xc_query>(new xc_query{query, std::move(bound)});
}

/* Of two parts of one tree. */
static void bind(std::shared_ptr<const Shards> &bound, const std::shared_ptr<const Shards> &other)
{
	if (bound != nullptr && other != nullptr && bound != other)
		fail(XC_E_ARGUMENT, "its parts were made for different databases");
	if (bound == nullptr)
		bound = other;
}

void xc_query_free(struct xc_query *q)
{
	guard(nullptr, "", [&] {
		delete q;
		return XC_OK;
	});
}

struct xc_query *xc_query_copy(const struct xc_query *q, struct xc_error *err)
{
	if (q == nullptr)
		return nullptr;
	return built(err, [&] { return std::make_unique<xc_query>(*q); });
}

struct xc_query *xc_query_term(const char *term, size_t len, uint32_t wqf, struct xc_error *err)
{
	return built(err, [&] {
		require(len != 0, "the term is empty");
		return own(Xapian::Query(text(term, len), wqf));
	});
}

struct xc_query *xc_query_all(struct xc_error *err)
{
	return built(err, [&] { return own(Xapian::Query(std::string())); });
}

struct xc_query *xc_query_nothing(struct xc_error *err)
{
	return built(err, [&] { return own(Xapian::Query()); });
}

static Xapian::Query value_range(uint32_t slot, const char *begin, size_t begin_len,
	const char *end, size_t end_len)
{
	if (begin == nullptr && end == nullptr)
		return Xapian::Query(std::string());
	if (begin == nullptr)
		return Xapian::Query(Xapian::Query::OP_VALUE_LE, slot, text(end, end_len));
	if (end == nullptr)
		return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, text(begin, begin_len));
	return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, text(begin, begin_len),
		text(end, end_len));
}

struct xc_query *xc_query_value_range(uint32_t slot, const char *begin, size_t begin_len,
	const char *end, size_t end_len, struct xc_error *err)
{
	return built(err, [&] { return own(value_range(slot, begin, begin_len, end, end_len)); });
}

struct xc_query *xc_query_ids(const struct xc_database *db, const struct xc_ids *ids,
	struct xc_error *err)
{
	return built(err, [&] {
		require(db != nullptr && ids != nullptr, "database or ids are missing");
		db->shards->require_distinct();
		auto *source = new IdSource(db->shards, ids->lists, nullptr);
		return own(Xapian::Query(source->release()), db->shards);
	});
}

static Xapian::Query::op xapian_op(enum xc_op op)
{
	switch (op) {
	case XC_AND:
		return Xapian::Query::OP_AND;
	case XC_OR:
		return Xapian::Query::OP_OR;
	case XC_AND_NOT:
		return Xapian::Query::OP_AND_NOT;
	case XC_AND_MAYBE:
		return Xapian::Query::OP_AND_MAYBE;
	case XC_FILTER:
		return Xapian::Query::OP_FILTER;
	case XC_SYNONYM:
		return Xapian::Query::OP_SYNONYM;
	}
	fail(XC_E_ARGUMENT, "unknown operator");
}

static std::unique_ptr<xc_query> combine(enum xc_op op, struct xc_query *const *queries, size_t n)
{
	const Xapian::Query::op xop = xapian_op(op);
	std::shared_ptr<const Shards> bound;
	std::vector<Xapian::Query> parts;
	for (size_t i = 0; i < n; i++) {
		bind(bound, queries[i]->bound);
		parts.push_back(queries[i]->query);
	}
	if (n == 1)
		return own(parts[0], bound);
	return own(Xapian::Query(xop, parts.begin(), parts.end()), bound);
}

struct xc_query *xc_query_combine(enum xc_op op, struct xc_query *const *queries, size_t n,
	struct xc_error *err)
{
	struct xc_query *result = nullptr;
	bool complete = queries != nullptr || n == 0;
	for (size_t i = 0; complete && i < n; i++)
		complete = queries[i] != nullptr;
	if (complete)
		result = built(err, [&] { return combine(op, queries, n); });
	for (size_t i = 0; queries != nullptr && i < n; i++)
		xc_query_free(queries[i]);
	return result;
}

struct xc_query *xc_query_pair(enum xc_op op, struct xc_query *a, struct xc_query *b,
	struct xc_error *err)
{
	struct xc_query *both[] = {a, b};
	return xc_query_combine(op, both, 2, err);
}

struct xc_query *xc_query_scale(struct xc_query *q, double factor, struct xc_error *err)
{
	if (q == nullptr)
		return nullptr;
	struct xc_query *result = built(err, [&] {
		require(std::isfinite(factor) && factor >= 0, "the factor is negative or infinite");
		return own(Xapian::Query(factor, q->query), q->bound);
	});
	xc_query_free(q);
	return result;
}

struct xc_query *xc_query_check(const struct xc_database *db, struct xc_query *q, xc_filter_fn *fn,
	void *ctx, struct xc_error *err)
{
	if (q == nullptr)
		return nullptr;
	struct xc_query *result = built(err, [&] {
		require(db != nullptr && fn != nullptr, "database or callback are missing");
		db->shards->require_distinct();
		std::shared_ptr<const Shards> bound = db->shards;
		bind(bound, q->bound);
		Xapian::Query check((new CheckSource(db->shards, {fn, ctx}))->release());
		return own(Xapian::Query(Xapian::Query::OP_FILTER, q->query, check), bound);
	});
	xc_query_free(q);
	return result;
}

int xc_query_describe(const struct xc_query *q, struct xc_bytes *out, struct xc_error *err)
{
	return guard(err, "query", [&] {
		require(q != nullptr, "it is NULL");
		put(out, q->query.get_description());
		return XC_OK;
	});
}

static void verify_list(const struct xc_id_list &list)
{
	require(list.docids != nullptr || list.n == 0, "a list is missing");
	for (size_t i = 0; i < list.n; i++)
		require(list.docids[i] > (i != 0 ? list.docids[i - 1] : 0),
			"ids have to ascend, and to begin at 1");
}

int xc_ids_new(const struct xc_id_list *lists, size_t n, struct xc_ids **ids, struct xc_error *err)
{
	if (ids != nullptr)
		*ids = nullptr;
	return guard(err, "list of ids", [&] {
		require(ids != nullptr, "no place for the result");
		require(lists != nullptr || n == 0, "the lists are missing");
		auto copy = std::make_shared<IdLists>();
		for (size_t i = 0; i < n; i++) {
			verify_list(lists[i]);
			copy->emplace_back(lists[i].docids, lists[i].docids + lists[i].n);
		}
		*ids = new xc_ids{std::move(copy)};
		return XC_OK;
	});
}

void xc_ids_free(struct xc_ids *ids)
{
	guard(nullptr, "", [&] {
		delete ids;
		return XC_OK;
	});
}
