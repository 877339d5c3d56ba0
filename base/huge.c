/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/huge.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE ((size_t)2 << 20)	/* on most machines; of another size, the advice is only less good */

void *huge_alloc(size_t size)
{
	void *ptr;
	if (size < HUGE_MIN)
		return malloc(size);
	if (posix_memalign(&ptr, PAGE, size) != 0)
		return NULL;
#ifdef MADV_HUGEPAGE
	/* Where that is not possible, all stays as it is. */
	madvise(ptr, size / PAGE * PAGE, MADV_HUGEPAGE);
#endif
	return ptr;
}

void *huge_zeroed(size_t size)
{
	if (size < HUGE_MIN)
		return calloc(1, size);
	void *ptr = huge_alloc(size);
	return ptr ? memset(ptr, 0, size) : NULL;
}

void *huge_realloc(void *ptr, size_t size, size_t more)
{
	if (more < HUGE_MIN)
		return realloc(ptr, more);
	void *moved = huge_alloc(more);
	if (!moved)
		return NULL;
	if (size > 0)
		memcpy(moved, ptr, size);
	free(ptr);
	return moved;
}
