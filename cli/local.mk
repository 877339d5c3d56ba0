# SPDX-License-Identifier: GPL-2.0-or-later
noinst_LTLIBRARIES += libcli.la
libcli_la_SOURCES = cli/completion.c cli/help.c cli/i18n.h cli/json.c cli/json.h cli/lines.c \
	cli/lines.h cli/man.c cli/message.c cli/message.h cli/nearest.c cli/number.c cli/number.h \
	cli/option.c cli/progress.c cli/progress.h cli/safe.c cli/safe.h cli/terminal.c \
	cli/terminal.h cli/tool.h cli/wrap.c cli/wrap.h
libcli_la_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
libcli_la_LIBADD = $(JANSSON_LIBS)

# The tools add what they write themselves.
bashcompletiondir = $(datadir)/bash-completion/completions
nodist_bashcompletion_DATA =

EXTRA_DIST += cli/README.md
