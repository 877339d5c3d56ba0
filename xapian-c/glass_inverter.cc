/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One open-addressing table of keys for all kinds of entries. A list holds the bytes that will
 * stand in the file, so writing it is a copy. The last posting stays in the record: its wdf may
 * still grow, and the many terms with a single posting need no list.
 */
#include "xapian-c/glass_inverter.hh"

#include "xapian-c/glass_key.hh"

#include <algorithm>
#include <random>

namespace xc::glass {

static constexpr size_t first_slots = 1024;

static uint64_t random_seed()
{
	std::random_device random;
	return uint64_t(random()) << 32 | random();
}

Inverter::Inverter() : pieces_(page_records * sizeof(Record)), slots_(first_slots), seed_(random_seed() | 1)
{
}

/* Mixes by multiplication, eight bytes at a time; the order of bytes may differ by machine. */
uint32_t Inverter::hash(struct xc_slice key) const
{
	constexpr uint64_t factor = 0x9e3779b97f4a7c15;
	uint64_t h = seed_ ^ key.len * factor;
	const char *from = key.data;
	size_t left = key.len;
	for (; left >= 8; left -= 8, from += 8) {
		uint64_t word;
		memcpy(&word, from, 8);
		h = (h ^ word) * factor;
		h ^= h >> 32;
	}
	uint64_t word = 0;
	for (size_t i = 0; i < left; i++)
		word = word << 8 | static_cast<unsigned char>(from[i]);
	h = (h ^ word) * factor;
	h ^= h >> 29;
	h *= factor;
	return static_cast<uint32_t>(h >> 32);
}

struct xc_slice Inverter::key(const Record &record) const
{
	const char *stored = arena_.at(record.key);
	return {stored + 1, static_cast<unsigned char>(*stored)};
}

/* Where the record of a key is, which is made if there is none. */
uint32_t Inverter::find(struct xc_slice key)
{
	const uint32_t h = hash(key);
	size_t i = h & (slots_.size() - 1);
	for (; slots_[i].record != 0; i = (i + 1) & (slots_.size() - 1)) {
		if (slots_[i].hash != h)
			continue;
		const uint32_t n = slots_[i].record - 1;
		const char *stored = arena_.at(record(n).key);
		if (static_cast<unsigned char>(*stored) == key.len &&
			memcmp(stored + 1, key.data, key.len) == 0)
			return n;
	}
	const uint32_t n = add_record(key);
	slots_[i] = {h, n + 1};
	if (records_ > slots_.size() / 2)
		grow();
	return n;
}

uint32_t Inverter::add_record(struct xc_slice key)
{
	const uint32_t n = records_;
	if (n / page_records == pages_.size())
		pages_.push_back(reinterpret_cast<Record *>(pieces_.take()));
	Record &made = *new (&record_at(n)) Record();
	made.key = arena_.allocate(1 + key.len);
	char *to = arena_.at(made.key);
	*to = static_cast<char>(key.len);
	memcpy(to + 1, key.data, key.len);
	records_++;
	return n;
}

void Inverter::grow()
{
	std::vector<Slot> larger(slots_.size() * 2);
	for (const Slot &slot : slots_) {
		size_t i = slot.hash & (larger.size() - 1);
		while (slot.record != 0 && larger[i].record != 0)
			i = (i + 1) & (larger.size() - 1);
		if (slot.record != 0)
			larger[i] = slot;
	}
	slots_.swap(larger);
}

/* Straight to its place where that is possible: this is done for every posting. */
void Inverter::append_pair(ByteList &list, uint32_t a, uint32_t b)
{
	char bytes[2 * max_vint32];
	char *const place = arena_.room(list, sizeof bytes);
	char *const begin = place != nullptr ? place : bytes;
	const size_t len = static_cast<size_t>(write_vint(write_vint(begin, a), b) - begin);
	if (place != nullptr)
		Arena::advance(list, len);
	else
		arena_.append(list, bytes, len);
}

uint32_t Inverter::add_posting(Record &r, uint32_t docid, uint32_t wdf)
{
	r.sum += wdf;
	if (r.last == docid)
		return r.wdf += wdf;
	if (r.documents++ == 0) {
		r.first = docid;
	} else {
		append_pair(r.list, r.wdf, docid - r.last - 1);
	}
	r.last = docid;
	return r.wdf = wdf;
}

void Inverter::add_value(struct xc_slice key, uint32_t docid, struct xc_slice value)
{
	Record &r = record_at(find(key));
	char bytes[max_vint32 + max_vint64];
	char *end = bytes;
	if (r.documents++ == 0)
		r.first = docid;
	else
		end = write_vint(end, docid - r.last - 1);
	end = write_vint(end, value.len);
	arena_.append(r.list, bytes, static_cast<size_t>(end - bytes));
	arena_.append(r.list, value.data, value.len);
	r.last = docid;
}

void Inverter::set_metadata(struct xc_slice key, struct xc_slice value)
{
	Record &r = record_at(find(key));
	r.list = ByteList();
	arena_.append(r.list, value.data, value.len);
}

size_t Inverter::memory() const
{
	return arena_.used() + records_ * (sizeof(Record) + sizeof(uint32_t)) +
		slots_.size() * sizeof(Slot);
}

/* The memory goes back: one huge document is no reason to keep as much for the rest. */
void Inverter::clear()
{
	arena_ = Arena();
	pages_.clear();
	pieces_ = Pieces(page_records * sizeof(Record));
	base_ += records_;
	records_ = 0;
	slots_ = std::vector<Slot>(first_slots);
}

std::vector<uint32_t> Inverter::sorted() const
{
	std::vector<uint32_t> order(records_);
	for (uint32_t i = 0; i < records_; i++)
		order[i] = i;
	std::sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) {
		const struct xc_slice x = key(record(a)), y = key(record(b));
		const int c = memcmp(x.data, y.data, std::min(x.len, y.len));
		return c != 0 ? c < 0 : x.len < y.len;
	});
	return order;
}

InverterSource::InverterSource(const Inverter &inverter, Origin origin)
	: Source(origin), inverter_(inverter), order_(inverter.sorted())
{
}

bool InverterSource::next()
{
	if (at_ == order_.size())
		return false;
	const Record &r = inverter_.record(order_[at_++]);
	const struct xc_slice key = inverter_.key(r);
	entry_.key.assign(key.data, key.len);
	entry_.documents = r.documents;
	entry_.sum = r.sum;
	unread_ = true;
	return true;
}

bool InverterSource::read(Piece &piece)
{
	if (!unread_)
		return false;
	unread_ = false;
	const Record &r = inverter_.record(order_[at_ - 1]);
	const Kind kind = kind_of(entry_.key);
	content_.clear();
	inverter_.arena().read(r.list, content_);
	if (kind == Kind::term || kind == Kind::length)
		put_vint(content_, r.wdf);
	const uint32_t before = origin().before;
	piece = {r.first + before, r.last + before, content_.data(), content_.size()};
	return true;
}

} // namespace xc::glass
