/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/pieces.hh"

#include <cstdint>
#include <new>

#include <sys/mman.h>

namespace xc {

static constexpr size_t block_size = 2u << 20;

void Pieces::Unmap::operator()(char *block) const
{
	munmap(block, block_size);
}

/* From the system, not by malloc, which would leave gaps between blocks that begin where large pages do. */
static char *map_block()
{
	void *const wide = mmap(nullptr, 2 * block_size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (wide == MAP_FAILED)
		throw std::bad_alloc();
	char *const start = static_cast<char *>(wide);
	const size_t before = -reinterpret_cast<uintptr_t>(start) % block_size;
	if (before > 0)
		munmap(start, before);
	munmap(start + before + block_size, block_size - before);
#ifdef MADV_HUGEPAGE
	madvise(start + before, block_size, MADV_HUGEPAGE); /* or all stays as it is */
#endif
	return start + before;
}

char *Pieces::take()
{
	taken_++;
	if (taken_ * size_ <= block_size || size_ > block_size) {
		single_.emplace_back(new char[size_]);
		return single_.back().get();
	}
	if (left_ == 0) {
		std::unique_ptr<char, Unmap> block(map_block());
		blocks_.push_back(std::move(block));
		left_ = block_size / size_;
	}
	return blocks_.back().get() + size_ * --left_;
}

} // namespace xc
