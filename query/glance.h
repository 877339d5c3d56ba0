/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A look at a text's bytes before it is analysed: what is not there as letters can be in no word. For
 * that, a text is squeezed to its ASCII letters and digits: lower case, accents and ligatures resolved,
 * all between them gone, so that O.N.U., week-end and 1 000 keep together however they are read.
 */
#ifndef QUERY_GLANCE_H
#define QUERY_GLANCE_H

#include <stdbool.h>

#include "base/buf.h"

/* Replaces the content of buf. False: the text has characters that may stand for letters this file
 * does not know (other scripts, compatibility forms), or memory is out: only the analysis can tell. */
bool glance_squeeze(const char *text, size_t len, struct buf *buf);

/* The letters of a character of two bytes, "" where it has none; NULL: not known. one: where a single one is
 * written. */
const char *glance_letters(unsigned char lead, unsigned char trail, char one[2]);

/* Whether squeezed text holds letters, which are squeezed too; fewer than two are held by any. */
bool glance_holds(const struct buf *squeezed, struct lim_slice letters);

#endif
