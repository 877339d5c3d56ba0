# SPDX-License-Identifier: GPL-2.0-or-later
noinst_LTLIBRARIES += libstore.la
libstore_la_SOURCES = \
	store/article.c \
	store/article.h \
	store/article_read.c \
	store/block.c \
	store/block.h \
	store/catalogue.c \
	store/catalogue.h \
	store/catalogue_load.h \
	store/check.c \
	store/check_passages.c \
	store/checking.h \
	store/commit.c \
	store/dead.c \
	store/dead.h \
	store/dictionary.c \
	store/dictionary.h \
	store/engine.c \
	store/engine.h \
	store/glossary.c \
	store/glossary.h \
	store/join.c \
	store/layout.h \
	store/lexicon.c \
	store/lexicon.h \
	store/lock.c \
	store/lock.h \
	store/manifest.c \
	store/manifest.h \
	store/pack.c \
	store/pack.h \
	store/passage.c \
	store/place.c \
	store/place.h \
	store/places.c \
	store/query.c \
	store/querying.h \
	store/reader.c \
	store/reader.h \
	store/reading.h \
	store/recut.c \
	store/recut.h \
	store/search.c \
	store/search.h \
	store/segment.c store/segment.h store/finish.c \
	store/signature.c \
	store/signature.h \
	store/stamps.c \
	store/status.c \
	store/status.h \
	store/store.h \
	store/sums.c \
	store/sums.h \
	store/sweep.c \
	store/term.c \
	store/term.h \
	store/trainer.c \
	store/trainer.h \
	store/unpack.c \
	store/unpack.h \
	store/vocabulary.c \
	store/vocabulary.h \
	store/weight.c \
	store/weight.h \
	store/wordlist.c \
	store/wordlist.h \
	store/words.c \
	store/writer.c \
	store/writer.h \
	store/writing.h
libstore_la_CFLAGS = $(AM_CFLAGS) $(ZLIB_CFLAGS) $(ZSTD_CFLAGS) $(XXHASH_CFLAGS)
libstore_la_LIBADD = libxapian-c.la $(ZLIB_LIBS) $(ZSTD_LIBS) $(XXHASH_LIBS)
EXTRA_DIST += store/README.md
