# SPDX-License-Identifier: GPL-2.0-or-later
noinst_LTLIBRARIES += libstemmer-fr.la
libstemmer_fr_la_SOURCES = stemmer/analyze.h stemmer/fold.c stemmer/fold.h stemmer/glyph.c \
	stemmer/glyph.h stemmer/normalize.c stemmer/normalize.h stemmer/sentence.h \
	stemmer/words.c stemmer/words.h
libstemmer_fr_la_CFLAGS = $(AM_CFLAGS) $(UTF8PROC_CFLAGS)
libstemmer_fr_la_LIBADD = libbase.la $(UTF8PROC_LIBS) $(STEMMER_LIBS)
