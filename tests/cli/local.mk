# SPDX-License-Identifier: GPL-2.0-or-later
check_PROGRAMS += tests/cli/test_option tests/cli/test_text
tests_cli_test_option_SOURCES = tests/cli/test_option.c
tests_cli_test_option_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_cli_test_option_LDADD = libcli.la $(CMOCKA_LIBS)
tests_cli_test_text_SOURCES = tests/cli/test_text.c
tests_cli_test_text_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
tests_cli_test_text_LDADD = libcli.la $(CMOCKA_LIBS) $(JANSSON_LIBS)
