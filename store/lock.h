/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One writer at a time. The system holds the lock (flock) and lets go when the process ends, however it
 * ends; the file names the holder only for the message to the others. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "limier.h"

/* Takes the lock of the index in dir. *fd: give it to lock_release. LIM_E_LOCKED: says who has it. */
int lock_take(const char *dir, int *fd, struct lim_error *err);

/* remove: the directory is to be as if there never had been an index. fd < 0 does nothing. */
void lock_release(const char *dir, int fd, bool remove);

#endif
