# SPDX-License-Identifier: GPL-2.0-or-later
EXTRA_DIST += bench/README.md bench/SPEED.md bench/bars.py bench/eval bench/figures.py bench/files.py bench/get-text.sh \
	bench/measure.py bench/passages.py bench/plot.py bench/queries.py bench/rounds.py bench/speed \
	bench/table.py bench/texts.py bench/unpack_text.py bench/peers/FlatJson.java \
	bench/peers/LucenePeer.java bench/peers/__init__.py bench/peers/fts5.py bench/peers/limier.py \
	bench/peers/lucene.py bench/peers/omindex.py bench/peers/peer.py bench/peers/recoll.py \
	bench/peers/stock_xapian.py corpus/articles corpus/queries.tsv corpus/judgements.tsv

# The chain alone, which cannot be seen from outside. Only make bench builds it.
EXTRA_PROGRAMS = bench/analysis
bench_analysis_SOURCES = bench/analysis.c
bench_analysis_LDADD = libstemmer-fr.la libbase.la
CLEANFILES += bench/analysis

.PHONY: bench eval
# How fast and how large, beside the peers that are installed: on text that it brings, or on BENCH=FOLDER.
bench: all bench/analysis$(EXEEXT)
	$(AM_V_at)'$(srcdir)/bench/speed' '$(abs_top_builddir)' '$(abs_top_builddir)/build-bench' $(if $(BENCH),'$(BENCH)')

# How good the answers are: on the sample articles, or on the sets of EVAL=DIR…, with PEERS=1 beside the peers.
eval: all
	$(AM_V_at)'$(srcdir)/bench/eval' '$(abs_top_builddir)' $(EVAL)
