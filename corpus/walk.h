/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A path → the files below it, in byte order of their paths. */
#ifndef CORPUS_WALK_H
#define CORPUS_WALK_H

#include <sys/stat.h>

#include "limier.h"

struct walk_callbacks {
	/* A regular file (or what the named path itself is a link to). path is absolute and valid
	 * during the call. Non-zero stops the walk. */
	int (*file)(void *ctx, const char *path, const struct stat *st);
	/* Something that could not be read, with the reason; is_dir: what lies below it is
	 * unknown. */
	int (*problem)(void *ctx, const char *path, bool is_dir, const char *reason);
	void *ctx;
};

/*
 * Walks one file or folder. Hidden entries below it are passed over (a hidden path that is named
 * itself is not), symbolic links below it are not followed, the folder skip (an index; may be
 * NULL) is left out. Returns LIM_OK, LIM_E_NOT_FOUND, what a callback returned, or an error.
 */
int walk(const char *path, const char *skip, const struct walk_callbacks *callbacks,
	struct lim_error *err);

#endif
