/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files and directories, with errors that name them. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

/* Adds the whole file to buf. LIM_E_LIMIT where that passes buf's ceiling. */
int file_read(const char *path, struct buf *buf, struct lim_error *err);

/* Writes all bytes to a descriptor. LIM_OK or LIM_E_IO; name is for the message. */
int file_write_all(int fd, const void *ptr, size_t len, const char *name, struct lim_error *err);

/* Creates or replaces a file so that, crash or not, either the old or the new content is there:
 * written beside it, synced, renamed, the directory synced. */
int file_replace(const char *path, const void *ptr, size_t len, struct lim_error *err);

int file_sync_dir(const char *path, struct lim_error *err);

/* Removes a file, or a directory and what is in it; links are not followed. Missing is no error. */
int file_remove(const char *path, struct lim_error *err);

/* Adds up the bytes of the regular files below path. */
int file_tree_size(const char *path, uint64_t *bytes, struct lim_error *err);

/* dir + "/" + name, to be freed; NULL: no memory. */
char *file_join(const char *dir, const char *name);

/* The path made absolute by the current directory, without ".", "//" and a trailing "/"; where it has
 * "..", resolved as the system does. To be freed; NULL: no memory. Nothing needs to exist. */
char *file_absolute(const char *path);

#endif
