/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing the files of a glass database directly. Data goes to its table as it comes; all else is
 * inverted in memory, set aside in sorted runs when that is full, and joined into the postlist
 * table at the end. The database is the same whatever the limit of memory was.
 */
#include "xapian-c/files.hh"
#include "xapian-c/glass_data.hh"
#include "xapian-c/glass_inverter.hh"
#include "xapian-c/glass_map.hh"
#include "xapian-c/glass_merge.hh"
#include "xapian-c/glass_postlist.hh"
#include "xapian-c/glass_run.hh"
#include "xapian-c/glass_version.hh"
#include "xapian-c/writer.hh"

#include <algorithm>
#include <cstring>
#include <future>
#include <system_error>

#include <sys/stat.h>

namespace xc {

namespace glass {

namespace {

/* So many runs are open at once in a join. */
constexpr size_t fan_in = 64;
/* An inverter holds 4 GB; a document more must fit. */
constexpr size_t most_memory = 3u << 30;
/* Terms from the one at hand to the one whose record is fetched already. */
constexpr size_t look_ahead = 8;

class GlassWriter : public Writer {
public:
	GlassWriter(const Staging &staging, const xc_builder_options &options);

	void add(const struct xc_document &doc, uint32_t docid) override;
	void set_metadata(struct xc_slice key, struct xc_slice value) override;
	bool joins() const override { return true; }
	void finish(const std::vector<Writer *> &others, const Merger &merger) override;

private:
	using Sources = std::vector<std::unique_ptr<Source>>;
	using Writers = std::vector<GlassWriter *>;

	uint32_t add_term(const struct xc_term &term, uint32_t docid);
	void add_terms(const struct xc_document &doc, uint32_t docid);
	void add_values(const struct xc_document &doc, uint32_t docid);
	void add_data(const struct xc_document &doc, uint32_t docid);
	std::string write_run(const Sources &sources);
	void spill();
	void join_level(size_t level);
	Sources sources(Origin origin) const;
	TableInfo finish_postlist(const Writers &writers, const Merger &merger);
	TableInfo finish_data(const Writers &writers);
	void append_data(GlassWriter &other, uint32_t before);

	std::string data_path() const { return directory_ + "/docdata.glass"; }

