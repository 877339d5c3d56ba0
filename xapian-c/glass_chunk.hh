/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries are cut into chunks anew, wherever their pieces come from. */
#ifndef XAPIAN_C_GLASS_CHUNK_HH
#define XAPIAN_C_GLASS_CHUNK_HH

#include "xapian-c/glass_key.hh"
#include "xapian-c/glass_source.hh"

namespace xc::glass {

/* Where entries go, in the order of their keys. */
class Sink {
public:
	virtual ~Sink() = default;
	/* chunk: as much of the entry's content as belongs together; last: there is no more. */
	virtual void write(const Entry &entry, Kind kind, const Piece &chunk, bool last) = 0;
	/* Bytes of a whole item that the block being filled has room for. */
	virtual size_t room() const { return SIZE_MAX; }
};

/*
 * Puts together the pieces of one entry after the other and cuts them so that a chunk fits into an
 * item of the table: the result is the same whatever the pieces were.
 */
class Cutter {
public:
	explicit Cutter(Sink &sink) : sink_(sink) {}
	/* *entry has to stay until finish. */
	void begin(const Entry *entry);
	void add(const Piece &piece);
	void finish();

private:
	void begin_chunk();
	bool fits(uint32_t docid, size_t len) const;
	void append(uint32_t first, uint32_t last, const char *data, size_t len);
	void add_items(const Piece &piece);
	void flush(bool last);

	Sink &sink_;
	const Entry *entry_ = nullptr;
	Kind kind_ = Kind::term;
	size_t limit_ = 0;
	std::string chunk_; /* not yet written */
	uint32_t first_ = 0, last_ = 0;
};

} // namespace xc::glass

#endif
