/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing a new database. Xapian collects the postings of a batch in a tree that grows slow as it
 * grows deep: many small fresh databases, joined at the end, cost a quarter of a single large one.
 */
#include "xapian-c/document.hh"
#include "xapian-c/files.hh"
#include "xapian-c/merge.hh"

#include <memory>
#include <vector>

using namespace xc;

/* So many parts are open at once in a join: two files each, well below the usual limit of 1024. */
static constexpr size_t fan_in = 64;

/* Not DB_DANGEROUS: it gains nothing in a fresh database and hides the cause of a failed write. */
static constexpr int part_flags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS |
	Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC;

struct xc_builder {
	xc_builder(const char *path_, const struct xc_builder_options *options);

	void add(const struct xc_document &doc);
	void set_metadata(const std::string &key, const std::string &value);
	void finish();

	const std::string path; /* for messages */
	uint32_t last_docid = 0;
	bool usable = true;

private:
	std::string new_name();
	void close_part();
	void join_level(size_t level);
	std::vector<std::string> sources();

	size_t memory_limit_ = 64u << 20;
	uint32_t part_documents_ = 2000;
	Staging staging_;
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

xc_builder::xc_builder(const char *path_, const struct xc_builder_options *options)
	: path(path_), staging_(path_)
{
	if (options != nullptr && options->memory_limit != 0)
		memory_limit_ = options->memory_limit;
	if (options != nullptr && options->part_documents != 0)
		part_documents_ = options->part_documents;
}

std::string xc_builder::new_name()
{
	return staging_.inside(std::to_string(names_++));
}

void xc_builder::add(const struct xc_document &doc)
{
	if (levels_.empty())
		levels_.emplace_back();
	if (part_ == nullptr) {
		levels_[0].push_back(new_name());
		part_ = std::make_unique<Xapian::WritableDatabase>(levels_[0].back(), part_flags);
	}
	part_->add_document(to_xapian(doc));
	last_docid++;
	documents_++;
	pending_ += footprint(doc);
	if (documents_ >= part_documents_ || pending_ >= memory_limit_)
		close_part();
}

void xc_builder::close_part()
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

void xc_builder::join_level(size_t level)
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
void xc_builder::set_metadata(const std::string &key, const std::string &value)
{
	if (metadata_ == nullptr) {
		metadata_name_ = new_name();
		metadata_ = std::make_unique<Xapian::WritableDatabase>(metadata_name_, part_flags);
	}
	metadata_->set_metadata(key, value);
}

std::vector<std::string> xc_builder::sources()
{
	std::vector<std::string> all;
	for (size_t level = levels_.size(); level-- > 0;)
		all.insert(all.end(), levels_[level].begin(), levels_[level].end());
	if (metadata_ != nullptr)
		all.push_back(metadata_name_);
	return all;
}

void xc_builder::finish()
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
	staging_.publish("db");
}

int xc_builder_new(const char *path, const struct xc_builder_options *options,
	struct xc_builder **builder, struct xc_error *err)
{
	if (builder != nullptr)
		*builder = nullptr;
	return guard(err, path != nullptr ? path : "new database", [&] {
		require(builder != nullptr, "no place for the result");
		require(path != nullptr, "the path is missing");
		*builder = new xc_builder(path, options);
		return XC_OK;
	});
}

/* Once something has gone wrong inside Xapian, what was written is not to be relied on. */
template <class Change>
static int change(struct xc_builder *builder, struct xc_error *err, Change f)
{
	return guard(err, builder->path.c_str(), [&] {
		require(builder->usable, "the builder is finished or has failed: free it");
		builder->usable = false;
		f();
		builder->usable = true;
		return XC_OK;
	});
}

int xc_builder_add(struct xc_builder *builder, const struct xc_document *doc, uint32_t *docid,
	struct xc_error *err)
{
	int status = guard(err, "document refused", [&] {
		require(doc != nullptr, "it is NULL");
		verify_document(*doc);
		if (builder->last_docid == UINT32_MAX)
			fail(XC_E_LIMIT, "the database is full");
		return XC_OK;
	});
	if (status == XC_OK)
		status = change(builder, err, [&] { builder->add(*doc); });
	if (status == XC_OK && docid != nullptr)
		*docid = builder->last_docid;
	return status;
}

int xc_builder_set_metadata(struct xc_builder *builder, const char *key, size_t key_len,
	const char *value, size_t value_len, struct xc_error *err)
{
	int status = guard(err, "metadata refused", [&] {
		verify_metadata(key, key_len, value, value_len);
		return XC_OK;
	});
	if (status != XC_OK)
		return status;
	return change(builder, err, [&] {
		builder->set_metadata(text(key, key_len), text(value, value_len));
	});
}

int xc_builder_finish(struct xc_builder *builder, struct xc_error *err)
{
	int status = change(builder, err, [&] { builder->finish(); });
	builder->usable = false;
	return status;
}

void xc_builder_free(struct xc_builder *builder)
{
	guard(nullptr, "", [&] {
		delete builder;
		return XC_OK;
	});
}
