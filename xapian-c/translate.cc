/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Our trees as Xapian's queries. */
#include "xapian-c/tree.hh"

namespace xc {

using Xapian::Query;

static Query translate_range(const Tree &tree)
{
	if (!tree.has_begin)
		return Query(Query::OP_VALUE_LE, tree.slot, tree.end);
	if (!tree.has_end)
		return Query(Query::OP_VALUE_GE, tree.slot, tree.begin);
	return Query(Query::OP_VALUE_RANGE, tree.slot, tree.begin, tree.end);
}

static Query::op xapian_op(enum xc_op op)
{
	switch (op) {
	case XC_AND:
		return Query::OP_AND;
	case XC_OR:
	case XC_FIRST:
		return Query::OP_OR;
	case XC_AND_NOT:
		return Query::OP_AND_NOT;
	case XC_AND_MAYBE:
		return Query::OP_AND_MAYBE;
	case XC_FILTER:
		return Query::OP_FILTER;
	case XC_SYNONYM:
		return Query::OP_SYNONYM;
	}
	fail(XC_E_ARGUMENT, "unknown operator");
}

/*
 * Each without what the ones before it match. Xapian has an operator for the largest weight, but 1.4 ends the
 * process when all of its children end at the same document of one shard of several.
 */
static void leave_to_first(std::vector<Query> &parts)
{
	Query seen = parts[0];
	for (size_t i = 1; i < parts.size(); i++) {
		const Query own = parts[i];
		parts[i] = Query(Query::OP_AND_NOT, own, seen);
		seen = Query(Query::OP_OR, seen, own);
	}
}

static Query translate_join(const Tree &tree)
{
	std::vector<Query> parts;
	for (const auto &part : tree.parts)
		parts.push_back(translate(*part));
	if (tree.op == XC_FIRST)
		leave_to_first(parts);
	return Query(xapian_op(tree.op), parts.begin(), parts.end());
}

static Query translate_check(const Tree &tree)
{
	Query check((new CheckSource(tree.shards, tree.filter))->release());
	return Query(Query::OP_FILTER, translate(*tree.parts[0]), check);
}

Query translate(const Tree &tree)
{
	switch (tree.kind) {
	case Tree::Kind::nothing:
		break;
	case Tree::Kind::all:
		return Query(std::string());
	case Tree::Kind::term:
		return Query(tree.term, tree.wqf);
	case Tree::Kind::range:
		return translate_range(tree);
	case Tree::Kind::ids:
		return Query((new IdSource(tree.shards, tree.lists, nullptr))->release());
	case Tree::Kind::check:
		return translate_check(tree);
	case Tree::Kind::scale:
		return Query(tree.factor, translate(*tree.parts[0]));
	case Tree::Kind::join:
		return translate_join(tree);
	}
	return Query();
}

} // namespace xc
