# SPDX-License-Identifier: GPL-2.0-or-later
# One catalogue per language holds the messages of the library and of both tools.
frmodir = $(localedir)/fr/LC_MESSAGES
nodist_frmo_DATA = po/fr/LC_MESSAGES/limier.mo
CLEANFILES += po/fr/LC_MESSAGES/limier.mo po/limier.pot
EXTRA_DIST += po/extract po/fr.po

po/fr/LC_MESSAGES/limier.mo: po/fr.po
	$(AM_V_GEN)$(MKDIR_P) po/fr/LC_MESSAGES && $(MSGFMT) -o $@ $(srcdir)/po/fr.po

# After messages have changed: brings the catalogues up to date, new messages still empty.
.PHONY: update-po
update-po:
	$(MKDIR_P) po
	XGETTEXT='$(XGETTEXT)' $(SHELL) $(srcdir)/po/extract >po/limier.pot
	$(MSGMERGE) --update --backup=none --no-fuzzy-matching $(srcdir)/po/fr.po po/limier.pot
