/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/glass_key.hh"

#include <cstring>

namespace xc::glass {

const std::string length_key("\0\xe0", 2);

void put_sortable(std::string &to, uint32_t n)
{
	char bytes[5] = {};
	if (n < 1u << 15) {
		store_be(bytes, n, 2);
		to.append(bytes, 2);
	} else if (n < 1u << 22) {
		store_be(bytes, 0x800000 | n, 3);
		to.append(bytes, 3);
	} else if (n < 1u << 29) {
		store_be(bytes, 0xc0000000 | n, 4);
		to.append(bytes, 4);
	} else {
		bytes[0] = static_cast<char>(0xe0);
		store_be(bytes + 1, n, 4);
		to.append(bytes, 5);
	}
}

/* The one way in which a number is written. */
uint32_t read_sortable(struct xc_slice s)
{
	static const struct {
		size_t len;
		unsigned char mask, mark;
		uint32_t least;
	} forms[] = {{2, 0x80, 0, 0}, {3, 0xc0, 0x80, 1u << 15}, {4, 0xe0, 0xc0, 1u << 22},
		{5, 0xff, 0xe0, 1u << 29}};
	const unsigned char *p = reinterpret_cast<const unsigned char *>(s.data);
	for (const auto &form : forms) {
		if (s.len != form.len || (p[0] & form.mask) != form.mark)
			continue;
		uint32_t n = p[0] & static_cast<unsigned char>(~form.mask);
		for (size_t i = 1; i < s.len; i++)
			n = n << 8 | p[i];
		return n >= form.least ? n : 0;
	}
	return 0;
}

void metadata_key(std::string &key, struct xc_slice name)
{
	key.assign("\0\xc0", 2);
	key.append(name.data, name.len);
}

void value_key(std::string &key, uint32_t slot)
{
	key.assign("\0\xd8", 2);
	put_vint(key, slot);
}

/* Here the slot is in little-endian bytes without zeros at the end: slot 0 has none. */
void statistics_key(std::string &key, uint32_t slot)
{
	key.assign("\0\xd0", 2);
	for (; slot != 0; slot >>= 8)
		key.push_back(static_cast<char>(slot));
}

/* Each zero byte is followed by 0xff, which keeps the order of terms of different length. */
void term_key(std::string &key, struct xc_slice term)
{
	const char *from = term.data, *end = term.data + term.len;
	key.clear();
	while (const void *zero = memchr(from, 0, static_cast<size_t>(end - from))) {
		const char *next = static_cast<const char *>(zero) + 1;
		key.append(from, next);
		key.push_back('\xff');
		from = next;
	}
	key.append(from, end);
}

Kind kind_of(const std::string &key)
{
	if (key.size() < 2 || key[0] != '\0')
		return Kind::term;
	switch (static_cast<unsigned char>(key[1])) {
	case 0xc0:
		return Kind::metadata;
	case 0xd8:
		return Kind::value;
	case 0xe0:
		return Kind::length;
	default:
		return Kind::term;
	}
}

/* The zero sets chunks of a term apart from terms that go on where it ends. */
void add_docid(std::string &key, Kind kind, uint32_t docid)
{
	if (kind == Kind::term)
		key.push_back('\0');
	put_sortable(key, docid);
}

} // namespace xc::glass
