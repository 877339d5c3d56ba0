# SPDX-License-Identifier: GPL-2.0-or-later
bin_PROGRAMS += limier-query
limier_query_SOURCES = query/main.c query/main.h query/main_answer.c query/main_batch.c \
	query/main_options.c query/render_answer.h query/render_json.c query/render_paths.c \
	query/render_text.c query/render_trec.c
limier_query_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
# Not liblimier: to load the libraries that the rooms for files need takes half a millisecond.
limier_query_LDADD = libquery.la libstore.la libstemmer-fr.la libbase.la libxapian-c.la \
	libcli.la $(JANSSON_LIBS)

nodist_man_MANS += man/limier-query.1
CLEANFILES += man/limier-query.1
man/limier-query.1: limier-query$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) man && LC_ALL=C ./limier-query --print-man >$@.new && mv $@.new $@

nodist_bashcompletion_DATA += cli/completion/limier-query
CLEANFILES += cli/completion/limier-query
cli/completion/limier-query: limier-query$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) cli/completion && \
		LC_ALL=C ./limier-query --print-completion >$@.new && mv $@.new $@
