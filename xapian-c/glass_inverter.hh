/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Postings, lengths, values and metadata, collected in memory in their final encoding. */
#ifndef XAPIAN_C_GLASS_INVERTER_HH
#define XAPIAN_C_GLASS_INVERTER_HH

#include "xapian-c/glass_arena.hh"
#include "xapian-c/glass_source.hh"
#include "xapian-c/guard.hh"

namespace xc::glass {

/* An entry under construction. */
struct Record {
	uint32_t key; /* arena: its length in a byte, then its bytes */
	uint32_t documents;
	uint32_t first, last; /* document ids, 0: none yet */
	uint32_t wdf;         /* of the last posting, which is not in the list yet */
	ByteList list;
	uint64_t sum;
};

class Inverter {
public:
	Inverter();

	/*
	 * Document ids ascend from call to call. Of a term or length named again for the same
	 * document, the wdf is added up. Returns the wdf so far.
	 */
	uint32_t add_posting(struct xc_slice key, uint32_t docid, uint32_t wdf)
	{
		return add_posting(record_at(find(key)), docid, wdf);
	}
	/*
	 * The same by number: numbers are given out in ascending order, never twice, and are good
	 * until the inverter is cleared. None are left where `number` returns 0.
	 */
	bool knows(uint32_t number) const { return number > base_; }
	uint32_t number(struct xc_slice key)
	{
		const uint64_t n = base_ + find(key) + 1;
		return n <= UINT32_MAX ? static_cast<uint32_t>(n) : 0;
	}
	uint32_t add_posting(uint32_t number, uint32_t docid, uint32_t wdf)
	{
		return add_posting(record_at(place(number)), docid, wdf);
	}
	/* For what will soon be added to: memory is slow. */
	void expect(uint32_t number) const
	{
		if (knows(number))
			__builtin_prefetch(&record(place(number)));
	}
	/* Once for a slot and a document; not empty. */
	void add_value(struct xc_slice key, uint32_t docid, struct xc_slice value);
	/* Replaces an earlier value. */
	void set_metadata(struct xc_slice key, struct xc_slice value);

	/* Bytes that it needs, those for sorting included. */
	size_t memory() const;
	void clear();

	/* The records in the order of their keys. */
	std::vector<uint32_t> sorted() const;
	const Record &record(uint32_t i) const
	{
		return pages_[i / page_records][i % page_records];
	}
	struct xc_slice key(const Record &record) const;
	const Arena &arena() const { return arena_; }

private:
	/* Of the table, which is searched from the place that the hash gives onwards. */
	struct Slot {
		uint32_t hash;
		uint32_t record; /* plus 1; 0: free */
	};

	uint32_t hash(struct xc_slice key) const;
	uint32_t find(struct xc_slice key);
	uint32_t add_record(struct xc_slice key);
	uint32_t add_posting(Record &r, uint32_t docid, uint32_t wdf);
	Record &record_at(uint32_t i) { return pages_[i / page_records][i % page_records]; }
	uint32_t place(uint32_t number) const { return static_cast<uint32_t>(number - base_ - 1); }
	void grow();
	void append_pair(ByteList &list, uint32_t a, uint32_t b);

	static constexpr uint32_t page_records = 1024;

	Arena arena_;
	Pieces pieces_;
	std::vector<Record *> pages_;
	uint32_t records_ = 0;
	uint64_t base_ = 0; /* records of before it was cleared */
	std::vector<Slot> slots_; /* a power of two of them */
	const uint64_t seed_;     /* nobody can choose terms that collide */
};

/* The content of an inverter, which must not change meanwhile. */
class InverterSource : public Source {
public:
	explicit InverterSource(const Inverter &inverter, Origin origin = {});
	bool next() override;
	const Entry &entry() const override { return entry_; }
	bool read(Piece &piece) override;

private:
	const Inverter &inverter_;
	const std::vector<uint32_t> order_;
	size_t at_ = 0; /* behind the current one */
	bool unread_ = false;
	Entry entry_;
	std::string content_;
};

} // namespace xc::glass

#endif
