# SPDX-License-Identifier: GPL-2.0-or-later
include $(top_srcdir)/indexer/main.mk

noinst_LTLIBRARIES += libindexer.la
libindexer_la_SOURCES = indexer/add.c indexer/articles.c indexer/articles.h indexer/files.c indexer/files.h indexer/filters.c \
	indexer/filters.h indexer/ledger.c indexer/ledger.h indexer/maintain.c \
	indexer/passage.c indexer/passage.h indexer/paths.h indexer/survey.c indexer/survey.h \
	indexer/pool.c indexer/pool.h indexer/remove.c indexer/rewrite.c indexer/rewrite.h \
	indexer/run.c indexer/run.h indexer/scribe.c indexer/scribe.h indexer/stream.c \
	indexer/stream.h indexer/terms.c indexer/terms.h indexer/tidy.c indexer/tidy.h \
	indexer/tiers.c indexer/tiers.h indexer/types.c indexer/types.h indexer/update.c \
	indexer/update.h indexer/workers.c indexer/workers.h
libindexer_la_CFLAGS = $(AM_CFLAGS) $(XXHASH_CFLAGS)
libindexer_la_LIBADD = $(XXHASH_LIBS)
EXTRA_DIST += indexer/README.md
