/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STEMMER_LINK_H
#define STEMMER_LINK_H

#include <stdbool.h>

#include "limier.h"

/*
 * Whether a term is that of words which stand in most texts and only link others (de, la, et, être): that
 * one stands beside another word tells little. It goes by the term alone, whatever it means at its place.
 * Stored signatures depend on it: with the list, ANALYSIS_VERSION changes.
 */
bool is_link(struct lim_slice term);

#endif
