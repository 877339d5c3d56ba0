# SPDX-License-Identifier: GPL-2.0-or-later
noinst_LTLIBRARIES += libstemmer-fr.la
libstemmer_fr_la_SOURCES = stemmer/abbreviation.c stemmer/abbreviation.h stemmer/analyze.c \
	stemmer/analyze.h stemmer/cache.c stemmer/cache.h stemmer/compound.c stemmer/compound.h \
	stemmer/courtesy.c stemmer/courtesy.h \
	stemmer/elide.c stemmer/elide.h stemmer/fold.c stemmer/fold.h stemmer/form.c stemmer/form.h \
	stemmer/glyph.c stemmer/glyph.h stemmer/link.c stemmer/link.h stemmer/normalize.c stemmer/normalize.h \
	stemmer/numeral.c \
	stemmer/numeral.h stemmer/phone.c stemmer/phone.h \
	stemmer/reading.c stemmer/reading.h stemmer/roman.c stemmer/roman.h stemmer/sentence.c \
	stemmer/sentence.h stemmer/stem.c stemmer/stem.h stemmer/stop.c stemmer/stop.h \
	stemmer/suffix.c stemmer/suffix.h stemmer/table.c stemmer/table.h \
	stemmer/table_abbreviation.c stemmer/table_courtesy.c stemmer/table_elision.c stemmer/table_stop.c \
	stemmer/table_unit.c stemmer/words.c stemmer/words.h
libstemmer_fr_la_CFLAGS = $(AM_CFLAGS) $(UTF8PROC_CFLAGS)
libstemmer_fr_la_LIBADD = $(UTF8PROC_LIBS) $(STEMMER_LIBS)

STEMMER_FORMS = stemmer/forms.pl stemmer/verbs.tsv stemmer/words.tsv
EXTRA_DIST += stemmer/README.md $(STEMMER_FORMS)
CLEANFILES += stemmer/forms.inc
stemmer/forms.inc: $(STEMMER_FORMS)
	$(AM_V_GEN)$(MKDIR_P) stemmer && $(PERL) $(srcdir)/stemmer/forms.pl \
		$(srcdir)/stemmer/verbs.tsv $(srcdir)/stemmer/words.tsv >$@.part && mv $@.part $@
$(libstemmer_fr_la_OBJECTS): stemmer/forms.inc
