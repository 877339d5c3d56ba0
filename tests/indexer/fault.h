/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A disk that fails, or a process that dies, at a chosen moment. All that changes a disk is counted: the
 * functions by which the libraries do it are defined in fault.c, and the program's own come before the
 * system's. Nothing is really synced, which nobody can see here.
 */
#ifndef TESTS_INDEXER_FAULT_H
#define TESTS_INDEXER_FAULT_H

#include <stdbool.h>

enum fault {
	FAULT_NONE,	/* only count */
	FAULT_KILL,	/* the process dies instead of the call; a write has done its first half */
	FAULT_IO,	/* the call fails with EIO, later ones do not */
	FAULT_FULL	/* from the call on, all that takes room fails with ENOSPC */
};

/* The n-th call from now on, from 1, and the fault. Counts from 0 again. */
void fault_set(enum fault fault, unsigned n);

/* Calls since. */
unsigned fault_calls(void);

/* From now on segments are written through Xapian's own functions, or again as ever. */
void fault_use_api_writer(bool use);

#endif
