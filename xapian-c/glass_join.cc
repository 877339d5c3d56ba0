/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_join.hh"

#include "xapian-c/glass_data.hh"
#include "xapian-c/glass_merge.hh"
#include "xapian-c/glass_part.hh"
#include "xapian-c/glass_postlist.hh"
#include "xapian-c/glass_version.hh"

#include <memory>

#include <sys/stat.h>

/* Where a caller puts the data of the joined documents. */
struct xc_data {
	xc::glass::DocData *table;
	uint32_t last, documents;
};

namespace xc::glass {

namespace {

struct Part {
	Version version;
	uint32_t before; /* documents of the parts before it */
	std::unique_ptr<MappedTable> postlist, docdata;
};

std::unique_ptr<MappedTable> open_table(const std::string &path, const TableVersion &table,
	uint32_t revision)
{
	return table.info.used ? std::make_unique<MappedTable>(path, table, revision) : nullptr;
}

/* False: it is a database of another kind, has gaps among its ids, or more tables than these two. */
bool open_part(const std::string &path, uint64_t before, Part &part)
{
	const Version &version = part.version;
	if (!read_version(path, part.version) || version.has_gaps() ||
	    version.other_tables)
		return false;
	if (before + version.statistics.documents >= UINT32_MAX)
		fail(XC_E_LIMIT, "more documents than a database can hold");
	part.before = static_cast<uint32_t>(before);
	part.postlist = open_table(path + "/postlist.glass", version.postlist, version.revision);
	part.docdata = open_table(path + "/docdata.glass", version.docdata, version.revision);
	return true;
}

/* Bytes of the tables that are read at once, however many there are. */
constexpr size_t stay_together = 32u << 20;

TableInfo join_postlist(const std::vector<Part> &parts, const std::string &path, const Merger &merger)
{
	SlotStatistics slots;
	std::vector<std::unique_ptr<Source>> sources;
	for (const Part &part : parts) {
		if (part.postlist == nullptr)
			continue;
		add_statistics(*part.postlist, slots);
		const Origin origin = {static_cast<uint32_t>(sources.size()), part.before};
		sources.push_back(std::make_unique<PartSource>(*part.postlist, origin,
			part.version.statistics.documents, stay_together / parts.size()));
	}
	Postlist postlist(path, slots);
	merge_sources(sources, postlist, merger);
	return postlist.finish();
}

/* The data of a part by way of the caller. */
void hand_over_data(const Part &part, const struct xc_compact_options &options, struct xc_data &out)
{
	Inflater inflater;
	struct xc_bytes bytes = {nullptr, 0, 0};
	const std::unique_ptr<struct xc_bytes, void (*)(struct xc_bytes *)> owner(&bytes, xc_bytes_done);
	for (Tags tags(*part.docdata, std::string(1, '\0')); tags.next();) {
		const uint32_t docid = data_docid(tags, part.version.statistics.documents);
		if (tags.deflated())
			inflater.inflate(slice(tags.tag()), &bytes);
		else
			put(&bytes, tags.tag());
		heed(options.data(options.data_ctx, docid + part.before, bytes.data, bytes.len, &out));
	}
}

TableInfo join_data(const std::vector<Part> &parts, const std::string &path,
	const struct xc_compact_options &options, uint32_t documents)
{
	bool used = false;
	for (const Part &part : parts)
		used |= part.docdata != nullptr;
	if (!used)
		return TableInfo();
	DocData table(path, options.data_as_given != 0);
	struct xc_data out = {&table, 0, documents};
	for (const Part &part : parts)
		if (part.docdata != nullptr && options.data != nullptr)
			hand_over_data(part, options, out);
		else if (part.docdata != nullptr)
			table.copy(*part.docdata, part.before, part.version.statistics.documents);
	if (options.data != nullptr)
		heed(options.data(options.data_ctx, 0, nullptr, 0, &out));
	return table.finish();
}

} // namespace

bool join(const std::vector<std::string> &paths, const std::string &target, const Merger &merger,
	const struct xc_compact_options &options)
{
	std::vector<Part> parts(paths.size());
	Statistics statistics;
	for (size_t i = 0; i < paths.size(); i++) {
		if (!series_is_known() || !open_part(paths[i], statistics.documents, parts[i]))
			return false;
		statistics.add(parts[i].version.statistics);
	}
	if (mkdir(target.c_str(), 0777) != 0)
		fail_errno(target);
	try {
		const TableInfo postlist = join_postlist(parts, target + "/postlist.glass", merger);
		write_version(target, postlist, join_data(parts, target + "/docdata.glass", options,
			statistics.documents), statistics);
	} catch (const Changed &) {
		fail(XC_E_MODIFIED, "a writer has changed the database");
	}
	return true;
}

} // namespace xc::glass

int xc_data_put(struct xc_data *out, uint32_t docid, const char *data, size_t len, struct xc_error *err)
{
	return xc::guard(err, "document data", [&] {
		xc::require(docid > out->last && docid <= out->documents, "ids have to ascend");
		if (len > 0)
			out->table->add(docid, {data, len});
		out->last = docid;
		return XC_OK;
	});
}
