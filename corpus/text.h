/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines → paragraphs and headings. */
#ifndef CORPUS_TEXT_H
#define CORPUS_TEXT_H

#include "corpus/document.h"

/*
 * Marks the blocks of doc->text, which is plain text. Empty lines separate them; where lines are
 * whole paragraphs by the look of them, each is one. lines: every line is a paragraph if there is
 * no empty one.
 */
int text_mark_blocks(struct document *doc, bool lines);

#endif
