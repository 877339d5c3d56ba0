/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Posting sources: documents that take part in a match without being listed under a term. */
#ifndef XAPIAN_C_SOURCE_HH
#define XAPIAN_C_SOURCE_HH

#include "xapian-c/candidate.hh"

namespace xc {

/* Sorted local ids, by shard. */
using IdLists = std::vector<std::vector<uint32_t>>;

/*
 * Xapian clones a source for every shard it searches. Until 1.4 it does not say which shard that
 * is, so it is known by its UUID.
 */
class ShardSource : public Xapian::PostingSource {
public:
	explicit ShardSource(std::shared_ptr<const Shards> shards) : shards_(std::move(shards)) {}
#if XAPIAN_MAJOR_VERSION >= 2
	void reset(const Xapian::Database &db, Xapian::doccount i) override { start(db, i); }
#else
	void init(const Xapian::Database &db) override { start(db, shards_->find(db)); }
#endif

protected:
	virtual void start(const Xapian::Database &db, size_t shard) = 0;
	const std::shared_ptr<const Shards> shards_;
};

/*
 * The documents of a list, without weight. mark, unless NULL, always holds the shard whose source
 * was moved last.
 */
class IdSource : public ShardSource {
public:
	IdSource(std::shared_ptr<const Shards> shards, std::shared_ptr<const IdLists> lists,
		size_t *mark);
	PostingSource *clone() const override;
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	void next(double) override;
	void skip_to(Xapian::docid docid, double) override;
	bool at_end() const override;
	Xapian::docid get_docid() const override;
	std::string get_description() const override;

protected:
	void start(const Xapian::Database &db, size_t shard) override;

private:
	void skip_absent();

	const std::shared_ptr<const IdLists> lists_;
	size_t *const mark_;
	size_t shard_ = 0;
	Xapian::Database db_;
	bool has_gaps_ = false;
	Xapian::PostingIterator present_; /* all documents, where not all ids are in use */
	const uint32_t *at_ = nullptr, *end_ = nullptr;
	bool started_ = false;
};

/* The documents that a callback keeps, without weight. Meant to be the last to be asked. */
class CheckSource : public ShardSource {
public:
	CheckSource(std::shared_ptr<const Shards> shards, const Filter &filter);
	PostingSource *clone() const override;
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	void next(double) override;
	void skip_to(Xapian::docid docid, double) override;
	bool check(Xapian::docid docid, double) override;
	bool at_end() const override;
	Xapian::docid get_docid() const override;
	std::string get_description() const override;

protected:
	void start(const Xapian::Database &db, size_t shard) override;

private:
	bool keeps(Xapian::docid docid);
	void seek(Xapian::docid docid);

	const Filter filter_;
	Xapian::Database db_;
	Candidate candidate_;
	std::unique_ptr<Values> values_;
	Xapian::PostingIterator all_; /* opened when first needed: mostly never */
	bool opened_ = false, at_end_ = false;
	Xapian::docid position_ = 0;
	bool kept_ = false; /* the answer for position_ */
};

} // namespace xc

#endif
