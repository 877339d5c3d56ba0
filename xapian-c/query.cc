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

static std::unique_ptr<xc_query> own(Tree tree, std::shared_ptr<const Shards> bound = nullptr)
{
	return std::unique_ptr<xc_query>(
		new xc_query{std::make_shared<const Tree>(std::move(tree)), std::move(bound)});
}

static Tree leaf(Tree::Kind kind)
{
	Tree tree;
	tree.kind = kind;
	return tree;
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
		Tree tree = leaf(Tree::Kind::term);
		tree.term = text(term, len);
		tree.wqf = wqf;
		return own(std::move(tree));
	});
}

struct xc_query *xc_query_all(struct xc_error *err)
{
	return built(err, [&] { return own(leaf(Tree::Kind::all)); });
}

struct xc_query *xc_query_nothing(struct xc_error *err)
{
	return built(err, [&] { return own(leaf(Tree::Kind::nothing)); });
}

struct xc_query *xc_query_value_range(uint32_t slot, const char *begin, size_t begin_len,
	const char *end, size_t end_len, struct xc_error *err)
{
	return built(err, [&] {
		const bool open = begin == nullptr && end == nullptr;
		Tree tree = leaf(open ? Tree::Kind::all : Tree::Kind::range);
		tree.slot = slot;
		tree.has_begin = begin != nullptr;
		tree.has_end = end != nullptr;
		tree.begin = tree.has_begin ? text(begin, begin_len) : std::string();
		tree.end = tree.has_end ? text(end, end_len) : std::string();
		return own(std::move(tree));
	});
}

struct xc_query *xc_query_ids(const struct xc_database *db, const struct xc_ids *ids,
	struct xc_error *err)
{
	return built(err, [&] {
		require(db != nullptr && ids != nullptr, "database or ids are missing");
		db->shards->require_distinct();
		Tree tree = leaf(Tree::Kind::ids);
		tree.lists = ids->lists;
		tree.shards = db->shards;
		return own(std::move(tree), db->shards);
	});
}

static std::unique_ptr<xc_query> combine(enum xc_op op, struct xc_query *const *queries, size_t n)
{
	require(op >= XC_AND && op <= XC_FIRST, "unknown operator");
	std::shared_ptr<const Shards> bound;
	Tree tree = leaf(n != 0 ? Tree::Kind::join : Tree::Kind::nothing);
	tree.op = op == XC_FIRST && n > XC_FIRST_MAX ? XC_OR : op;
	for (size_t i = 0; i < n; i++) {
		bind(bound, queries[i]->bound);
		tree.parts.push_back(queries[i]->tree);
	}
	if (n == 1)
		return std::unique_ptr<xc_query>(new xc_query{queries[0]->tree, bound});
	return own(std::move(tree), bound);
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
		Tree tree = leaf(Tree::Kind::scale);
		tree.factor = factor;
		tree.parts.push_back(q->tree);
		return own(std::move(tree), q->bound);
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
		Tree tree = leaf(Tree::Kind::check);
		tree.filter = {fn, ctx};
		tree.shards = db->shards;
		tree.parts.push_back(q->tree);
		return own(std::move(tree), bound);
	});
	xc_query_free(q);
	return result;
}

int xc_query_describe(const struct xc_query *q, struct xc_bytes *out, struct xc_error *err)
{
	return guard(err, "query", [&] {
		require(q != nullptr, "it is NULL");
		put(out, translate(*q->tree).get_description());
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
