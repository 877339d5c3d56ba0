# SPDX-License-Identifier: GPL-2.0-or-later
# The only C++ of the project; installable on its own.
lib_LTLIBRARIES += libxapian-c.la
include_HEADERS += xapian-c/xapian-c.h
pkgconfig_DATA += xapian-c/xapian-c.pc
dist_man_MANS += xapian-c/xapian-c.3
EXTRA_DIST += xapian-c/README.md xapian-c/xapian-c.map
libxapian_c_la_SOURCES = \
	xapian-c/api_writer.cc \
	xapian-c/builder.cc \
	xapian-c/bytes.cc \
	xapian-c/candidate.cc \
	xapian-c/candidate.hh \
	xapian-c/compact.cc \
	xapian-c/content.cc \
	xapian-c/database.cc \
	xapian-c/database.hh \
	xapian-c/deflate.cc \
	xapian-c/deflate.hh \
	xapian-c/document.cc \
	xapian-c/document.hh \
	xapian-c/each.cc \
	xapian-c/error.cc \
	xapian-c/files.cc \
	xapian-c/files.hh \
	xapian-c/glass_arena.cc \
	xapian-c/glass_arena.hh \
	xapian-c/glass_chunk.cc \
	xapian-c/glass_chunk.hh \
	xapian-c/glass_chunks.cc \
	xapian-c/glass_chunks.hh \
	xapian-c/glass_data.cc \
	xapian-c/glass_data.hh \
	xapian-c/glass_files.cc \
	xapian-c/glass_files.hh \
	xapian-c/glass_inverter.cc \
	xapian-c/glass_inverter.hh \
	xapian-c/glass_join.cc \
	xapian-c/glass_join.hh \
	xapian-c/glass_key.cc \
	xapian-c/glass_key.hh \
	xapian-c/glass_map.cc \
	xapian-c/glass_map.hh \
	xapian-c/glass_merge.cc \
	xapian-c/glass_merge.hh \
	xapian-c/glass_part.cc \
	xapian-c/glass_part.hh \
	xapian-c/glass_postings.cc \
	xapian-c/glass_postings.hh \
	xapian-c/glass_postlist.cc \
	xapian-c/glass_postlist.hh \
	xapian-c/glass_reader.cc \
	xapian-c/glass_reader.hh \
	xapian-c/glass_run.cc \
	xapian-c/glass_run.hh \
	xapian-c/glass_source.hh \
	xapian-c/glass_stream.cc \
	xapian-c/glass_stream.hh \
	xapian-c/glass_table.cc \
	xapian-c/glass_table.hh \
	xapian-c/glass_values.cc \
	xapian-c/glass_values.hh \
	xapian-c/glass_version.cc \
	xapian-c/glass_version.hh \
	xapian-c/glass_writer.cc \
	xapian-c/guard.hh \
	xapian-c/match.cc \
	xapian-c/match.hh \
	xapian-c/match_best.cc \
	xapian-c/match_best.hh \
	xapian-c/match_join.cc \
	xapian-c/match_leaf.cc \
	xapian-c/match_make.cc \
	xapian-c/match_node.hh \
	xapian-c/match_run.cc \
	xapian-c/match_run.hh \
	xapian-c/match_union.cc \
	xapian-c/merge.hh \
	xapian-c/output.cc \
	xapian-c/output.hh \
	xapian-c/pieces.cc \
	xapian-c/pieces.hh \
	xapian-c/query.cc \
	xapian-c/query.hh \
	xapian-c/results.hh \
	xapian-c/search.cc \
	xapian-c/source.cc \
	xapian-c/source.hh \
	xapian-c/translate.cc \
	xapian-c/tree.hh \
	xapian-c/values.cc \
	xapian-c/values.hh \
	xapian-c/writer.hh \
	xapian-c/xapian-c.h
libxapian_c_la_CXXFLAGS = $(AM_CXXFLAGS) $(XAPIAN_CFLAGS) $(ZLIB_CFLAGS) -fvisibility=hidden
libxapian_c_la_LIBADD = $(XAPIAN_LIBS) $(ZLIB_LIBS)
# For C++, -export-symbols-regex leaves the templates of the standard library visible.
libxapian_c_la_LDFLAGS = $(AM_LDFLAGS) -version-info $(XAPIAN_C_LT_VERSION) -no-undefined \
	-Wl,--version-script=$(top_srcdir)/xapian-c/xapian-c.map
EXTRA_libxapian_c_la_DEPENDENCIES = xapian-c/xapian-c.map
