/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A part of a query at work on one shard, document after document. */
#ifndef XAPIAN_C_MATCH_NODE_HH
#define XAPIAN_C_MATCH_NODE_HH

#include "xapian-c/glass_files.hh"
#include "xapian-c/glass_postings.hh"
#include "xapian-c/glass_stream.hh"
#include "xapian-c/tree.hh"

#include <memory>

namespace xc::match {

using glass::no_docid;

/* Some consecutive documents, and what was added up of them: the parts of a query in turn write to it. */
struct Window {
	static constexpr uint32_t size = 2048;
	uint32_t base = 0, end = 0; /* ids: the first one, and the one behind the last */
	/* What a part says of a document: that it matches, or only that it weighs more if it matches. Where
	 * all parts have to match, each has a bit of its own. */
	enum Mark : unsigned char { matches = 1, weighs = 2 };
	static constexpr size_t most_bits = 7;

	unsigned char mark = matches; /* of the part that is writing */
	double weight[size] = {};
	unsigned char marks[size] = {};

	void add(uint32_t docid, double more)
	{
		marks[docid - base] |= mark;
		weight[docid - base] += more;
	}
};

/* How many documents of the shard match: bounds, and a guess between. */
struct Counts {
	double least = 0, guess = 0, most = 0;
};

class Node {
public:
	virtual ~Node() = default;
	/* To the first match from target on; never back. */
	virtual void seek(uint32_t target) = 0;
	/* Of the match where it stands. */
	virtual double weight() { return 0; }
	/* Adds all matches of the window, then stands behind it. */
	virtual void fill(Window &window);
	/* From now on matches that weigh less may be passed over, */
	virtual void set_floor(double) {}
	/* but none from until on. */
	virtual void seek_until(uint32_t target, uint32_t) { seek(target); }
	/* Which share of the matches has no greater id; 0: that is not known. */
	virtual double share_upto(uint32_t) const { return 0; }

	uint32_t docid = 0;	/* where it stands; 0: nowhere yet; no_docid: at the end */
	double most = 0;	/* no match weighs more */
	Counts counts;
};

/* ---- leaves */

/* The documents of a list of postings: a term's, or all. */
class Term : public Node {
public:
	Term(const glass::Files &files, glass::Kind kind, std::string key, double factor);
	void seek(uint32_t target) override
	{
		postings_.seek(target, floor_);
		docid = postings_.docid();
	}
	void seek_until(uint32_t target, uint32_t until) override
	{
		postings_.seek(target, floor_, until);
		docid = postings_.docid();
	}
	double weight() override { return factor_ * postings_.wdf(); }
	void fill(Window &window) override
	{
		each(window, [&](uint32_t at, double more) { window.add(at, more); });
	}
	void set_floor(double least) override;
	double share_upto(uint32_t last) const override;
	/* fn(docid, weight) for each in the window. */
	template <class Fn> void each(Window &window, Fn fn)
	{
		const double factor = factor_;
		postings_.seek(window.base);
		postings_.each_below(window.end, [&](uint32_t at, uint32_t wdf) { fn(at, factor * wdf); });
		docid = postings_.docid();
	}

private:
	const glass::Files &files_;
	const glass::Kind kind_;
	const std::string key_;
	glass::Postings postings_;
	const double factor_;
	uint32_t floor_ = 0; /* wdf */
};

/* All documents, where no id is unused. */
class All : public Node {
public:
	explicit All(const glass::Files &files);
	void seek(uint32_t target) override
	{
		if (docid < target)
			docid = target <= last_ ? target : no_docid;
	}

private:
	const uint32_t last_;
};

/* A list of ids, whether in use or not. */
class Ids : public Node {
public:
	/* The list has to stay. */
	Ids(const glass::Files &files, const std::vector<uint32_t> &list);
	void seek(uint32_t target) override;

private:
	const uint32_t *at_, *end_;
};

/* Documents by the value in a slot. */
class Range : public Node {
public:
	/* The tree has to stay. */
	Range(const glass::Files &files, const Tree &tree);
	void seek(uint32_t target) override;

private:
	bool holds(struct xc_slice value) const;

	glass::Stream stream_;
	const Tree &tree_;
};

/* ---- joins */

using Nodes = std::vector<std::unique_ptr<Node>>;

/* What any part matches; with first_only the first one that does gives the weight, else all. */
class Any : public Node {
public:
	Any(const glass::Files &files, Nodes parts, bool first_only);
	void seek(uint32_t target) override;
	double weight() override;
	void fill(Window &window) override;

	Nodes parts;
	const bool first_only;
};

/* The document of a shard that C code is asked about. */
struct Subject : Candidate {
	const Shards *shards = nullptr;

	void move(uint32_t to)
	{
		local = to;
		docid = shards->join(shard, to);
	}
};

struct Check {
	Filter filter;
	Subject *subject;
	uint32_t docid = 0; /* asked about last */
	bool kept = false;

	bool keeps(uint32_t local, uint32_t stands_for = 1);
};

/* What all required parts match. The lightest in postings leads, and is first. */
class Both : public Node {
public:
	struct Part {
		std::unique_ptr<Node> node;
		bool weighs;
	};
	std::vector<Part> required;
	Nodes maybe;    /* only add weight */
	Nodes excluded; /* none of them matches */
	std::vector<Check> checks;

	/* When all parts are there. */
	void settle(const glass::Files &files);
	void seek(uint32_t target) override;
	double weight() override;
	/* The cheap conditions beside the required parts, then the checks. */
	bool is_excluded(uint32_t at);
	bool is_kept(uint32_t at, uint32_t stands_for = 1);

private:
	bool align();
};

/* ---- making them */

/* One shard, for as long as a search works on it. */
struct Shard {
	const glass::Files &files;
	const size_t number;
	Subject *subject;
};

/* False: there is something in it that only Xapian can do. */
bool is_supported(const Tree &tree);
/* The whole tree at work; it has to stay. */
std::unique_ptr<Both> make_root(const Shard &shard, const Tree &tree);

} // namespace xc::match

#endif
