# SPDX-License-Identifier: GPL-2.0-or-later
BASE_TESTS = tests/base/test_buf tests/base/test_file tests/base/test_map tests/base/test_prints \
	tests/base/test_utf8
check_PROGRAMS += $(BASE_TESTS)

tests_base_test_buf_SOURCES = tests/base/test_buf.c
tests_base_test_file_SOURCES = tests/base/test_file.c
tests_base_test_map_SOURCES = tests/base/test_map.c
tests_base_test_prints_SOURCES = tests/base/test_prints.c
tests_base_test_utf8_SOURCES = tests/base/test_utf8.c
tests_base_test_buf_LDADD = libbase.la $(CMOCKA_LIBS)
tests_base_test_file_LDADD = libbase.la $(CMOCKA_LIBS)
tests_base_test_map_LDADD = libbase.la $(CMOCKA_LIBS)
tests_base_test_prints_LDADD = libbase.la $(CMOCKA_LIBS)
tests_base_test_utf8_LDADD = libbase.la $(CMOCKA_LIBS)
