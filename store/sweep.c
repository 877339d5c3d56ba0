/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a crashed run, or one that has just committed, leaves behind is removed. */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/layout.h"
#include "store/manifest.h"

/* The names that we give, and no others: the directory may be somebody's. */
static bool is_leftover(const char *name, const struct manifest *manifest, uint64_t below)
{
	uint64_t number, generation;
	int end = 0;
	if (sscanf(name, SEGMENT_PREFIX "%" SCNu64 "%n", &number, &end) == 1 && number < below) {
		if (name[end] == '\0')
			return !manifest_find(manifest, number);
		return strncmp(name + end, ".tmp-", 5) == 0;
	}
	if (sscanf(name, DEAD_PREFIX "%" SCNu64 "-%" SCNu64 "%n", &number, &generation, &end) == 2) {
		const struct manifest_segment *segment = manifest_find(manifest, number);
		if (strcmp(name + end, ".new") == 0)
			return true;
		return name[end] == '\0' && (!segment || segment->dead_generation != generation);
	}
	return strcmp(name, MANIFEST_NAME ".new") == 0;
}

void manifest_sweep(const char *dir, const struct manifest *manifest, uint64_t below)
{
	DIR *stream = opendir(dir);
	if (!stream)
		return;
	for (struct dirent *entry; (entry = readdir(stream));) {
		if (!is_leftover(entry->d_name, manifest, below))
			continue;
		char *path = file_join(dir, entry->d_name);
		if (path)
			file_remove(path, NULL);
		free(path);
	}
	closedir(stream);
}
