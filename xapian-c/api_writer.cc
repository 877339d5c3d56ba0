/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing through Xapian's API. Xapian collects the postings of a batch in a tree that grows slow
 * as it grows deep: many small fresh databases, joined at the end, cost a quarter of a single
 * large one.
 */
#include "xapian-c/document.hh"
#include "xapian-c/merge.hh"
#include "xapian-c/writer.hh"

#include <vector>

namespace xc {

/* So many parts are open at once in a join: two files each, well below the usual limit of 1024. */
static constexpr size_t fan_in = 64;

/* Not DB_DANGEROUS: it gains nothing in a fresh database and hides the cause of a failed write. */
static constexpr int part_flags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS |
	Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC;

namespace {

class ApiWriter : public Writer {
public:
	ApiWriter(const Staging &staging, const xc_builder_options &options);
	~ApiWriter() override;

	void add(const struct xc_document &doc, uint32_t docid) override;
	void set_metadata(struct xc_slice key, struct xc_slice value) override;
	void finish(const std::vector<Writer *> &, const Merger &) override;

private:
	std::string new_name();
	void close_part();
	void join_level(size_t level);
	std::vector<std::string> sources();

	const Staging &staging_;
	const size_t memory_limit_;
	const uint32_t part_documents_;
	unsigned names_ = 0;
	/* The part being written, how much is in it. */
	std::unique_ptr<Xapian::WritableDatabase> part_;
	uint32_t documents_ = 0;
	size_t pending_ = 0;
	/* Level 0: parts; each level above: joins of fan_in of those below. Highest: first ids. */
	std::vector<std::vector<std::string>> levels_;
	std::unique_ptr<Xapian::WritableDatabase> metadata_;
	std::string metadata_name_;
};

ApiWriter::ApiWriter(const Staging &staging, const xc_builder_options &options)
	: staging_(staging), memory_limit_(options.memory_limit),
	  part_documents_(options.part_documents != 0 ? options.part_documents : 2000)
{
}

/* A database that is destroyed commits first, and where that fails on a full disk, Xapian ends the process.
 * In a transaction that is called off there is nothing left to commit. */
static void discard(Xapian::WritableDatabase *db) noexcept
{
	if (db == nullptr)
		return;
	try {
		db->begin_transaction(false);
		db->cancel_transaction();
	} catch (...) {
		/* Closed already, or beyond help: nothing more can be done. */
	}
}

ApiWriter::~ApiWriter()
{
	discard(part_.get());
	discard(metadata_.get());
}

std::string ApiWriter::new_name()
{
	return staging_.inside(std::to_string(names_++));
}

void ApiWriter::add(const struct xc_document &doc, uint32_t)
{
	if (levels_.empty())
		levels_.emplace_back();
	if (part_ == nullptr) {
		levels_[0].push_back(new_name());
		part_ = std::make_unique<Xapian::WritableDatabase>(levels_[0].back(), part_flags);
	}
	part_->add_document(to_xapian(doc));
	documents_++;
	pending_ += footprint(doc);
	if (documents_ >= part_documents_ || pending_ >= memory_limit_)
		close_part();
}

void ApiWriter::close_part()
{
	if (part_ == nullptr)
		return;
	part_->commit();
	part_->close();
	part_.reset();
	documents_ = 0;
	pending_ = 0;
	for (size_t level = 0; level < levels_.size(); level++)
		if (levels_[level].size() >= fan_in)
			join_level(level);
}

void ApiWriter::join_level(size_t level)
{
	if (level + 1 == levels_.size())
		levels_.emplace_back();
	const std::string joined = new_name();
	merge(levels_[level], joined, Xapian::Compactor::STANDARD);
	levels_[level + 1].push_back(joined);
	for (const std::string &name : levels_[level])
		remove_tree(name);
	levels_[level].clear();
}

/* A database of its own, so that it can be set at any time and need not wait in memory. */
void ApiWriter::set_metadata(struct xc_slice key, struct xc_slice value)
{
	if (metadata_ == nullptr) {
		metadata_name_ = new_name();
		metadata_ = std::make_unique<Xapian::WritableDatabase>(metadata_name_, part_flags);
	}
	metadata_->set_metadata(text(key.data, key.len), text(value.data, value.len));
}

std::vector<std::string> ApiWriter::sources()
{
	std::vector<std::string> all;
	for (size_t level = levels_.size(); level-- > 0;)
		all.insert(all.end(), levels_[level].begin(), levels_[level].end());
	if (metadata_ != nullptr)
		all.push_back(metadata_name_);
	return all;
}

void ApiWriter::finish(const std::vector<Writer *> &, const Merger &)
{
	close_part();
	if (metadata_ != nullptr) {
		metadata_->commit();
		metadata_->close();
	}
	const std::vector<std::string> all = sources();
	if (all.empty())
		Xapian::WritableDatabase(staging_.inside("db"), part_flags).commit();
	else
		merge(all, staging_.inside("db"), Xapian::Compactor::FULL);
}

} // namespace

std::unique_ptr<Writer> api_writer(const Staging &staging, const xc_builder_options &options)
{
	return std::make_unique<ApiWriter>(staging, options);
}

} // namespace xc
