/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A path and the folders above it, as lengths of its beginnings: the whole, then shorter and shorter. */
#ifndef INDEXER_PATHS_H
#define INDEXER_PATHS_H

#include <stdbool.h>
#include <string.h>

struct path_above {
	const char *path;
	size_t len;	/* of the beginning at hand */
	bool begun;
};

static inline struct path_above path_above(const char *path)
{
	return (struct path_above){.path = path, .len = strlen(path)};
}

/* Goes on to the next one; the root folder "/" is the last. */
static inline bool path_next(struct path_above *above)
{
	if (!above->begun)
		return above->begun = true;
	if (above->len <= 1)
		return false;
	while (above->len > 1 && above->path[above->len - 1] != '/')
		above->len--;
	if (above->len > 1)
		above->len--;
	return above->path[0] == '/';
}

#endif
