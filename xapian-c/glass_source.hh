/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries on their way to the postlist table: from memory or from a temporary file. */
#ifndef XAPIAN_C_GLASS_SOURCE_HH
#define XAPIAN_C_GLASS_SOURCE_HH

#include <cstdint>
#include <string>

namespace xc::glass {

/* What is known of an entry before its content. */
struct Entry {
	std::string key;        /* see glass_key.hh */
	uint64_t documents = 0; /* terms only */
	uint64_t sum = 0;       /* of the wdf; terms only */
};

/*
 * A part of an entry's content. Metadata: of the value. Else a row of items, each for a document: a
 * posting is the wdf as a number, a value a string; before each but the first, as a number, the
 * difference to the id before it, less one. Such rows can be cut and joined without decoding what
 * is in them; they are the chunks of the table, but for a chunk's head.
 */
struct Piece {
	uint32_t first = 0, last = 0; /* document ids */
	const char *data = nullptr;
	size_t len = 0;
};

/* Which of several databases that become one a source is of, and how many documents come before its own. */
struct Origin {
	uint32_t number = 0, before = 0;
};

class Source {
public:
	explicit Source(Origin origin) : origin_(origin) {}
	virtual ~Source() = default;
	Origin origin() const { return origin_; }
	/* To the next entry; keys ascend. false: there is none. */
	virtual bool next() = 0;
	virtual const Entry &entry() const = 0;
	/* The entry's next piece, valid until the next call. false: that was all. */
	virtual bool read(Piece &piece) = 0;

private:
	const Origin origin_;
};

} // namespace xc::glass

#endif
