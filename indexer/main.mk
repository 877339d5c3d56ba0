# SPDX-License-Identifier: GPL-2.0-or-later
bin_PROGRAMS += limier-index
limier_index_SOURCES = indexer/main.c indexer/render_report.c indexer/render_report.h
limier_index_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
limier_index_LDADD = liblimier.la libcli.la $(JANSSON_LIBS)

# The tool itself writes its manual and its completion, from the table that its parser reads.
nodist_man_MANS += man/limier-index.1
CLEANFILES += man/limier-index.1
man/limier-index.1: limier-index$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) man && LC_ALL=C ./limier-index --print-man >$@.new && mv $@.new $@

nodist_bashcompletion_DATA += cli/completion/limier-index
CLEANFILES += cli/completion/limier-index
cli/completion/limier-index: limier-index$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) cli/completion && \
		LC_ALL=C ./limier-index --print-completion >$@.new && mv $@.new $@
