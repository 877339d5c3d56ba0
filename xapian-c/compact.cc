/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joining databases into a new one, and verifying one: Xapian's tools as functions. */
#include "xapian-c/files.hh"
#include "xapian-c/merge.hh"

#include <sstream>

#include <xapian.h>

namespace xc {

/* Hands keys that occur several times to the caller's function. */
class Compactor : public Xapian::Compactor {
public:
	explicit Compactor(const Merger &merger) : merger_(merger) {}

	std::string resolve_duplicate_metadata(const std::string &key, size_t n,
		const std::string values[]) override
	{
		if (merger_.fn == nullptr)
			return values[0];
		std::vector<struct xc_slice> slices;
		for (size_t i = 0; i < n; i++)
			slices.push_back(slice(values[i]));
		struct xc_bytes out = {};
		const int answer = merger_.fn(merger_.ctx, key.data(), key.size(), slices.data(), n, &out);
		std::string merged;
		try {
			merged = text(out.data, out.len);
		} catch (...) {
			xc_bytes_done(&out);
			throw;
		}
		xc_bytes_done(&out);
		heed(answer);
		return merged;
	}

private:
	const Merger &merger_;
};

void merge(const std::vector<std::string> &sources, const std::string &target, unsigned flags,
	const Merger &merger)
{
	Xapian::Database all;
	for (const std::string &source : sources)
		all.add_database(Xapian::Database(source));
	Compactor compactor(merger);
	all.compact(target, flags, 0, compactor);
}

static unsigned flags_of(const struct xc_compact_options *options)
{
	unsigned flags = Xapian::Compactor::FULL;
	if (options == nullptr)
		return flags;
	switch (options->level) {
	case XC_COMPACT_FULL:
		break;
	case XC_COMPACT_STANDARD:
		flags = Xapian::Compactor::STANDARD;
		break;
	case XC_COMPACT_FULLER:
		flags = Xapian::Compactor::FULLER;
		break;
	default:
		fail(XC_E_ARGUMENT, "unknown level of compaction");
	}
	return flags | (options->keep_ids ? Xapian::DBCOMPACT_NO_RENUMBER : 0u);
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
		const unsigned flags = flags_of(options);
		Staging staging(target);
		merge(sources, staging.inside("db"), flags, {fn, ctx});
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
