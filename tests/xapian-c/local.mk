# SPDX-License-Identifier: GPL-2.0-or-later
XAPIAN_C_TESTS = \
	tests/xapian-c/test_builder \
	tests/xapian-c/test_compact \
	tests/xapian-c/test_database \
	tests/xapian-c/test_match \
	tests/xapian-c/test_query \
	tests/xapian-c/test_reader \
	tests/xapian-c/test_search \
	tests/xapian-c/test_writers
check_PROGRAMS += $(XAPIAN_C_TESTS)
check_LTLIBRARIES += tests/xapian-c/libsupport.la
tests_xapian_c_libsupport_la_SOURCES = tests/xapian-c/support.c tests/xapian-c/support.h
tests_xapian_c_libsupport_la_LIBADD = libxapian-c.la $(CMOCKA_LIBS)
tests_xapian_c_test_builder_LDADD = tests/xapian-c/libsupport.la
tests_xapian_c_test_compact_LDADD = tests/xapian-c/libsupport.la
tests_xapian_c_test_database_LDADD = tests/xapian-c/libsupport.la
tests_xapian_c_test_match_SOURCES = \
	tests/xapian-c/expected.c \
	tests/xapian-c/expected.h \
	tests/xapian-c/sample.c \
	tests/xapian-c/sample.h \
	tests/xapian-c/test_match.c
tests_xapian_c_test_match_LDADD = tests/xapian-c/libsupport.la
tests_xapian_c_test_query_LDADD = tests/xapian-c/libsupport.la
tests_xapian_c_test_reader_SOURCES = \
	tests/xapian-c/sample.c \
	tests/xapian-c/sample.h \
	tests/xapian-c/test_reader.c
tests_xapian_c_test_reader_LDADD = tests/xapian-c/libsupport.la
tests_xapian_c_test_search_LDADD = tests/xapian-c/libsupport.la -lm
tests_xapian_c_test_writers_SOURCES = \
	tests/xapian-c/compare.c \
	tests/xapian-c/compare.h \
	tests/xapian-c/sample.c \
	tests/xapian-c/sample.h \
	tests/xapian-c/test_writers.c
tests_xapian_c_test_writers_LDADD = tests/xapian-c/libsupport.la
