# SPDX-License-Identifier: GPL-2.0-or-later
noinst_LTLIBRARIES += libcorpus.la
libcorpus_la_SOURCES = corpus/binary.c corpus/binary.h corpus/date.c corpus/date.h corpus/document.c \
	corpus/document.h corpus/encoding.c corpus/encoding.h corpus/front.c corpus/front.h \
	corpus/guess.c corpus/gzip.c corpus/gzip.h corpus/html.c corpus/html.h corpus/html_element.c \
	corpus/html_facts.c corpus/json.c corpus/json.h corpus/jsonl.c corpus/lines.c corpus/lines.h \
	corpus/markdown.c corpus/reader.h corpus/source.c corpus/source.h corpus/stream.c \
	corpus/stream.h corpus/text.c corpus/text.h corpus/walk.c corpus/walk.h
libcorpus_la_CFLAGS = $(AM_CFLAGS) $(LIBXML_CFLAGS) $(MD4C_CFLAGS) $(UCHARDET_CFLAGS) $(ZLIB_CFLAGS) \
	$(XXHASH_CFLAGS)
libcorpus_la_LIBADD = $(LIBXML_LIBS) $(MD4C_LIBS) $(UCHARDET_LIBS) $(YAJL_LIBS) $(ZLIB_LIBS) $(XXHASH_LIBS)
EXTRA_DIST += corpus/README.md
