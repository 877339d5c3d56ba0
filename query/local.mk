# SPDX-License-Identifier: GPL-2.0-or-later
include $(top_srcdir)/query/main.mk