	const Staging &staging_;
	const std::string directory_;
	const size_t memory_limit_;
	const uint32_t part_documents_;
	const bool data_as_given_;
	Inverter inverter_;
	uint32_t part_ = 0; /* documents in the inverter */
	SlotStatistics slots_;
	Statistics statistics_;
	std::unique_ptr<DocData> data_;
	unsigned names_ = 0;
	/* Level 0: runs; each level above: joins of fan_in of those below. Highest: first ids. */
	std::vector<std::vector<std::string>> levels_;
	std::string key_;
	std::vector<const struct xc_value *> values_;
};

GlassWriter::GlassWriter(const Staging &staging, const xc_builder_options &options)
	: staging_(staging), directory_(staging.inside("db")),
	  memory_limit_(std::min(options.memory_limit, most_memory)),
	  part_documents_(options.part_documents != 0 ? options.part_documents : UINT32_MAX),
	  data_as_given_(options.data_as_given != 0)
{
	if (mkdir(directory_.c_str(), 0777) != 0)
		fail_errno(directory_);
}

void GlassWriter::add(const struct xc_document &doc, uint32_t docid)
{
	add_terms(doc, docid);
	add_values(doc, docid);
	add_data(doc, docid);
	if (++part_ >= part_documents_ || inverter_.memory() >= memory_limit_)
		spill();
}

/* Returns its wdf so far. */
uint32_t GlassWriter::add_term(const struct xc_term &term, uint32_t docid)
{
	if (term.memo != nullptr && inverter_.knows(*term.memo))
		return inverter_.add_posting(*term.memo, docid, term.wdf);
	struct xc_slice key = {term.text, term.len};
	if (memchr(term.text, 0, term.len) != nullptr) {
		term_key(key_, key);
		key = slice(key_);
	}
	if (term.memo != nullptr)
		*term.memo = inverter_.number(key);
	return inverter_.add_posting(key, docid, term.wdf);
}

void GlassWriter::add_terms(const struct xc_document &doc, uint32_t docid)
{
	uint32_t length = 0;
	for (size_t i = 0; i < doc.n_terms; i++) {
		const struct xc_term &term = doc.terms[i];
		if (i + look_ahead < doc.n_terms && doc.terms[i + look_ahead].memo != nullptr)
			inverter_.expect(*doc.terms[i + look_ahead].memo);
		const uint32_t wdf = add_term(term, docid);
		statistics_.largest_wdf = std::max(statistics_.largest_wdf, wdf);
		length += term.wdf;
	}
	inverter_.add_posting(slice(length_key), docid, length);
	statistics_.add_document(length);
}

/* Of a slot named twice, the last value counts; an empty one is none. */
void GlassWriter::add_values(const struct xc_document &doc, uint32_t docid)
{
	values_.clear();
	for (size_t i = 0; i < doc.n_values; i++)
		values_.push_back(&doc.values[i]);
	using Value = const struct xc_value *;
	std::stable_sort(values_.begin(), values_.end(),
		[](Value a, Value b) { return a->slot < b->slot; });
	for (size_t i = 0; i < values_.size(); i++) {
		const struct xc_value &value = *values_[i];
		const bool is_last = i + 1 == values_.size() || values_[i + 1]->slot != value.slot;
		if (!is_last || value.len == 0)
			continue;
		value_key(key_, value.slot);
		inverter_.add_value(slice(key_), docid, {value.data, value.len});
		slots_.add(value.slot, {value.data, value.len});
	}
}

void GlassWriter::add_data(const struct xc_document &doc, uint32_t docid)
{
	if (doc.data_len == 0)
		return;
	if (data_ == nullptr)
		data_ = std::make_unique<DocData>(data_path(), data_as_given_);
	data_->add(docid, {doc.data, doc.data_len});
}

void GlassWriter::set_metadata(struct xc_slice key, struct xc_slice value)
{
	metadata_key(key_, key);
	inverter_.set_metadata(slice(key_), value);
	if (inverter_.memory() >= memory_limit_)
		spill();
}

std::string GlassWriter::write_run(const Sources &sources)
{
	std::string path = staging_.inside("run-" + std::to_string(names_++));
	RunSink run(path);
	merge_sources(sources, run);
	run.close();
	return path;
}

void GlassWriter::spill()
{
	Sources sources;
	sources.push_back(std::make_unique<InverterSource>(inverter_));
	if (levels_.empty())
		levels_.emplace_back();
	levels_[0].push_back(write_run(sources));
	inverter_.clear();
	part_ = 0;
	for (size_t level = 0; level < levels_.size(); level++)
		if (levels_[level].size() >= fan_in)
			join_level(level);
}

void GlassWriter::join_level(size_t level)
{
	Sources sources;
	for (const std::string &path : levels_[level])
		sources.push_back(std::make_unique<RunSource>(path));
	if (level + 1 == levels_.size())
		levels_.emplace_back();
	levels_[level + 1].push_back(write_run(sources));
	for (const std::string &path : levels_[level])
		remove_tree(path);
	levels_[level].clear();
}

/* All that is not in the data table. */
GlassWriter::Sources GlassWriter::sources(Origin origin) const
{
	Sources sources;
	for (size_t level = levels_.size(); level-- > 0;)
		for (const std::string &path : levels_[level])
			sources.push_back(std::make_unique<RunSource>(path, origin));
	sources.push_back(std::make_unique<InverterSource>(inverter_, origin));
	return sources;
}

/* In a thread of its own, if that is wanted and there can be one. */
template <class Work>
std::future<std::invoke_result_t<Work>> begin(bool beside, const Work &work)
{
	try {
		return std::async(beside ? std::launch::async : std::launch::deferred, work);
	} catch (const std::system_error &) {
		return std::async(std::launch::deferred, work);
	}
}

/* The inverters are sorted at the same time. */
TableInfo GlassWriter::finish_postlist(const Writers &writers, const Merger &merger)
{
	std::vector<std::future<Sources>> parts;
	SlotStatistics slots;
	Statistics statistics;
	for (const GlassWriter *writer : writers) {
		const Origin origin = {static_cast<uint32_t>(parts.size()), statistics.documents};
		parts.push_back(begin(writers.size() > 1, [=] { return writer->sources(origin); }));
		slots.add(writer->slots_);
		statistics.add(writer->statistics_);
	}
	Sources sources;
	for (std::future<Sources> &part : parts)
		for (std::unique_ptr<Source> &source : part.get())
			sources.push_back(std::move(source));
	Postlist postlist(directory_ + "/postlist.glass", slots);
	merge_sources(sources, postlist, merger);
	return postlist.finish();
}

void GlassWriter::append_data(GlassWriter &other, uint32_t before)
{
	if (other.data_ == nullptr)
		return;
	if (data_ == nullptr)
		data_ = std::make_unique<DocData>(data_path(), data_as_given_);
	const TableVersion version = {other.data_->finish(), block_size};
	data_->copy(MappedTable(other.data_path(), version, revision), before,
		other.statistics_.documents);
}

TableInfo GlassWriter::finish_data(const Writers &writers)
{
	uint32_t before = 0;
	for (GlassWriter *writer : writers) {
		if (writer != this)
			append_data(*writer, before);
		before += writer->statistics_.documents;
	}
	if (data_ == nullptr)
		return TableInfo();
	const TableInfo info = data_->finish();
	/* It has to be on the disk in the end: better now, while the other table is written. */
	if (writers.size() > 1)
		sync_path(data_path());
	return info;
}

/* Both tables at the same time. */
void GlassWriter::finish(const std::vector<Writer *> &others, const Merger &merger)
{
	Writers writers = {this};
	Statistics statistics = statistics_;
	for (Writer *other : others) {
		writers.push_back(dynamic_cast<GlassWriter *>(other));
		statistics.add(writers.back()->statistics_);
	}
	std::future<TableInfo> data = begin(!others.empty(), [&] { return finish_data(writers); });
	const TableInfo postlist = finish_postlist(writers, merger);
	write_version(directory_, postlist, data.get(), statistics);
}

} // namespace

} // namespace glass

std::unique_ptr<Writer> glass_writer(const Staging &staging, const xc_builder_options &options)
{
	return std::make_unique<glass::GlassWriter>(staging, options);
}

} // namespace xc
