/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joining databases into a new one, and verifying one: Xapian's tools as functions. */
#include "xapian-c/files.hh"
#include "xapian-c/glass_join.hh"
#include "xapian-c/merge.hh"

#include <sstream>

#include <xapian.h>

namespace xc {

int resolve(const Merger &merger, const std::string &key, const std::vector<std::string> &values,
	std::string &merged)
{
	if (merger.fn == nullptr) {
		merged = values[0];
		return 0;
	}
	struct Buffer : xc_bytes {
		Buffer() : xc_bytes{nullptr, 0, 0} {}
		~Buffer() { xc_bytes_done(this); }
	} out;
	std::vector<struct xc_slice> slices;
	for (const std::string &value : values)
		slices.push_back(slice(value));
	const int answer = merger.fn(merger.ctx, key.data(), key.size(), slices.data(),
		slices.size(), &out);
	merged = text(out.data, out.len);
	return answer;
}

/* Decides what becomes of metadata keys that occur several times. */
class Compactor : public Xapian::Compactor {
public:
	Compactor(const std::vector<Xapian::Database> &sources, const Merger &merger)
		: sources_(sources), merger_(merger)
	{
	}

	/* Xapian gives the values in the order of its heap, so they are looked up again. */
	std::string resolve_duplicate_metadata(const std::string &table_key, size_t,
		const std::string raw[]) override
	{
		if (stopped)
			return raw[0];
		const std::string key = plain(table_key);
		std::vector<std::string> values;
		for (const Xapian::Database &source : sources_) {
			std::string value = source.get_metadata(key);
			if (!value.empty())
				values.push_back(std::move(value));
			if (merger_.fn == nullptr && !values.empty())
				return values[0];
		}
		if (values.size() < 2)
			fail(XC_E_UNSUPPORTED, "the metadata of this kind of database");
		std::string merged;
		/* An exception thrown from here would leak Xapian's cursors. */
		stopped = resolve(merger_, key, values, merged) != 0;
		return merged;
	}

	bool stopped = false;

private:
	/* The key comes as it stands in the table of a glass database. */
	static std::string plain(const std::string &key)
	{
		return key.compare(0, 2, "\0\xc0", 2) == 0 ? key.substr(2) : key;
	}

	const std::vector<Xapian::Database> &sources_;
	const Merger &merger_;
};

void merge(const std::vector<std::string> &paths, const std::string &target, unsigned flags,
	const Merger &merger)
{
	std::vector<Xapian::Database> sources;
	Xapian::Database all;
	for (const std::string &path : paths) {
		sources.emplace_back(path);
		all.add_database(sources.back());
	}
	Compactor compactor(sources, merger);
	all.compact(target, flags, 0, compactor);
	if (compactor.stopped)
		throw Stop{};
}

/* Whether our own way of joining did it. */
static bool join_directly(const std::vector<std::string> &paths, const std::string &target,
	const struct xc_compact_options &options, const Merger &merger)
{
	require(options.writer >= XC_WRITER_AUTO && options.writer <= XC_WRITER_API, "unknown writer");
	if (options.writer == XC_WRITER_API || options.keep_ids != 0)
		return false;
	if (glass::join(paths, target, merger, options))
		return true;
	if (options.writer == XC_WRITER_DIRECT)
		fail(XC_E_UNSUPPORTED, "joining databases of this kind directly");
	return false;
}

static unsigned flags_of(const struct xc_compact_options &options)
{
	return Xapian::Compactor::FULL | (options.keep_ids ? Xapian::DBCOMPACT_NO_RENUMBER : 0u);
}

} // namespace xc

using namespace xc;

int xc_compact(const char *const *paths, size_t n, const char *target,
	const struct xc_compact_options *options, xc_merge_fn *fn, void *ctx, struct xc_error *err)
{
	return guard(err, target != nullptr ? target : "compact", [&] {
		require(paths != nullptr && n > 0, "nothing to compact");
		std::vector<std::string> sources;
		for (size_t i = 0; i < n; i++) {
			require(paths[i] != nullptr, "a path is NULL");
			sources.push_back(paths[i]);
		}
		const struct xc_compact_options o = options != nullptr ? *options : xc_compact_options();
		Staging staging(target);
		if (!join_directly(sources, staging.inside("db"), o, {fn, ctx}))
			merge(sources, staging.inside("db"), flags_of(o), {fn, ctx});
		staging.publish("db");
		return XC_OK;
	});
}

/* What Xapian has to say about a database; on an exception, what it had said before. */
static size_t verify(const char *path, xc_report_fn *sink, void *ctx)
{
	std::ostringstream report;
	auto deliver = [&] {
		const std::string said = report.str();
		if (sink != nullptr && !said.empty())
			heed(sink(ctx, said.data(), said.size()));
	};
	size_t faults = 0;
	try {
		faults = Xapian::Database::check(path, 0, &report);
	} catch (const Xapian::Error &) {
		deliver();
		throw;
	}
	deliver();
	return faults;
}

int xc_check(const char *path, xc_report_fn *sink, void *ctx, size_t *faults, struct xc_error *err)
{
	return guard(err, path != nullptr ? path : "check", [&] {
		require(path != nullptr, "the path is missing");
		*faults = verify(path, sink, ctx);
		return XC_OK;
	});
}
