# SPDX-License-Identifier: GPL-2.0-or-later
# Tests: cmocka programs for the rooms, TAP scripts for tools and laws, all under one harness.
LINT_TESTS = \
	tests/lint/exports.t \
	tests/lint/files.t \
	tests/lint/header.t \
	tests/lint/laws.t

# What the test programs link beside their rooms.
TEST_CPPFLAGS = $(AM_CPPFLAGS) -DTEST_DATA='"$(abs_top_srcdir)/tests/data"' $(CMOCKA_CFLAGS)

if HAVE_CMOCKA
include $(top_srcdir)/tests/base/local.mk
include $(top_srcdir)/tests/cli/local.mk
include $(top_srcdir)/tests/corpus/local.mk
include $(top_srcdir)/tests/indexer/local.mk
include $(top_srcdir)/tests/query/local.mk
include $(top_srcdir)/tests/stemmer/local.mk
include $(top_srcdir)/tests/store/local.mk
include $(top_srcdir)/tests/xapian-c/local.mk
endif
include $(top_srcdir)/tests/tools/local.mk

EXTRA_DIST += tests/README.md tests/valgrind.supp tests/run tests/test.h tests/data tests/lint/Tree.pm $(LINT_TESTS)

TEST_ENV = LIMIER_BUILD='$(abs_top_builddir)' LIMIER_SOURCE='$(abs_top_srcdir)'
TEST_JOBS = 2
TEST_SUMMARY = tests/summary
TEST_RUN = $(TEST_ENV) $(PERL) $(top_srcdir)/tests/run --jobs $(TEST_JOBS) --summary $(TEST_SUMMARY)
CLEANFILES += $(TEST_SUMMARY)

.PHONY: check-valgrind
check-local: all $(check_PROGRAMS)
	$(AM_V_at)$(MKDIR_P) tests && rm -f $(TEST_SUMMARY)
	$(AM_V_at)$(TEST_RUN) $(check_PROGRAMS) $(addprefix $(srcdir)/,$(LINT_TESTS) $(TOOL_TESTS))

VALGRIND = valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=9 \
	--suppressions=$(abs_top_srcdir)/tests/valgrind.supp
# What runs for minutes under valgrind; the sanitizers see all of it. LIMIER_SLOW asks for smaller samples.
TOO_SLOW = tests/corpus/test_readers tests/corpus/test_source tests/indexer/test_crash \
	tests/indexer/test_passage tests/indexer/test_tiers tests/query/test_parse
check-valgrind: $(check_PROGRAMS)
	$(AM_V_at)$(MKDIR_P) tests && rm -f $(TEST_SUMMARY)
	$(AM_V_at)LIMIER_SLOW=1 $(TEST_RUN) --wrap '$(LIBTOOL) --mode=execute $(VALGRIND)' \
		$(filter-out $(TOO_SLOW),$(check_PROGRAMS))
