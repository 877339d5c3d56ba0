/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries set aside in a temporary file when memory is full: sorted runs. */
#ifndef XAPIAN_C_GLASS_RUN_HH
#define XAPIAN_C_GLASS_RUN_HH

#include "xapian-c/glass_chunk.hh"
#include "xapian-c/output.hh"

namespace xc::glass {

/*
 * Writes a run. An entry is its key as a string, documents, sum; then its chunks: length (never 0),
 * first id, distance to the last id, bytes; then 0. Numbers as in the table.
 */
class RunSink : public Sink {
public:
	explicit RunSink(const std::string &path) : output_(path) {}
	void write(const Entry &entry, Kind kind, const Piece &chunk, bool last) override;
	void close() { output_.close(); }

private:
	void put(uint64_t n);

	Output output_;
	bool begun_ = false; /* an entry, whose chunks are being written */
};

class RunSource : public Source {
public:
	explicit RunSource(const std::string &path, Origin origin = {});
	~RunSource() override;
	RunSource(const RunSource &) = delete;
	RunSource &operator=(const RunSource &) = delete;

	bool next() override;
	const Entry &entry() const override { return entry_; }
	bool read(Piece &piece) override;

private:
	bool fill();
	uint64_t get();
	void get(std::string &to, uint64_t len);

	const std::string path_;
	const int fd_;
	std::string buffer_;
	size_t at_ = 0;
	bool reading_ = false; /* within an entry's chunks */
	Entry entry_;
	std::string chunk_;
};

} // namespace xc::glass

#endif
