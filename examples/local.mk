# SPDX-License-Identifier: GPL-2.0-or-later
# Built and run by the tests, so that it stays true.
noinst_PROGRAMS += examples/embed
examples_embed_SOURCES = examples/embed.c
examples_embed_LDADD = liblimier.la
