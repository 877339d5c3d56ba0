/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The version file, without which a directory is no database. */
#ifndef XAPIAN_C_GLASS_VERSION_HH
#define XAPIAN_C_GLASS_VERSION_HH

#include "xapian-c/glass_table.hh"

namespace xc::glass {

/* Exact: a search stops early by what these allow it to expect. */
struct Statistics {
	uint32_t documents = 0; /* also the last id */
	uint32_t shortest = 0;  /* document with terms; 0: there is none */
	uint32_t longest = 0;
	uint32_t largest_wdf = 0;
	uint64_t total_length = 0;

	void add_document(uint32_t length);
	/* Those of more documents. */
	void add(const Statistics &more);
};

/* Written under another name and renamed, when everything else is written. */
void write_version(const std::string &directory, const TableInfo &postlist,
	const TableInfo &docdata, const Statistics &statistics);

/* Levels of a table, at most. */
constexpr uint32_t most_levels = 10;

struct TableVersion {
	TableInfo info; /* without the number of blocks */
	uint32_t block_size;
};

/* What a reader wants of a version file. */
struct Version {
	uint32_t revision;
	TableVersion postlist, docdata;
	bool other_tables; /* term list, positions, spelling, synonyms: one of them is in use */
	uint32_t last_docid;
	Statistics statistics;

	/* Whether ids up to the last are unused. */
	bool has_gaps() const { return statistics.documents != last_docid; }
};

/* false: there is no such file, or it is none that is understood here. */
bool read_version(const std::string &directory, Version &version);

/*
 * The format is stable but not a documented interface: a series that nobody has tried may read it
 * otherwise. Both series known were seen to read and write the same bytes.
 */
bool series_is_known();

} // namespace xc::glass

#endif
