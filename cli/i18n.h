/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_I18N_H
#define CLI_I18N_H

#include <libintl.h>

/*
 * The tools and the library share one domain, so that one catalogue per language holds everything.
 */
#define CLI_DOMAIN "limier"

#define _(text) dgettext(CLI_DOMAIN, text)
#define N_(text) text
#define P_(one, many, n) dngettext(CLI_DOMAIN, one, many, (unsigned long)(n))

#endif
