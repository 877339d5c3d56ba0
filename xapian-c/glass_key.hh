/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers, strings and keys as they stand in the tables of a glass database, Xapian's file format
 * since 1.4. Everything is written byte by byte, so neither the machine's byte order nor its
 * alignment matters.
 */
#ifndef XAPIAN_C_GLASS_KEY_HH
#define XAPIAN_C_GLASS_KEY_HH

#include "xapian-c/guard.hh"

#include <cstdint>
#include <string>

namespace xc::glass {

/* The longest form of a number of 32 and of 64 bits. */
constexpr size_t max_vint32 = 5, max_vint64 = 10;

/* Seven bits a byte, low ones first; the high bit says that more follow. Returns the end. */
inline char *write_vint(char *to, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		*to++ = static_cast<char>(n | 0x80);
	*to++ = static_cast<char>(n);
	return to;
}

inline size_t vint_size(uint64_t n)
{
	size_t size = 1;
	for (; n >= 0x80; n >>= 7)
		size++;
	return size;
}

inline void put_vint(std::string &to, uint64_t n)
{
	char bytes[max_vint64];
	to.append(bytes, write_vint(bytes, n));
}

/* Moves p behind the number. */
inline uint64_t read_vint(const char *&p, const char *end)
{
	uint64_t n = 0;
	for (unsigned shift = 0; p != end && shift < 64; shift += 7) {
		const unsigned char byte = static_cast<unsigned char>(*p++);
		n |= uint64_t(byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
	fail(XC_E_DAMAGED, "a file ends within a number");
}

inline void put_string(std::string &to, struct xc_slice s)
{
	put_vint(to, s.len);
	to.append(s.data, s.len);
}

/* Fixed width: big-endian. */
inline void store_be(char *to, uint32_t n, unsigned bytes)
{
	while (bytes-- > 0)
		*to++ = static_cast<char>(n >> (8 * bytes));
}

/* Sorts as the number does: its length in the first bits, then big-endian. Never begins 0xff. */
void put_sortable(std::string &to, uint32_t n);
/* The number that is all of s; 0: it is none, or 0. */
uint32_t read_sortable(struct xc_slice s);

/* What an entry of the postlist table is about; the entries come in this order. */
enum class Kind {
	metadata,
	value,  /* chunks of a slot's values */
	length, /* chunks of the list of document lengths */
	term    /* chunks of a term's postings */
};

/*
 * The entry's key, without the document id that follows in the key of some chunks. No term's key
 * looks like that of another kind, because a zero byte is followed by 0xff in it.
 */
void metadata_key(std::string &key, struct xc_slice name);
void value_key(std::string &key, uint32_t slot);
void term_key(std::string &key, struct xc_slice term);
extern const std::string length_key;
/* The key of a slot's statistics, which come between metadata and values. */
void statistics_key(std::string &key, uint32_t slot);

Kind kind_of(const std::string &key);
/* The key of the chunk that begins with docid, in place of the entry's. */
void add_docid(std::string &key, Kind kind, uint32_t docid);

} // namespace xc::glass

#endif
