# SPDX-License-Identifier: GPL-2.0-or-later
STEMMER_TESTS = tests/stemmer/test_analyze tests/stemmer/test_conformance tests/stemmer/test_facts \
	tests/stemmer/test_random
check_PROGRAMS += $(STEMMER_TESTS)
STEMMER_TEST_LIBS = libstemmer-fr.la libbase.la $(CMOCKA_LIBS)

tests_stemmer_test_analyze_SOURCES = tests/stemmer/test_analyze.c
tests_stemmer_test_analyze_LDADD = $(STEMMER_TEST_LIBS)
tests_stemmer_test_conformance_SOURCES = tests/stemmer/test_conformance.c
tests_stemmer_test_conformance_LDADD = $(STEMMER_TEST_LIBS) $(STEMMER_LIBS)
tests_stemmer_test_facts_SOURCES = tests/stemmer/test_facts.c tests/stemmer/facts.c tests/stemmer/facts.h
tests_stemmer_test_facts_CPPFLAGS = $(TEST_CPPFLAGS)
tests_stemmer_test_facts_LDADD = $(STEMMER_TEST_LIBS)
tests_stemmer_test_random_SOURCES = tests/stemmer/test_random.c
tests_stemmer_test_random_LDADD = $(STEMMER_TEST_LIBS)
