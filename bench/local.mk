# SPDX-License-Identifier: GPL-2.0-or-later
EXTRA_DIST += bench/eval bench/README.md corpus/articles corpus/queries.tsv corpus/judgements.tsv

.PHONY: eval
# How good the answers are: on the sample articles, or on the sets of EVAL=DIR….
eval: all
	$(AM_V_at)$(srcdir)/bench/eval $(abs_top_builddir) $(EVAL)
