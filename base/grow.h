/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays that grow. */
#ifndef BASE_GROW_H
#define BASE_GROW_H

#include <stdint.h>
#include <stdlib.h>

#include "base/huge.h"
#include "limier.h"

/* Makes room for one more than n elements of size bytes. Returns the array, which may have moved, or
 * NULL, and then the old one is as it was. */
static inline void *grow_array(void *array, size_t *cap, size_t n, size_t size)
{
	if (n < *cap)
		return array;
	size_t more = *cap ? 2 * *cap : 16;
	if (more > SIZE_MAX / 2 / size)
		return NULL;
	void *grown = huge_realloc(array, n * size, more * size);
	if (grown)
		*cap = more;
	return grown;
}

/* GROW(array, cap, n): LIM_OK or LIM_E_MEMORY; array is a pointer that may be assigned to. */
#define GROW(array, cap, n) __extension__ ({ \
	void *grown_ = grow_array((array), &(cap), (n), sizeof *(array)); \
	if (grown_) \
		(array) = grown_; \
	grown_ ? LIM_OK : LIM_E_MEMORY; \
})

#endif
