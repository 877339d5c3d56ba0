# SPDX-License-Identifier: GPL-2.0-or-later
# liblimier: the rooms of floors 0 to 2 behind the one public header.
lib_LTLIBRARIES += liblimier.la
liblimier_la_SOURCES =
liblimier_la_LIBADD = libindexer.la libquery.la libcorpus.la libstore.la libstemmer-fr.la libbase.la \
	libxapian-c.la
liblimier_la_LDFLAGS = $(AM_LDFLAGS) -version-info $(LIMIER_LT_VERSION) \
	-export-symbols-regex '^lim_' -no-undefined
