# SPDX-License-Identifier: GPL-2.0-or-later
noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = base/arena.c base/arena.h base/buf.c base/buf.h base/error.c base/error.h \
	base/file.c base/file.h base/grow.h base/huge.c base/huge.h base/i18n.h base/map.c base/map.h \
	base/number.h base/prints.c base/prints.h base/utf8.c base/utf8.h
libbase_la_CFLAGS = $(AM_CFLAGS) $(UTF8PROC_CFLAGS) $(XXHASH_CFLAGS)
libbase_la_LIBADD = $(UTF8PROC_LIBS) $(XXHASH_LIBS)
EXTRA_DIST += base/README.md
