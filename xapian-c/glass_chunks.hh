/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The chunks of one entry of the postlist table, in the order of ids, skipping those not wanted. */
#ifndef XAPIAN_C_GLASS_CHUNKS_HH
#define XAPIAN_C_GLASS_CHUNKS_HH

#include "xapian-c/glass_key.hh"
#include "xapian-c/glass_map.hh"

namespace xc::glass {

constexpr uint32_t no_docid = UINT32_MAX;
/* Ids above are not read here, so that the sum of an id and a few gaps of one byte fits. */
constexpr uint32_t most_docid = UINT32_MAX - 1024;

class Chunks {
public:
	/* key: of the entry, see glass_key.hh. The table has to stay. */
	Chunks(const MappedTable &table, Kind kind, std::string key);
	Chunks(const Chunks &) = delete;
	Chunks &operator=(const Chunks &) = delete;

	/* To the first chunk. False: there is no such entry. */
	bool begin();
	/* To the chunk that follows. Only while following() is an id. */
	void next();
	/* To the last chunk that begins at docid or before; stays where that is no later one. */
	void seek(uint32_t docid);

	/* Of the chunk where it is: the id in its key, 0 where there is none, in the first of a list. */
	uint32_t first() const { return first_; }
	/* Its bytes, at least one; valid until it moves. */
	struct xc_slice data() const { return data_; }
	/* The id that the next chunk begins with; no_docid: there is none. */
	uint32_t following() const { return following_; }

private:
	bool is_ours(uint32_t *docid) const;
	void take(uint32_t first);
	void look_ahead();

	Cursor cursor_; /* at what follows the chunk */
	const Kind kind_;
	const std::string key_;
	std::string place_, joined_;
	uint32_t first_ = 0, following_ = no_docid;
	struct xc_slice data_ = {};
};

} // namespace xc::glass

#endif
