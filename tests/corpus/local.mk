# SPDX-License-Identifier: GPL-2.0-or-later
CORPUS_TESTS = tests/corpus/test_document tests/corpus/test_encoding tests/corpus/test_json \
	tests/corpus/test_jsonl tests/corpus/test_readers tests/corpus/test_source tests/corpus/test_walk
if HAVE_CMOCKA
check_PROGRAMS += $(CORPUS_TESTS)
check_LTLIBRARIES += tests/corpus/libsupport.la
endif
tests_corpus_libsupport_la_SOURCES = tests/corpus/support.c tests/corpus/support.h
tests_corpus_libsupport_la_CPPFLAGS = $(AM_CPPFLAGS) -DTEST_DATA='"$(abs_top_srcdir)/tests/data"'
tests_corpus_libsupport_la_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(ZLIB_CFLAGS)
tests_corpus_libsupport_la_LIBADD = libcorpus.la libbase.la $(CMOCKA_LIBS) $(ZLIB_LIBS)
tests_corpus_test_document_LDADD = tests/corpus/libsupport.la
tests_corpus_test_encoding_LDADD = tests/corpus/libsupport.la
tests_corpus_test_json_LDADD = tests/corpus/libsupport.la
tests_corpus_test_jsonl_LDADD = tests/corpus/libsupport.la
tests_corpus_test_readers_LDADD = tests/corpus/libsupport.la
tests_corpus_test_source_LDADD = tests/corpus/libsupport.la
tests_corpus_test_walk_LDADD = tests/corpus/libsupport.la
CORPUS_SAMPLES = tests/data/corpus-samples
EXTRA_DIST += tests/data/corpus-tables/dates.tsv tests/data/corpus-tables/encodings.tsv \
	tests/data/corpus-tables/titles.tsv $(CORPUS_SAMPLES)/aide.page \
	$(CORPUS_SAMPLES)/aide.page.expect $(CORPUS_SAMPLES)/articles.jsonl \
	$(CORPUS_SAMPLES)/casse.html $(CORPUS_SAMPLES)/casse.html.expect \
	$(CORPUS_SAMPLES)/dune.html $(CORPUS_SAMPLES)/dune.html.expect \
	$(CORPUS_SAMPLES)/formulaire.html $(CORPUS_SAMPLES)/formulaire.html.expect \
	$(CORPUS_SAMPLES)/latin.htm $(CORPUS_SAMPLES)/latin.htm.expect \
	$(CORPUS_SAMPLES)/lignes.txt $(CORPUS_SAMPLES)/lignes.txt.expect \
	$(CORPUS_SAMPLES)/marche.md $(CORPUS_SAMPLES)/marche.md.expect \
	$(CORPUS_SAMPLES)/menu.html $(CORPUS_SAMPLES)/menu.html.expect \
	$(CORPUS_SAMPLES)/reportage.txt $(CORPUS_SAMPLES)/reportage.txt.expect \
	$(CORPUS_SAMPLES)/titre.md $(CORPUS_SAMPLES)/titre.md.expect
