/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/source.hh"

#include <algorithm>

namespace xc {

IdSource::IdSource(std::shared_ptr<const Shards> shards, std::shared_ptr<const IdLists> lists,
	size_t *mark)
	: ShardSource(std::move(shards)), lists_(std::move(lists)), mark_(mark)
{
}

Xapian::PostingSource *IdSource::clone() const
{
	return new IdSource(shards_, lists_, mark_);
}

void IdSource::start(const Xapian::Database &db, size_t shard)
{
	const Xapian::docid last = db.get_lastdocid();

	shard_ = shard;
	db_ = db;
	has_gaps_ = db.get_doccount() != last;
	if (has_gaps_)
		present_ = db.postlist_begin(std::string());
	at_ = end_ = nullptr;
	started_ = false;
	if (shard < lists_->size() && !(*lists_)[shard].empty()) {
		const std::vector<uint32_t> &list = (*lists_)[shard];
		at_ = list.data();
		end_ = std::upper_bound(at_, at_ + list.size(), last);
	}
}

/* A source that never has anything would be left out of the match, and never set the mark. */
Xapian::doccount IdSource::get_termfreq_max() const
{
	const Xapian::doccount n = static_cast<Xapian::doccount>(end_ - at_);
	return mark_ != nullptr ? std::max<Xapian::doccount>(n, 1) : n;
}

Xapian::doccount IdSource::get_termfreq_est() const
{
	return get_termfreq_max();
}

/* Where ids are unused, some of the list may be. */
Xapian::doccount IdSource::get_termfreq_min() const
{
	return has_gaps_ ? 0 : static_cast<Xapian::doccount>(end_ - at_);
}

void IdSource::next(double)
{
	if (started_ && at_ != end_)
		at_++;
	skip_to(1, 0);
}

void IdSource::skip_to(Xapian::docid docid, double)
{
	if (mark_ != nullptr)
		*mark_ = shard_;
	started_ = true;
	/* The next id is mostly near: try a few before halving the rest. */
	for (int i = 0; i < 4 && at_ != end_ && *at_ < docid; i++)
		at_++;
	if (at_ != end_ && *at_ < docid)
		at_ = std::lower_bound(at_, end_, docid);
	if (has_gaps_)
		skip_absent();
}

void IdSource::skip_absent()
{
	const Xapian::PostingIterator none = db_.postlist_end(std::string());
	while (at_ != end_) {
		if (present_ != none)
			present_.skip_to(*at_);
		if (present_ == none)
			at_ = end_;
		else if (*present_ == *at_)
			return;
		else
			at_ = std::lower_bound(at_, end_, *present_);
	}
}

bool IdSource::at_end() const
{
	return at_ == end_;
}

Xapian::docid IdSource::get_docid() const
{
	return *at_;
}

std::string IdSource::get_description() const
{
	return "ids";
}

CheckSource::CheckSource(std::shared_ptr<const Shards> shards, const Filter &filter)
	: ShardSource(std::move(shards)), filter_(filter)
{
}

Xapian::PostingSource *CheckSource::clone() const
{
	return new CheckSource(shards_, filter_);
}

void CheckSource::start(const Xapian::Database &db, size_t shard)
{
	db_ = db;
	values_ = std::make_unique<ShardValues>(db);
	candidate_ = Candidate();
	candidate_.shard = shard;
	candidate_.values = values_.get();
	opened_ = at_end_ = kept_ = false;
	position_ = 0;
}

Xapian::doccount CheckSource::get_termfreq_min() const
{
	return 0;
}

/* An intersection begins with what matches least: the largest guess comes last. */
Xapian::doccount CheckSource::get_termfreq_est() const
{
	return db_.get_doccount();
}

Xapian::doccount CheckSource::get_termfreq_max() const
{
	return db_.get_doccount();
}

bool CheckSource::keeps(Xapian::docid docid)
{
	if (docid == position_)
		return kept_;
	candidate_.local = docid;
	candidate_.docid = shards_->join(candidate_.shard, docid);
	kept_ = filter_.keeps(candidate_);
	position_ = docid;
	return kept_;
}

/* To the first document from docid on that is kept. */
void CheckSource::seek(Xapian::docid docid)
{
	const Xapian::PostingIterator end = db_.postlist_end(std::string());
	if (!opened_)
		all_ = db_.postlist_begin(std::string());
	opened_ = true;
	if (all_ != end)
		all_.skip_to(docid);
	while (all_ != end && !keeps(*all_))
		++all_;
	at_end_ = all_ == end;
}

void CheckSource::next(double)
{
	seek(position_ + 1);
}

void CheckSource::skip_to(Xapian::docid docid, double)
{
	if (docid > position_)
		seek(docid);
	else if (!kept_)
		seek(position_ + 1);
}

bool CheckSource::check(Xapian::docid docid, double)
{
	return at_end_ || keeps(docid);
}

bool CheckSource::at_end() const
{
	return at_end_;
}

Xapian::docid CheckSource::get_docid() const
{
	return position_;
}

std::string CheckSource::get_description() const
{
	return "check";
}

} // namespace xc
