/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which segments are merged after a run, so that an index of many small runs has few segments and each
 * passage is rewritten seldom.
 *
 * Up to SEGMENTS_MAX segments stay as they are. Where there are more, the smallest are joined up to the
 * largest one that is no larger than all smaller ones together (or the two smallest, where there is none):
 * what is joined at least doubles, so a passage is written again log2(index / run) times at most, and a
 * large segment only after as much has been added. This is the logarithmic method of Bentley and Saxe
 * (Decomposable searching problems I, 1980), with some slack.
 */
#ifndef INDEXER_TIERS_H
#define INDEXER_TIERS_H

#include <stdbool.h>

#include "store/writer.h"

#define SEGMENTS_MAX 8

/* Chooses among n segments of so many bytes. chosen: room for n; gets their places, ascending. Returns how
 * many are to be joined: 0, or at least 2. */
size_t tiers_choose(const uint64_t *sizes, size_t n, size_t *chosen);

/*
 * Whether the deleted passages of a segment are to be purged, which costs an analysis of the others: where
 * they are more than 30 %, and the rest is small beside written, the bytes of text that the run has written
 * (or below 8 MB, a second); where they are more than half, in any case.
 */
bool tiers_purges(const struct segment_facts *segment, uint64_t written);

#endif
