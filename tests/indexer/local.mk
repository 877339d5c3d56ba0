# SPDX-License-Identifier: GPL-2.0-or-later
INDEXER_TESTS = \
	tests/indexer/test_articles \
	tests/indexer/test_crash \
	tests/indexer/test_files \
	tests/indexer/test_jsonl \
	tests/indexer/test_maintain \
	tests/indexer/test_passage \
	tests/indexer/test_run \
	tests/indexer/test_terms \
	tests/indexer/test_tiers
check_PROGRAMS += $(INDEXER_TESTS)
check_LTLIBRARIES += tests/indexer/libhelper.la
tests_indexer_libhelper_la_SOURCES = tests/indexer/helper.c tests/indexer/helper.h
tests_indexer_libhelper_la_LIBADD = libindexer.la libcorpus.la libstore.la libstemmer-fr.la libbase.la \
	libxapian-c.la $(CMOCKA_LIBS) $(ZLIB_LIBS)
tests_indexer_test_articles_LDADD = tests/indexer/libhelper.la
tests_indexer_test_crash_SOURCES = tests/indexer/test_crash.c tests/indexer/fault.c tests/indexer/fault.h
tests_indexer_test_crash_LDADD = tests/indexer/libhelper.la
tests_indexer_test_crash_LDFLAGS = -Wl,--wrap=xc_builder_new
tests_indexer_test_files_LDADD = tests/indexer/libhelper.la
tests_indexer_test_jsonl_LDADD = tests/indexer/libhelper.la
tests_indexer_test_maintain_LDADD = tests/indexer/libhelper.la
tests_indexer_test_passage_LDADD = tests/indexer/libhelper.la
tests_indexer_test_run_LDADD = tests/indexer/libhelper.la
tests_indexer_test_terms_LDADD = tests/indexer/libhelper.la
tests_indexer_test_tiers_LDADD = tests/indexer/libhelper.la -lm
