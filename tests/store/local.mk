# SPDX-License-Identifier: GPL-2.0-or-later
STORE_TESTS = \
	tests/store/test_bytes \
	tests/store/test_check \
	tests/store/test_damage \
	tests/store/test_disk \
	tests/store/test_manifest \
	tests/store/test_pack \
	tests/store/test_reader \
	tests/store/test_search \
	tests/store/test_writer
check_PROGRAMS += $(STORE_TESTS)
check_LTLIBRARIES += tests/store/libhelper.la
tests_store_libhelper_la_SOURCES = tests/store/helper.c tests/store/helper.h
tests_store_libhelper_la_LIBADD = libstore.la libbase.la libxapian-c.la $(CMOCKA_LIBS) $(XXHASH_LIBS)
tests_store_test_bytes_LDADD = tests/store/libhelper.la
tests_store_test_check_LDADD = tests/store/libhelper.la
tests_store_test_damage_LDADD = tests/store/libhelper.la
tests_store_test_disk_LDADD = tests/store/libhelper.la
tests_store_test_manifest_LDADD = tests/store/libhelper.la
tests_store_test_pack_LDADD = tests/store/libhelper.la
tests_store_test_reader_LDADD = tests/store/libhelper.la
tests_store_test_search_LDADD = tests/store/libhelper.la
tests_store_test_writer_LDADD = tests/store/libhelper.la
