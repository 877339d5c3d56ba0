# SPDX-License-Identifier: GPL-2.0-or-later
include $(top_srcdir)/query/main.mk

noinst_LTLIBRARIES += libquery.la
libquery_la_SOURCES = query/collapse.c query/collapse.h query/count.c query/courtesy.c query/dates.c \
	query/dates.h query/explain.c query/explain.h query/family.c query/features.c query/follow.c \
	query/follow.h query/glance.c query/glance.h query/grams.c query/grams.h query/highlight.c \
	query/highlight.h query/leaf.c query/lex.c query/lex.h query/notes.c query/notes.h query/parse.c \
	query/parse.h query/passed.c query/passed.h query/plan.c query/plan.h query/rerank.c query/rerank.h query/respell.c \
	query/results.c query/results.h query/search.c query/searcher.c query/searcher.h query/similar.c \
	query/similar.h query/snippet.c query/snippet.h query/spelling.c query/spelling.h query/suggest.c \
	query/suggest.h query/units.c query/verify.c query/verify.h query/view.c query/view.h
libquery_la_CFLAGS = $(AM_CFLAGS) $(XXHASH_CFLAGS)
libquery_la_LIBADD = -lm
EXTRA_DIST += query/README.md
