# SPDX-License-Identifier: GPL-2.0-or-later
# Each runs alone: LIMIER_BUILD=DIR perl tests/tools/NAME.t
TOOL_TESTS = tests/tools/answers.t tests/tools/bad_input.t tests/tools/batch.t tests/tools/bench.t \
	tests/tools/damage.t tests/tools/formats.t tests/tools/hostile.t \
	tests/tools/index_commands.t tests/tools/jobs.t tests/tools/locale.t tests/tools/memory.t tests/tools/options.t \
	tests/tools/po.t tests/tools/readings.t tests/tools/readme.t tests/tools/similar.t
EXTRA_DIST += $(TOOL_TESTS) tests/tools/Tool.pm
