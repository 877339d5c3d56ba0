# SPDX-License-Identifier: GPL-2.0-or-later
QUERY_TESTS = tests/query/test_parse tests/query/test_passed tests/query/test_search tests/query/test_text
check_PROGRAMS += $(QUERY_TESTS)
QUERY_TEST_LIBS = libquery.la libstore.la libstemmer-fr.la libbase.la libxapian-c.la $(CMOCKA_LIBS)

tests_query_test_parse_SOURCES = tests/query/test_parse.c
tests_query_test_parse_CPPFLAGS = $(TEST_CPPFLAGS)
tests_query_test_parse_LDADD = $(QUERY_TEST_LIBS)
tests_query_test_passed_SOURCES = tests/query/test_passed.c
tests_query_test_passed_CPPFLAGS = $(TEST_CPPFLAGS)
tests_query_test_passed_LDADD = $(QUERY_TEST_LIBS)
tests_query_test_search_SOURCES = tests/query/test_search.c tests/query/build.c tests/query/build.h
tests_query_test_search_LDADD = $(QUERY_TEST_LIBS)
tests_query_test_text_SOURCES = tests/query/test_text.c
tests_query_test_text_LDADD = $(QUERY_TEST_LIBS)
