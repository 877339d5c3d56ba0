/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/tidy.h"

#include "indexer/rewrite.h"
#include "stemmer/analyze.h"
#include "store/status.h"
#include "store/writer.h"

/* More segments make queries slow; more of the dead make the index large. */
#define SEGMENTS_MAX 8
#define DEAD_PERCENT 30

int tidy_join(const char *dir, struct lim_error *err)
{
	struct writer_options options = {.analysis = ANALYSIS_VERSION};
	struct writer *writer;
	int status = writer_open(dir, &options, &writer, err);
	if (status == LIM_OK)
		status = writer_join(writer, err);
	writer_close(writer);
	return status;
}

void tidy_index(const char *dir, const struct lim_index_options *options)
{
	struct lim_index_status status;
	struct run run;
	if (store_status(dir, &status, NULL) != LIM_OK)
		return;
	if (status.deleted * 100 > (status.passages + status.deleted) * DEAD_PERCENT) {
		run_init(&run, options);
		rewrite_index(&run, dir, NULL);
		run_done(&run);
	} else if (status.segments > SEGMENTS_MAX) {
		tidy_join(dir, NULL);
	}
}
