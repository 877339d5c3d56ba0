/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a tree to parts at work. Conditions of conditions become one list of conditions. */
#include "xapian-c/match_node.hh"

namespace xc::match {

using Kind = Tree::Kind;

bool is_supported(const Tree &tree)
{
	if (tree.kind == Kind::join && tree.op == XC_SYNONYM)
		return false;
	for (const auto &part : tree.parts)
		if (!is_supported(*part))
			return false;
	return true;
}

static std::unique_ptr<Node> make(const Shard &shard, const Tree &tree, double factor);

static std::unique_ptr<Node> make_term(const Shard &shard, const Tree &tree, double factor)
{
	std::string key;
	glass::term_key(key, slice(tree.term));
	return std::make_unique<Term>(shard.files, glass::Kind::term, std::move(key), factor * tree.wqf);
}

static std::unique_ptr<Node> make_all(const Shard &shard)
{
	if (shard.files.version.has_gaps())
		return std::make_unique<Term>(shard.files, glass::Kind::length, glass::length_key, 0);
	return std::make_unique<All>(shard.files);
}

static std::unique_ptr<Node> make_nothing(const Shard &shard)
{
	return std::make_unique<Any>(shard.files, Nodes(), false);
}

static std::unique_ptr<Node> make_ids(const Shard &shard, const Tree &tree)
{
	if (shard.number >= tree.lists->size())
		return make_nothing(shard);
	auto ids = std::make_unique<Ids>(shard.files, (*tree.lists)[shard.number]);
	if (!shard.files.version.has_gaps())
		return ids;
	auto both = std::make_unique<Both>();
	both->required.push_back({std::move(ids), false});
	both->required.push_back({make_all(shard), false});
	both->settle(shard.files);
	return both;
}

/* The parts of an OR within an OR are parts of the outer one. */
static void add_any(const Shard &shard, const Tree &tree, double factor, Nodes &parts)
{
	if (tree.kind == Kind::scale)
		add_any(shard, *tree.parts[0], factor * tree.factor, parts);
	else if (tree.kind == Kind::join && tree.op == XC_OR)
		for (const auto &part : tree.parts)
			add_any(shard, *part, factor, parts);
	else if (tree.kind != Kind::nothing)
		parts.push_back(make(shard, tree, factor));
}

static std::unique_ptr<Node> make_any(const Shard &shard, const Tree &tree, double factor)
{
	Nodes parts;
	const bool first_only = tree.op == XC_FIRST && factor > 0;
	if (first_only)
		for (const auto &part : tree.parts)
			parts.push_back(make(shard, *part, factor));
	else
		for (const auto &part : tree.parts)
			add_any(shard, *part, factor, parts);
	return std::make_unique<Any>(shard.files, std::move(parts), first_only);
}

static void add_maybe(const Shard &shard, const Tree &tree, double factor, Both &to)
{
	if (factor > 0)
		add_any(shard, tree, factor, to.maybe);
}

/* What a document needs to match the tree. */
static void require_all(const Shard &shard, const Tree &tree, double factor, Both &to)
{
	if (tree.kind == Kind::scale) {
		require_all(shard, *tree.parts[0], factor * tree.factor, to);
		return;
	}
	if (tree.kind == Kind::check) {
		require_all(shard, *tree.parts[0], factor, to);
		to.checks.push_back({tree.filter, shard.subject});
		return;
	}
	const bool joins = tree.kind == Kind::join && tree.op != XC_OR && tree.op != XC_FIRST;
	if (!joins) {
		to.required.push_back({make(shard, tree, factor), factor > 0});
		return;
	}
	require_all(shard, *tree.parts[0], factor, to);
	for (size_t i = 1; i < tree.parts.size(); i++) {
		const Tree &part = *tree.parts[i];
		if (tree.op == XC_AND_NOT)
			add_any(shard, part, 0, to.excluded);
		else if (tree.op == XC_AND_MAYBE)
			add_maybe(shard, part, factor, to);
		else
			require_all(shard, part, tree.op == XC_AND ? factor : 0, to);
	}
}

static std::unique_ptr<Both> make_both(const Shard &shard, const Tree &tree, double factor)
{
	auto both = std::make_unique<Both>();
	require_all(shard, tree, factor, *both);
	both->settle(shard.files);
	return both;
}

static std::unique_ptr<Node> make_join(const Shard &shard, const Tree &tree, double factor)
{
	if (tree.kind == Kind::join && (tree.op == XC_OR || tree.op == XC_FIRST))
		return make_any(shard, tree, factor);
	return make_both(shard, tree, factor);
}

static std::unique_ptr<Node> make(const Shard &shard, const Tree &tree, double factor)
{
	switch (tree.kind) {
	case Kind::nothing:
		return make_nothing(shard);
	case Kind::all:
		return make_all(shard);
	case Kind::term:
		return make_term(shard, tree, factor);
	case Kind::range:
		return std::make_unique<Range>(shard.files, tree);
	case Kind::ids:
		return make_ids(shard, tree);
	case Kind::scale:
		return make(shard, *tree.parts[0], factor * tree.factor);
	case Kind::check:
	case Kind::join:
		break;
	}
	return make_join(shard, tree, factor);
}

std::unique_ptr<Both> make_root(const Shard &shard, const Tree &tree)
{
	return make_both(shard, tree, 1);
}

} // namespace xc::match
