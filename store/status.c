/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/status.h"

#include <stdio.h>

#include "base/file.h"
#include "store/engine.h"
#include "store/manifest.h"

static void count(const struct manifest *manifest, struct lim_index_status *status)
{
	for (size_t i = 0; i < manifest->n; i++) {
		const struct manifest_segment *segment = &manifest->segments[i];
		status->articles += segment->all.articles - segment->dead.articles;
		status->passages += segment->all.passages - segment->dead.passages;
		status->text_bytes += segment->all.bytes - segment->dead.bytes;
		status->deleted += segment->dead.passages;
	}
	status->segments = manifest->n;
	status->generation = manifest->generation;
	status->format_version = manifest->format;
	status->analysis_version = manifest->analysis;
}

int store_status(const char *dir, struct lim_index_status *status, struct lim_error *err)
{
	struct lim_index_status found = {0};
	struct manifest manifest = {0};
	int result = manifest_read(dir, &manifest, err);
	if (result == LIM_OK)
		result = file_tree_size(dir, &found.bytes, err);
	if (result == LIM_OK) {
		count(&manifest, &found);
		snprintf(found.created_by, sizeof found.created_by, "%s", manifest.by);
		engine_name(found.backend, sizeof found.backend);
		*status = found;
	}
	manifest_done(&manifest);
	return result;
}
